/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/change.h"

G_BEGIN_DECLS

/*
 * Rules that look at more than the record itself. The server judges every change
 * by them inside the transaction that would write it, so that what they promise
 * holds for all desks; a desk judges by what it knows before it saves.
 *
 * From the descriptor follow: a unique value is on one record (`taken`); a reference
 * names a record that is there (`target-deleted`, `target-unknown`); what is a part of
 * something is done with it or not at all (`part`); what is dated
 * in a closed month stays (`month-closed`). An entity may have its own.
 */

/**
 * AxleLookup:
 * @get: sets @record to the record of that id, deleted or not; to %NULL when there
 *   is none that the maker of the change may know. @entity: (nullable): what kind it
 *   should be of, %NULL for any; another kind may be found all the same. FALSE when
 *   it failed
 * @find: (element-type AxleRecord): up to @limit records of @entity in @scope that are
 *   not deleted and have that value; of a daily time, one on that day
 * @data: for those two
 * @audience: who is told why: what they may not see is not named
 * @whole_since: records made before this, in microseconds since 1970 UTC, may be
 *   missing here although they exist: %G_MAXINT64 on a desk, which has only some;
 *   the time of the restore on a server that was brought back from a copy; 0 where
 *   everything is
 *
 * What a guard sees of all other records.
 */
typedef struct _AxleLookup AxleLookup;
struct _AxleLookup
{
  gboolean   (*get)  (const AxleLookup  *self,
                      const AxleEntity  *entity,
                      const AxleId      *id,
                      AxleRecord       **record,
                      GError           **error);
  GPtrArray *(*find) (const AxleLookup  *self,
                      const AxleEntity  *entity,
                      const AxleId      *scope,
                      guint              field,
                      const AxleValue   *value,
                      guint              limit,
                      GError           **error);
  gpointer     data;
  AxleAudience audience;
  gint64       whole_since;
};

/**
 * AxleGuard:
 * @name: the code of its refusal
 * @judge: refuses in @verdict what may not be; FALSE when it could not look.
 *   @current is %NULL when the change makes the record; @result is the record with
 *   the change, deleted when that is the change
 *
 * One rule over what else there is. A record that was kept under older rules can
 * still be changed: only what the change touches is held against it.
 */
struct _AxleGuard
{
  const char *name;
  gboolean  (*judge) (const AxleGuard   *self,
                      const AxleChange  *change,
                      const AxleRecord  *current,
                      const AxleRecord  *result,
                      const AxleLookup  *lookup,
                      AxleVerdict       *verdict,
                      GError           **error);
};

gboolean axle_guards_judge     (const AxleChange  *change,
                                const AxleRecord  *current,
                                const AxleRecord  *result,
                                const AxleLookup  *lookup,
                                AxleVerdict       *verdict,
                                GError           **error);

gboolean axle_lookup_load_zone (const AxleLookup  *self,
                                const AxleId      *store,
                                GTimeZone        **zone,
                                GError           **error);

G_END_DECLS
