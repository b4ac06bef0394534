/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/record.h"

G_BEGIN_DECLS

/**
 * AxleDossier:
 *
 * Everything known of one customer at a time: the records of the customer and of
 * those who were merged into them, of their cars, and what hangs on these. Rules
 * read it, screens show it. Counted by reference, and not changed once it is filled.
 */
typedef struct _AxleDossier AxleDossier;
#define AXLE_TYPE_DOSSIER (axle_dossier_get_type ())
GType         axle_dossier_get_type      (void) G_GNUC_CONST;

AxleDossier  *axle_dossier_new           (const AxleId      *customer,
                                          gint64             now,
                                          GTimeZone         *zone);
AxleDossier  *axle_dossier_ref           (AxleDossier       *self);
void          axle_dossier_unref         (AxleDossier       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleDossier, axle_dossier_unref)

void          axle_dossier_add           (AxleDossier       *self,
                                          AxleRecord        *record,
                                          gboolean           pending);
void          axle_dossier_sort          (AxleDossier       *self);

gint64        axle_dossier_get_now       (const AxleDossier *self);
GTimeZone    *axle_dossier_get_zone      (const AxleDossier *self);
AxleRecord   *axle_dossier_get_customer  (const AxleDossier *self);
GPtrArray    *axle_dossier_list          (const AxleDossier *self,
                                          const AxleEntity  *entity);
AxleRecord   *axle_dossier_find          (const AxleDossier *self,
                                          const AxleEntity  *entity,
                                          const AxleId      *id);
GPtrArray    *axle_dossier_dup_ownerships (const AxleDossier *self);
gboolean      axle_dossier_is_of_customer (const AxleDossier *self,
                                           const AxleRecord  *record);
gboolean      axle_dossier_is_pending    (const AxleDossier *self,
                                          const AxleId      *id);

G_END_DECLS
