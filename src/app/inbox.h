/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/workstation.h"
#include "core/appointment/suggest.h"
#include "store/conflict.h"

G_BEGIN_DECLS

/**
 * AxleInboxReason:
 * @AXLE_INBOX_LOST: what was typed here gave way to what somebody typed elsewhere
 * @AXLE_INBOX_OVERTOOK: what was typed here took the place of something that whoever
 *   typed it had not seen
 * @AXLE_INBOX_REFUSED: the server did not take the change
 * @AXLE_INBOX_NOT_MADE: the server did not take a new record, which is on this desk only
 */
typedef enum
{
  AXLE_INBOX_LOST,
  AXLE_INBOX_OVERTOOK,
  AXLE_INBOX_REFUSED,
  AXLE_INBOX_NOT_MADE,
} AxleInboxReason;

/* One conflict in words: what was typed here, what came from elsewhere, by whom, and
 * why not both can stand. A field that met another is one line, a refused change has
 * a line for each field. Never changed once made. */
#define AXLE_TYPE_INBOX_ITEM (axle_inbox_item_get_type ())
G_DECLARE_FINAL_TYPE (AxleInboxItem, axle_inbox_item, AXLE, INBOX_ITEM, GObject)

/* Stable: what a script names it by, such as "17/city"; "18" for a whole change. */
const char       *axle_inbox_item_get_name       (AxleInboxItem *self);
const AxleEntity *axle_inbox_item_get_entity     (AxleInboxItem *self);
const AxleId     *axle_inbox_item_get_record     (AxleInboxItem *self);
const char       *axle_inbox_item_get_title      (AxleInboxItem *self); /* "Customer: 王芳" */
AxleInboxReason   axle_inbox_item_get_reason     (AxleInboxItem *self);
const char       *axle_inbox_item_get_why        (AxleInboxItem *self); /* a sentence */
const char       *axle_inbox_item_get_code       (AxleInboxItem *self); /* nullable */
gint64            axle_inbox_item_get_at         (AxleInboxItem *self);
/* Who, when and where in one line; "" when it is not known. */
const char       *axle_inbox_item_get_mine_by    (AxleInboxItem *self);
const char       *axle_inbox_item_get_theirs_by  (AxleInboxItem *self);
/* Whether what was typed here is what stands. */
gboolean          axle_inbox_item_mine_stands    (AxleInboxItem *self);

guint             axle_inbox_item_get_n_lines    (AxleInboxItem *self);
const char       *axle_inbox_item_get_label      (AxleInboxItem *self,
                                                  guint          line);
const char       *axle_inbox_item_get_mine       (AxleInboxItem *self,
                                                  guint          line);
const char       *axle_inbox_item_get_theirs     (AxleInboxItem *self,
                                                  guint          line);
/* The two with what differs between them in bold, as Pango markup. */
void              axle_inbox_item_dup_markup     (AxleInboxItem *self,
                                                  guint          line,
                                                  char         **mine,
                                                  char         **theirs);

/* What was decided, in words, such as "Kept: 上海"; "" while it is open. */
AxleDecision      axle_inbox_item_get_decision   (AxleInboxItem *self);
const char       *axle_inbox_item_get_decided    (AxleInboxItem *self);
const char       *axle_inbox_item_get_decided_by (AxleInboxItem *self);
gint64            axle_inbox_item_get_decided_at (AxleInboxItem *self);
gint64            axle_inbox_item_get_operation  (AxleInboxItem *self);

/**
 * AxleInbox:
 *
 * What lost a merge or was refused at this desk, until a person decides, and what
 * was decided last; kept up to date. Every decision is one operation that the normal
 * undo takes back.
 */
#define AXLE_TYPE_INBOX (axle_inbox_get_type ())
G_DECLARE_FINAL_TYPE (AxleInbox, axle_inbox, AXLE, INBOX, GObject)

/* How many open ones are listed at once; when they are decided, the rest come. */
#define AXLE_INBOX_LIMIT 200

AxleInbox  *axle_inbox_new            (AxleWorkstation     *workstation);
GListModel *axle_inbox_get_open       (AxleInbox           *self); /* of AxleInboxItem, those of a record together */
GListModel *axle_inbox_get_decided    (AxleInbox           *self); /* of AxleInboxItem, latest decision first */
/* Reads anew at once, when what changed may not wait for a quiet moment. */
void        axle_inbox_refresh        (AxleInbox           *self);
/* The open ones of one record, without an inbox; empty when all is well. */
GPtrArray  *axle_workstation_list_conflicts (AxleWorkstation *workstation,
                                       const AxleId        *record);
/* Whether who is signed in may decide it. */
gboolean    axle_inbox_may_decide     (AxleInbox           *self,
                                       AxleInboxItem       *item);
/* The record as it is with what was typed here laid over it; %NULL where nothing is
 * left to edit. */
AxleRecord *axle_inbox_dup_edited     (AxleInbox           *self,
                                       AxleInboxItem       *item);

/* Decisions over one or several (element-type AxleInboxItem); each finishes with
 * axle_inbox_decide_finish(). What stands is kept: */
void        axle_inbox_keep_async     (AxleInbox           *self,
                                       GPtrArray           *items,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
/* What does not stand is put back, what was refused is sent again: a new change on
 * top of what is there now. */
void        axle_inbox_restore_async  (AxleInbox           *self,
                                       GPtrArray           *items,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
/* A form over the record was saved as @operation: */
void        axle_inbox_edited_async   (AxleInbox           *self,
                                       AxleInboxItem       *item,
                                       gint64               operation,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
/* Whether other times can be found for it: an appointment that was refused because
 * something that it needs is taken. */
gboolean    axle_inbox_item_has_times (AxleInboxItem       *item);
/* How many times are offered. */
#define AXLE_INBOX_N_TIMES 3
/* The best other times, the one that it had too if it is free again, from what this desk
 * knows; finishes with axle_inbox_find_times_finish(). */
void        axle_inbox_find_times_async (AxleInbox         *self,
                                       AxleInboxItem       *item,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
/* Returns: (transfer full) (element-type AxleSlot): the best first */
GPtrArray  *axle_inbox_find_times_finish (AxleInbox        *self,
                                       GAsyncResult        *result,
                                       GError             **error);
/* What was typed is put there; one undo takes back both that and the decision. */
void        axle_inbox_book_async     (AxleInbox           *self,
                                       AxleInboxItem       *item,
                                       const AxleSlot      *slot,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
/* It is sent again where it was, with the reason why it has to be there. */
void        axle_inbox_overbook_async (AxleInbox           *self,
                                       AxleInboxItem       *item,
                                       const char          *reason,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data);
gboolean    axle_inbox_decide_finish  (AxleInbox           *self,
                                       GAsyncResult        *result,
                                       gint64              *operation,
                                       GError             **error);

G_END_DECLS
