/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/**
 * AxleImportBase:
 *
 * What an import looks things up in: the desk's cache, and in a dry run on top of
 * it a scratch cache that takes what would be saved, so that a dry run tells
 * exactly what a run does, in bounded memory.
 */
typedef struct _AxleImportBase AxleImportBase;

AxleImportBase *axle_import_base_new             (AxleStore         *store,
                                                  const char        *scratch_folder,
                                                  GError           **error);
void            axle_import_base_free            (AxleImportBase    *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleImportBase, axle_import_base_free)

GPtrArray      *axle_import_base_match           (AxleImportBase    *self,
                                                  const char        *phone,
                                                  const char        *vin,
                                                  GError           **error);
AxleRecord     *axle_import_base_find_vehicle    (AxleImportBase    *self,
                                                  const char        *vin,
                                                  const char        *plate,
                                                  GError           **error);
AxleRecord     *axle_import_base_get             (AxleImportBase    *self,
                                                  const AxleEntity  *entity,
                                                  const AxleId      *id,
                                                  GError           **error);
GPtrArray      *axle_import_base_list_where      (AxleImportBase    *self,
                                                  const AxleEntity  *entity,
                                                  guint              field,
                                                  const AxleValue   *value,
                                                  GError           **error);
gboolean        axle_import_base_save            (AxleImportBase    *self,
                                                  GPtrArray         *changes,
                                                  gint64            *operation,
                                                  GError           **error);

/* Makes some of what was saved findable by each of its keys; @more: whether some is left. */
gboolean        axle_import_base_index           (AxleImportBase    *self,
                                                  gboolean          *more,
                                                  GError           **error);

G_END_DECLS
