/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AxleArchiveWriter:
 *
 * Writes files into one ZIP archive, as every desktop opens it without more ado.
 */
typedef struct _AxleArchiveWriter AxleArchiveWriter;

AxleArchiveWriter *axle_archive_writer_new    (GOutputStream      *stream,
                                               GError            **error);
void               axle_archive_writer_free   (AxleArchiveWriter  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleArchiveWriter, axle_archive_writer_free)
gboolean           axle_archive_writer_add    (AxleArchiveWriter  *self,
                                               const char         *name,
                                               GBytes             *content,
                                               gint64              at,
                                               gboolean            compress,
                                               GCancellable       *cancellable,
                                               GError            **error);
gboolean           axle_archive_writer_finish (AxleArchiveWriter  *self,
                                               GCancellable       *cancellable,
                                               GError            **error);

G_END_DECLS
