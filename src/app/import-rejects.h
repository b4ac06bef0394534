/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The file of wrong rows: a table like the one that was read, with the reason in a
 * last column. Made with its first row. */
typedef struct _AxleImportRejects AxleImportRejects;

AxleImportRejects *axle_import_rejects_new      (const char          *folder,
                                                 GFile               *source,
                                                 GPtrArray           *headers);
void               axle_import_rejects_free     (AxleImportRejects   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleImportRejects, axle_import_rejects_free)
gboolean           axle_import_rejects_add      (AxleImportRejects   *self,
                                                 GPtrArray           *cells,
                                                 const char          *reason,
                                                 GError             **error);
gboolean           axle_import_rejects_finish   (AxleImportRejects   *self,
                                                 GError             **error);
GFile             *axle_import_rejects_get_file (AxleImportRejects   *self);

G_END_DECLS
