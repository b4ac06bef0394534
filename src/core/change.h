/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/problem.h"
#include "core/record.h"

G_BEGIN_DECLS

/**
 * AxleChangeAction:
 * @AXLE_CHANGE_SET: fields get values; makes the record when nobody has it yet
 * @AXLE_CHANGE_DELETE: the record is deleted
 * @AXLE_CHANGE_RESTORE: a deleted record is back as it was
 */
typedef enum
{
  AXLE_CHANGE_SET,
  AXLE_CHANGE_DELETE,
  AXLE_CHANGE_RESTORE,
} AxleChangeAction;

/**
 * AxleFieldChange:
 * @field: the field's index
 * @before: what the person saw
 * @after: what the person left
 */
typedef struct
{
  guint     field;
  AxleValue before;
  AxleValue after;
} AxleFieldChange;

/**
 * AxleChange:
 * @number: counts the changes of one enrolment of a desk from 1; 0 until it is saved
 * @operation: the number of the first change of the operation it belongs to:
 *   what is undone together; 0 until it is saved
 * @action: what is done
 * @entity: what kind of record
 * @record: which record
 * @scope: the group or store of the record
 * @base: the revision that the person saw; 0 when the server did not know the record
 * @at: when, by the desk's clock, in microseconds since 1970 UTC
 * @staff: who
 * @desk: where
 * @schema: the version of records that the program knew which saved it, see
 *   [func@Axle.registry_get_schema]; 0 when it is not told
 * @needs: a record of which this is a part: without it the server refuses the change;
 *   no id where it stands alone
 * @fields: (element-type AxleFieldChange): of AXLE_CHANGE_SET, each field once
 *
 * What a person did to one record, as a patch of old and new values: what the
 * outbox keeps, the wire carries, the server merges and history shows.
 */
typedef struct
{
  gint64            number;
  gint64            operation;
  AxleChangeAction  action;
  const AxleEntity *entity;
  AxleId            record;
  AxleId            scope;
  gint64            base;
  gint64            at;
  AxleId            staff;
  AxleId            desk;
  guint             schema;
  AxleId            needs;
  GArray           *fields;
} AxleChange;

#define AXLE_TYPE_CHANGE (axle_change_get_type ())
GType       axle_change_get_type    (void) G_GNUC_CONST;

AxleChange *axle_change_new         (const AxleEntity *entity,
                                     const AxleId     *record,
                                     AxleChangeAction  action);
AxleChange *axle_change_new_between (const AxleRecord *before,
                                     const AxleRecord *after);
AxleChange *axle_change_copy        (const AxleChange *self);
void        axle_change_free        (AxleChange       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleChange, axle_change_free)

void        axle_change_add_field   (AxleChange       *self,
                                     guint             field,
                                     const AxleValue  *before,
                                     const AxleValue  *after);
const AxleFieldChange *
            axle_change_find_field  (const AxleChange *self,
                                     guint             field);
void        axle_change_overlay     (const AxleChange *self,
                                     AxleRecord       *record);

GBytes     *axle_change_to_bytes    (const AxleChange *self);
AxleChange *axle_change_from_bytes  (const AxleEntity *entity,
                                     GBytes           *bytes);

/**
 * AxleOutcome:
 * @AXLE_OUTCOME_ACCEPTED: done as asked
 * @AXLE_OUTCOME_MERGED: done, but values of others were overwritten, or some of
 *   the change lost to theirs
 * @AXLE_OUTCOME_REFUSED: not done
 */
typedef enum
{
  AXLE_OUTCOME_ACCEPTED,
  AXLE_OUTCOME_MERGED,
  AXLE_OUTCOME_REFUSED,
} AxleOutcome;

/**
 * AxleVerdict:
 * @entity: (nullable): what kind of record the fields of @lost belong to; %NULL
 *   when nothing was lost
 * @outcome: what became of the change
 * @sequence: the number of the change in the feed of its scope; 0 when it was refused
 * @lost: (element-type AxleFieldChange): the values that did not survive the
 *   merge: `before` is the value that lost, `after` the one that stands now
 * @code: (nullable): of a refusal, a stable name
 * @message: (nullable): of a refusal, why, for the person
 * @current: (nullable): of a refusal, the record as the server has it
 * @blocker_entity: (nullable): of a refusal, what kind of record stands in the way
 * @blocker: of a refusal, the other record that stands in the way; no id where none does
 *
 * What the server says to one change.
 */
typedef struct
{
  const AxleEntity *entity;
  AxleOutcome       outcome;
  gint64            sequence;
  GArray           *lost;
  char             *code;
  char             *message;
  AxleRecord       *current;
  const AxleEntity *blocker_entity;
  AxleId            blocker;
} AxleVerdict;

AxleVerdict *axle_verdict_new    (void);
void         axle_verdict_free   (AxleVerdict *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleVerdict, axle_verdict_free)
void         axle_verdict_refuse (AxleVerdict *self,
                                  const char  *code,
                                  const char  *format,
                                  ...) G_GNUC_PRINTF (3, 4);
void         axle_verdict_set_blocker (AxleVerdict      *self,
                                       const AxleEntity *entity,
                                       const AxleId     *blocker);
void         axle_verdict_add_lost (AxleVerdict      *self,
                                    const AxleEntity *entity,
                                    guint             field,
                                    const AxleValue  *lost,
                                    const AxleValue  *standing);

gboolean     axle_change_is_blocked_by (const AxleChange  *self,
                                        gboolean           creates,
                                        const AxleProblem *problem);
AxleRecord  *axle_change_merge   (const AxleChange *self,
                                  const AxleRecord *current,
                                  AxleVerdict      *verdict);

G_END_DECLS
