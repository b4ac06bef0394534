/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Who does what, where only what somebody must be able to do is known: works that last
 * from one moment to another, each of which one of several people (or bays) can take, and
 * nobody has two at a time. Who has a work now may pass it on so that another finds
 * somebody; the answer is exact, up to an effort that a day of a workshop does not need.
 */

/* People (or bays) are bits; no store has more of them. */
#define AXLE_PLACING_LIMIT 64

/**
 * AxlePlacingAnswer:
 * @AXLE_PLACING_NO: somebody would be left without
 * @AXLE_PLACING_YES: all find somebody
 * @AXLE_PLACING_UNSURE: too many compete to tell
 */
typedef enum
{
  AXLE_PLACING_NO,
  AXLE_PLACING_YES,
  AXLE_PLACING_UNSURE,
} AxlePlacingAnswer;

/**
 * AxlePlacingWork:
 * @from: when it begins
 * @until: when it ends
 * @who: a bit for each who can take it
 * @key: what the caller knows it by
 */
typedef struct
{
  gint64  from;
  gint64  until;
  guint64 who;
  guint   key;
} AxlePlacingWork;

typedef struct _AxlePlacing AxlePlacing;

AxlePlacing       *axle_placing_new     (void);
AxlePlacing       *axle_placing_copy    (const AxlePlacing     *self);
void               axle_placing_free    (AxlePlacing           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxlePlacing, axle_placing_free)

gboolean           axle_placing_admit   (AxlePlacing           *self,
                                         const AxlePlacingWork *work);
void               axle_placing_remove  (AxlePlacing           *self,
                                         guint                  key);
void               axle_placing_widen   (AxlePlacing           *self,
                                         guint                  key,
                                         guint64                who);
guint64            axle_placing_get_busy (const AxlePlacing    *self,
                                          gint64                from,
                                          gint64                until);
AxlePlacingAnswer  axle_placing_try     (const AxlePlacing     *self,
                                         const AxlePlacingWork *work,
                                         int                   *who);

G_END_DECLS
