/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/entity.h"

G_BEGIN_DECLS

/**
 * AxleRecord:
 * @entity: what kind it is
 * @id: its name for ever
 * @scope: the group or store it belongs to
 * @revision: how often the server changed it; 0 until the server knows it
 * @deleted: whether it is deleted; its values are kept for undo and history
 * @hidden: a bit for each field that this desk may not see
 * @created_at: when it was made, in microseconds since 1970 UTC by the maker's clock
 * @created_by: the member of staff who made it
 * @created_on: the desk it was made on
 * @unknown: (nullable): fields that a newer program added, as a JSON object
 * @values: one for each field of @entity
 *
 * One record. Counted by reference and never changed once shared: to change
 * one, change a copy.
 */
struct _AxleRecord
{
  const AxleEntity *entity;
  AxleId            id;
  AxleId            scope;
  gint64            revision;
  gboolean          deleted;
  guint64           hidden;
  gint64            created_at;
  AxleId            created_by;
  AxleId            created_on;
  char             *unknown;
  AxleValue         values[];
};

#define AXLE_TYPE_RECORD (axle_record_get_type ())
GType            axle_record_get_type    (void) G_GNUC_CONST;

AxleRecord      *axle_record_new         (const AxleEntity *entity,
                                          const AxleId     *id);
AxleRecord      *axle_record_copy        (const AxleRecord *self);
AxleRecord      *axle_record_ref         (AxleRecord       *self);
void             axle_record_unref       (AxleRecord       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleRecord, axle_record_unref)

const AxleValue *axle_record_get         (const AxleRecord *self,
                                          guint             field);
const char      *axle_record_get_text    (const AxleRecord *self,
                                          guint             field);
gint64           axle_record_get_integer (const AxleRecord *self,
                                          guint             field);
gboolean         axle_record_get_boolean (const AxleRecord *self,
                                          guint             field);
AxleId           axle_record_get_id      (const AxleRecord *self,
                                          guint             field);
char           **axle_record_dup_members (const AxleRecord *self,
                                          guint             field);
char            *axle_record_dup_first_member (const AxleRecord *self,
                                               guint             field);
gboolean         axle_record_is_hidden   (const AxleRecord *self,
                                          guint             field);

void             axle_record_set         (AxleRecord       *self,
                                          guint             field,
                                          const AxleValue  *value);
void             axle_record_set_text    (AxleRecord       *self,
                                          guint             field,
                                          const char       *text);
void             axle_record_set_integer (AxleRecord       *self,
                                          guint             field,
                                          gint64            integer);
void             axle_record_set_boolean (AxleRecord       *self,
                                          guint             field,
                                          gboolean          boolean);
void             axle_record_set_id      (AxleRecord       *self,
                                          guint             field,
                                          const AxleId     *id);
void             axle_record_set_members (AxleRecord          *self,
                                          guint                field,
                                          const char * const  *members);
void             axle_record_add_member  (AxleRecord       *self,
                                          guint             field,
                                          const char       *member);

gboolean         axle_record_equal       (const AxleRecord *a,
                                          const AxleRecord *b);
void             axle_record_check       (AxleRecord       *self,
                                          GPtrArray        *problems);
void             axle_record_redact      (AxleRecord       *self,
                                          AxleAudience      audience);
gint64           axle_record_get_happened (const AxleRecord *self);
char            *axle_record_dup_title   (const AxleRecord *self);
char            *axle_record_dup_title_beside (const AxleRecord *self,
                                               const AxleValue  *known);

GBytes          *axle_record_to_bytes    (const AxleRecord *self);
AxleRecord      *axle_record_from_bytes  (const AxleEntity *entity,
                                          const AxleId     *id,
                                          GBytes           *bytes);

G_END_DECLS
