/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/appointment/working-days.h"
#include "core/change.h"
#include "core/insight/rules.h"
#include "core/organisation/policy.h"
#include "store/store.h"
#include "sync/questions.h"
#include "sync/audit.h"

G_BEGIN_DECLS

/**
 * AxleWorkstation:
 *
 * A desk at work: its cache, who is signed in, its conversation with the server,
 * and what can be undone. Everything that a screen does goes through it or
 * through an operation that takes it. Lives on the main thread; what takes long
 * happens on its worker thread.
 *
 * Signals: `changed` (#AxleChangeSet) after any commit, one's own or the feed's,
 * at most once per frame; of one's own save before its callback.
 */
#define AXLE_TYPE_WORKSTATION (axle_workstation_get_type ())
G_DECLARE_FINAL_TYPE (AxleWorkstation, axle_workstation, AXLE, WORKSTATION, GObject)

#define AXLE_APP_ERROR (axle_app_error_quark ())
GQuark axle_app_error_quark (void);

/**
 * AxleAppError:
 * @AXLE_APP_ERROR_FAILED: it could not be done; see the message
 * @AXLE_APP_ERROR_INVALID: what was typed breaks a rule; see the message
 * @AXLE_APP_ERROR_NOT_ALLOWED: the role of who is signed in does not allow it
 * @AXLE_APP_ERROR_SIGN_IN: wrong PIN, or too many tries
 * @AXLE_APP_ERROR_OFFLINE: it needs the server, and the server does not answer
 * @AXLE_APP_ERROR_FORMAT: a file is not what it should be; see the message
 * @AXLE_APP_ERROR_LOCKED_OUT: the server locked the desk out, and nothing is left of it
 */
typedef enum
{
  AXLE_APP_ERROR_FAILED,
  AXLE_APP_ERROR_INVALID,
  AXLE_APP_ERROR_NOT_ALLOWED,
  AXLE_APP_ERROR_SIGN_IN,
  AXLE_APP_ERROR_OFFLINE,
  AXLE_APP_ERROR_FORMAT,
  AXLE_APP_ERROR_LOCKED_OUT,
} AxleAppError;

/* What a commit touched: ask it for a kind or for one record. A large commit
 * (an import, a first sync) names kinds only; then every record may have changed. */
typedef struct _AxleChangeSet AxleChangeSet;
#define AXLE_TYPE_CHANGE_SET (axle_change_set_get_type ())
GType      axle_change_set_get_type    (void) G_GNUC_CONST;
gboolean   axle_change_set_has_kind    (const AxleChangeSet *self,
                                        const AxleEntity    *entity);
gboolean   axle_change_set_has_record  (const AxleChangeSet *self,
                                        const AxleEntity    *entity,
                                        const AxleId        *id);

/* Opening: makes the profile folder, its key and its cache when there are none.
 * A cache of a newer program opens for reading only. */
AxleWorkstation *axle_workstation_new           (void);
void       axle_workstation_open_async          (AxleWorkstation     *self,
                                                 const char          *profile,
                                                 GCancellable        *cancellable,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
gboolean   axle_workstation_open_finish         (AxleWorkstation     *self,
                                                 GAsyncResult        *result,
                                                 GError             **error);
/* Where a profile is when nobody says: the user's data folder. */
char      *axle_workstation_dup_default_profile (void);
const char *axle_workstation_get_profile        (AxleWorkstation     *self);
gboolean   axle_workstation_is_read_only        (AxleWorkstation     *self);
/* Stops syncing and writing and waits for what is under way; called before exit. */
void       axle_workstation_close               (AxleWorkstation     *self);

/**
 * AxleDeskLock:
 * @AXLE_DESK_OPEN: the data may be shown
 * @AXLE_DESK_LEASE: the desk has not reached the server for longer than that allows;
 *   opens by itself once it has
 * @AXLE_DESK_LOCKED_OUT: the server locked the desk out; nothing of it can be read any more
 *
 * Property `lock`.
 */
typedef enum
{
  AXLE_DESK_OPEN,
  AXLE_DESK_LEASE,
  AXLE_DESK_LOCKED_OUT,
} AxleDeskLock;
#define AXLE_TYPE_DESK_LOCK (axle_desk_lock_get_type ())
GType      axle_desk_lock_get_type              (void) G_GNUC_CONST;
AxleDeskLock axle_workstation_get_lock          (AxleWorkstation     *self);
const char *axle_workstation_get_lock_message   (AxleWorkstation     *self);
gboolean   axle_workstation_is_erased           (AxleWorkstation     *self);
gboolean   axle_workstation_set_up_anew         (AxleWorkstation     *self,
                                                 const char          *profile,
                                                 GError             **error);

/* Enrolment. */
gboolean   axle_workstation_is_enrolled         (AxleWorkstation     *self);
void       axle_workstation_enrol_async         (AxleWorkstation     *self,
                                                 const char          *server,
                                                 const char          *code,
                                                 const char          *name,
                                                 GCancellable        *cancellable,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
gboolean   axle_workstation_enrol_finish        (AxleWorkstation     *self,
                                                 GAsyncResult        *result,
                                                 GError             **error);
AxleRecord *axle_workstation_dup_desk           (AxleWorkstation     *self);
AxleRecord *axle_workstation_dup_store          (AxleWorkstation     *self);

/* People. */
GPtrArray *axle_workstation_list_staff          (AxleWorkstation     *self);
void       axle_workstation_sign_in_async       (AxleWorkstation     *self,
                                                 const AxleId        *staff,
                                                 const char          *secret,
                                                 GCancellable        *cancellable,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
gboolean   axle_workstation_sign_in_finish      (AxleWorkstation     *self,
                                                 GAsyncResult        *result,
                                                 GError             **error);
void       axle_workstation_sign_out            (AxleWorkstation     *self);
AxleRecord *axle_workstation_get_staff          (AxleWorkstation     *self);
gboolean   axle_workstation_may                 (AxleWorkstation     *self,
                                                 const char          *right);
/* The display name of a member of staff; "" for nobody. Cached: cheap per row. */
const char *axle_workstation_get_staff_name     (AxleWorkstation     *self,
                                                 const AxleId        *staff);

/* What holds at this dealership. Cached: cheap to ask for; another one after each change. */
AxlePolicies *axle_workstation_get_policies    (AxleWorkstation     *self);
AxleRules    *axle_workstation_get_rules       (AxleWorkstation     *self);
AxleWorkingDays *axle_workstation_get_working_days (AxleWorkstation *self);

/* Reading one record from the cache; %NULL when there is none. */
AxleRecord *axle_workstation_get_record         (AxleWorkstation     *self,
                                                 const AxleEntity    *entity,
                                                 const AxleId        *id);

/* Saving: every operation ends here. @title names it for the undo toast, such as
 * “Customer deleted”. The operation's number comes from finish. */
void       axle_workstation_save_async          (AxleWorkstation     *self,
                                                 const char          *title,
                                                 GPtrArray           *changes,
                                                 GCancellable        *cancellable,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
gint64     axle_workstation_save_finish         (AxleWorkstation     *self,
                                                 GAsyncResult        *result,
                                                 GError             **error);

/* Undo: the last operation of who is signed in, or a given one (a toast's).
 * Properties `can-undo`, `can-redo`, `undo-title`, `redo-title`. */
gboolean   axle_workstation_can_undo            (AxleWorkstation     *self);
gboolean   axle_workstation_can_redo            (AxleWorkstation     *self);
const char *axle_workstation_get_undo_title     (AxleWorkstation     *self);
const char *axle_workstation_get_redo_title     (AxleWorkstation     *self);
void       axle_workstation_undo_async          (AxleWorkstation     *self,
                                                 gint64               operation,
                                                 GCancellable        *cancellable,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
/* @n_kept: fields that somebody changed since, and that were left as they are. */
gboolean   axle_workstation_undo_finish         (AxleWorkstation     *self,
                                                 GAsyncResult        *result,
                                                 guint               *n_kept,
                                                 GError             **error);
void       axle_workstation_redo_async          (AxleWorkstation     *self,
                                                 GCancellable        *cancellable,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);

/* Sync. Properties `sync-state`, `waiting`, `last-sync`, `attention`. */
typedef enum
{
  AXLE_SYNC_OFFLINE,
  AXLE_SYNC_CONNECTING,
  AXLE_SYNC_WORKING,
  AXLE_SYNC_ONLINE,
  AXLE_SYNC_PAUSED,
} AxleSyncState;
#define AXLE_TYPE_SYNC_STATE (axle_sync_state_get_type ())
GType      axle_sync_state_get_type             (void) G_GNUC_CONST;

AxleSyncState axle_workstation_get_sync_state   (AxleWorkstation     *self);
guint      axle_workstation_get_waiting         (AxleWorkstation     *self);
guint      axle_workstation_get_attention       (AxleWorkstation     *self);
/* Photos and clips, previews too, that are still to be sent; property `photos-waiting`. */
guint      axle_workstation_get_photos_waiting  (AxleWorkstation     *self);
/* Open tasks of who is signed in that are due today or were before; property
 * `tasks-due`, kept by an #AxleFollowup. */
guint      axle_workstation_get_tasks_due       (AxleWorkstation     *self);
/* How many booking requests should have been answered; the property `requests-due`, kept
 * by the same. */
guint      axle_workstation_get_requests_due    (AxleWorkstation     *self);
gint64     axle_workstation_get_last_sync       (AxleWorkstation     *self);
/* Where the feeds stand, and how fast it goes: records that came and changes that
 * were answered in a second, when many last were. Property `sync-figures`. */
typedef struct
{
  AxleId scope;
  gint64 sequence;
  gint64 head;
} AxleSyncScope;
typedef struct
{
  AxleSyncScope scopes[2];
  guint         n_scopes;
  gint64        n_done;    /* records of the feeds that are here, while a first sync goes on */
  gint64        n_total;   /* of so many */
  double        pull_rate;
  double        push_rate;
  guint         schema;    /* what the server's program knows of records; 0 while unknown */
} AxleSyncFigures;
const AxleSyncFigures *axle_workstation_get_sync_figures (AxleWorkstation *self);
/* Share of the first sync that is done, 0 to 1; 1 when there is none under way. */
double     axle_workstation_get_progress        (AxleWorkstation     *self);
/* Why it is offline or paused, for the person; %NULL when all is well. */
const char *axle_workstation_get_sync_message   (AxleWorkstation     *self);
void       axle_workstation_sync_now            (AxleWorkstation     *self);
/* Talks with the server no more, until it is told to sync now. */
void       axle_workstation_pause_sync          (AxleWorkstation     *self);
/* What happened and a person should hear of once; %NULL when there is nothing.
 * Property `notice`. */
const char *axle_workstation_get_notice         (AxleWorkstation     *self);
void       axle_workstation_dismiss_notice      (AxleWorkstation     *self);

/* The desks of the store, as the server knows them: #AxleDeskInfo. */
void       axle_workstation_list_desks_async    (AxleWorkstation     *self,
                                                 GCancellable        *cancellable,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
GPtrArray *axle_workstation_list_desks_finish   (AxleWorkstation     *self,
                                                 GAsyncResult        *result,
                                                 GError             **error);

/* A GListModel of #AxleWaitingItem: changes that wait, and those that were refused or lost. */
GListModel *axle_workstation_dup_waiting        (AxleWorkstation     *self);

/* Compares everything with the server and mends what differs, see #AxleAuditReport;
 * @progress hears of records looked at, of about how many. */
typedef AxleAuditReport AxleCheckReport;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleCheckReport, axle_audit_report_free)
void       axle_workstation_check_all_async     (AxleWorkstation     *self,
                                                 GCancellable        *cancellable,
                                                 GFileProgressCallback progress,
                                                 gpointer             progress_data,
                                                 GAsyncReadyCallback  callback,
                                                 gpointer             user_data);
AxleCheckReport *axle_workstation_check_all_finish (AxleWorkstation  *self,
                                                 GAsyncResult        *result,
                                                 GError             **error);

/* Drafts of who is signed in: kept as typed, at once, and after a crash. */
void       axle_workstation_put_draft           (AxleWorkstation     *self,
                                                 const char          *name,
                                                 GBytes              *draft);
GBytes    *axle_workstation_get_draft           (AxleWorkstation     *self,
                                                 const char          *name);
char     **axle_workstation_list_drafts         (AxleWorkstation     *self);

/* For app's own parts: the reading store of the main thread, and work on the
 * writing one. A job is called again while it returns TRUE, so that long work
 * goes in slices and a person's save never waits for it; URGENT goes first. */
typedef enum
{
  AXLE_JOB_URGENT,
  AXLE_JOB_NORMAL,
  AXLE_JOB_LONG,
} AxleJobPriority;
typedef gboolean (*AxleJob) (AxleStore     *store,
                             GTask         *task,
                             gpointer       data,
                             GCancellable  *cancellable);
AxleStore *axle_workstation_get_reader          (AxleWorkstation     *self);
void       axle_workstation_run                 (AxleWorkstation     *self,
                                                 AxleJobPriority      priority,
                                                 GTask               *task,
                                                 AxleJob              job,
                                                 gpointer             data);

/* One line of the list of what waits for the server or needs attention. */
#define AXLE_TYPE_WAITING_ITEM (axle_waiting_item_get_type ())
G_DECLARE_FINAL_TYPE (AxleWaitingItem, axle_waiting_item, AXLE, WAITING_ITEM, GObject)
const char *axle_waiting_item_get_title         (AxleWaitingItem     *self);
const char *axle_waiting_item_get_detail        (AxleWaitingItem     *self);
gint64     axle_waiting_item_get_at             (AxleWaitingItem     *self);
gboolean   axle_waiting_item_needs_attention    (AxleWaitingItem     *self);
const AxleEntity *axle_waiting_item_get_entity  (AxleWaitingItem     *self);
const AxleId *axle_waiting_item_get_record      (AxleWaitingItem     *self);

G_END_DECLS
