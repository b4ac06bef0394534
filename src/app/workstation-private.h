/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/change-set.h"
#include "app/undo-stack.h"
#include "app/worker.h"
#include "app/workstation.h"
#include "store/blobs.h"
#include "sync/engine.h"

G_BEGIN_DECLS

typedef struct _AxleSyncLink AxleSyncLink;

/* The parts of a workstation; what is not said to be the worker's belongs to the main thread. */
struct _AxleWorkstation
{
  GObject         parent_instance;

  char           *profile;
  gboolean        read_only;
  AxleStore      *reader;
  AxleWorker     *writer;
  AxleWorker     *browser;
  AxleBlobCache  *blobs;        /* the worker's; NULL where photos cannot be kept */
  AxleBlobCache  *blob_reader;  /* the browser's */
  gint64          photo_limit;  /* bytes */

  /* What the worker tells the main thread, under @lock. */
  GMutex          lock;
  AxleChangeSet  *touched;
  GSource        *telling;
  gint64          told_at;
  GFileMonitor   *monitor;
  int             indexing;  /* atomic */
  guint           figure_timer;

  AxleEnrolment  *enrolment;
  AxleRecord     *staff;
  GTimeZone      *zone;
  AxlePolicies   *policies;   /* NULL until asked for */
  AxleWorkingDays *days;      /* the same */
  AxleRules      *rules;      /* the same */
  GHashTable     *staff_names;
  GHashTable     *undo_stacks;
  GHashTable     *drafts;
  GHashTable     *looks;     /* see access-log.c */

  AxleSyncLink   *link;
  int             lock_file;
  guint           lock_timer;
  gulong          network;         /* a handler */
  guint           network_timer;
  char           *session;
  AxleSyncState   sync_state;
  gint64          last_sync;
  double          progress;
  AxleSyncFigures figures;
  char           *sync_message;
  char           *notice;
  guint64         n_moves;
  AxleDeskLock    lock_reason;
  gboolean        erased;
  guint           lease_timer;
  guint           waiting;
  guint           attention;
  guint           photos_waiting;
  guint           tasks_due;
  guint           requests_due;
  guint           requests_timer;
  gboolean        counting;
  gboolean        count_again;
};

/* The properties, so that each part can tell of its own. */
typedef enum
{
  AXLE_WORKSTATION_PROP_READ_ONLY = 1,
  AXLE_WORKSTATION_PROP_ENROLLED,
  AXLE_WORKSTATION_PROP_STAFF,
  AXLE_WORKSTATION_PROP_CAN_UNDO,
  AXLE_WORKSTATION_PROP_CAN_REDO,
  AXLE_WORKSTATION_PROP_UNDO_TITLE,
  AXLE_WORKSTATION_PROP_REDO_TITLE,
  AXLE_WORKSTATION_PROP_SYNC_STATE,
  AXLE_WORKSTATION_PROP_SYNC_MESSAGE,
  AXLE_WORKSTATION_PROP_WAITING,
  AXLE_WORKSTATION_PROP_ATTENTION,
  AXLE_WORKSTATION_PROP_PHOTOS_WAITING,
  AXLE_WORKSTATION_PROP_TASKS_DUE,
  AXLE_WORKSTATION_PROP_REQUESTS_DUE,
  AXLE_WORKSTATION_PROP_LAST_SYNC,
  AXLE_WORKSTATION_PROP_PROGRESS,
  AXLE_WORKSTATION_PROP_SYNC_FIGURES,
  AXLE_WORKSTATION_PROP_LOCK,
  AXLE_WORKSTATION_PROP_NOTICE,
  AXLE_WORKSTATION_N_PROPS,
} AxleWorkstationProp;

void           axle_workstation_notify         (AxleWorkstation     *self,
                                                AxleWorkstationProp  property);

/* A store's error as app's own. */
void           axle_app_take_error             (GError             **error,
                                                GError              *cause);

/* Lets go of a task on the thread it came from; for the worker's jobs. */
void           axle_app_unref_task             (gpointer             task);

/* Work on the second reading connection: what is too long for a frame. */
void           axle_workstation_browse         (AxleWorkstation     *self,
                                                AxleJobPriority      priority,
                                                GTask               *task,
                                                AxleJob              job,
                                                gpointer             data);

/* Whatever is typed and not yet kept is kept now: who is signed in changes, or the
 * program closes. Forms hear of it by the signal `drafts-due`. */
void           axle_workstation_call_drafts    (AxleWorkstation     *self);

/* The zone that times are shown in: the store's, or this machine's. */
GTimeZone     *axle_workstation_get_zone       (AxleWorkstation     *self);
AxleId         axle_workstation_get_staff_id   (AxleWorkstation     *self);
gboolean       axle_workstation_check_writable (AxleWorkstation     *self,
                                                GError             **error);
gboolean       axle_workstation_check_right    (AxleWorkstation     *self,
                                                const char          *right,
                                                GError             **error);
gboolean       axle_workstation_check_change   (AxleWorkstation     *self,
                                                const AxleChange    *change,
                                                GError             **error);
/* Says who changed what, where and when. */
void           axle_workstation_sign_changes   (AxleWorkstation     *self,
                                                GPtrArray           *changes);
/* An operation that another part did with the worker's store. */
void           axle_workstation_remember       (AxleWorkstation     *self,
                                                const AxleId        *staff,
                                                gint64               operation,
                                                const char          *title);

/* tray-due.c */
void           axle_workstation_count_requests (AxleWorkstation     *self);

/* waiting-item.c */
char          *axle_workstation_name_changed   (AxleWorkstation     *workstation,
                                                const AxleChange    *change);

/* workstation-changes.c */
void           axle_workstation_watch_store    (AxleWorkstation     *self,
                                                AxleStore           *store);
void           axle_workstation_watch_others   (AxleWorkstation     *self);
/* What a person did is on the screen before they are told that it is done. */
void           axle_workstation_tell_now       (AxleWorkstation     *self);
void           axle_workstation_stop_watching  (AxleWorkstation     *self);

/* workstation-people.c */
void           axle_workstation_set_staff      (AxleWorkstation     *self,
                                                AxleRecord          *staff);
void           axle_workstation_load_enrolment (AxleWorkstation     *self);
void           axle_workstation_refresh_people (AxleWorkstation     *self,
                                                const AxleChangeSet *changes);

/* workstation-sync.c */
void           axle_workstation_start_sync     (AxleWorkstation     *self);
void           axle_workstation_stop_sync      (AxleWorkstation     *self);
void           axle_workstation_load_last_sync (AxleWorkstation     *self);
void           axle_workstation_poke_sync      (AxleWorkstation     *self);
/* What the server knows the person who is signed in by; %NULL for nobody. */
void           axle_workstation_set_session    (AxleWorkstation     *self,
                                                const char          *token);
/* On the worker's thread: the engine's way to the server, or one of its own where
 * another program has the engine; %NULL when there is none. */
AxleTransport *axle_sync_link_dup_transport    (AxleSyncLink        *self,
                                                const AxleEnrolment *enrolment,
                                                const char          *session);
/* On the worker's thread: the engine; %NULL where another program has it. */
AxleEngine    *axle_sync_link_get_engine       (AxleSyncLink        *self);
/* On the worker's thread; @self may be %NULL. */
void           axle_sync_link_fetch_blob       (AxleSyncLink        *self,
                                                const char          *hash);
void           axle_sync_link_send_blobs       (AxleSyncLink        *self);
void           axle_workstation_count_waiting  (AxleWorkstation     *self);

/* workstation.c: as axle_workstation_close(), and what is being typed is not kept. */
void           axle_workstation_shut           (AxleWorkstation     *self);

/* workstation-lock.c */
gboolean       axle_workstation_check_lock_out (const char          *profile,
                                                GError             **error);
void           axle_workstation_lock_out       (AxleWorkstation     *self);
void           axle_workstation_was_locked_out (AxleWorkstation     *self);
void           axle_workstation_finish_lock_out (AxleWorkstation    *self);
void           axle_workstation_check_lease    (AxleWorkstation     *self);
void           axle_workstation_stop_lease     (AxleWorkstation     *self);
void           axle_workstation_take_notice    (AxleWorkstation     *self,
                                                gint64               n_told_again);

/* workstation-people.c: another store or audience. */
void           axle_workstation_take_place     (AxleWorkstation     *self);

/* workstation-desks.c */
typedef void (*AxleAnswerFunc) (GBytes *body,
                                GTask  *task);
void           axle_workstation_ask            (AxleWorkstation     *self,
                                                const char          *method,
                                                const char          *path,
                                                AxleAnswerFunc       answer,
                                                GTask               *task);

G_END_DECLS
