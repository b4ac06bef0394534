/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/change.h"

G_BEGIN_DECLS

/**
 * AxleStore:
 *
 * A desk's cache: one encrypted SQLite file with the records that the desk may
 * see, the changes that wait for the server, and what was typed and not yet
 * saved. What is read is always the confirmed data with the waiting changes on top.
 *
 * A store is one connection, used by one thread at a time. The program has two:
 * one that writes, on its worker thread, and a read-only one for the screen.
 */
typedef struct _AxleStore AxleStore;

#define AXLE_STORE_ERROR (axle_store_error_quark ())
GQuark axle_store_error_quark (void);

/**
 * AxleStoreError:
 * @AXLE_STORE_ERROR_FAILED: the database said no; see the message
 * @AXLE_STORE_ERROR_DAMAGED: the file is damaged; [func@Axle.Store.repair] keeps what waits
 * @AXLE_STORE_ERROR_KEY: the key does not open the file
 * @AXLE_STORE_ERROR_NEWER: a newer program wrote the file; it can only be read
 * @AXLE_STORE_ERROR_READ_ONLY: this store only reads
 * @AXLE_STORE_ERROR_FULL: the disk is full
 * @AXLE_STORE_ERROR_NOT_FOUND: there is no such record
 * @AXLE_STORE_ERROR_INVALID: a record breaks a rule; see the message
 * @AXLE_STORE_ERROR_CONSENT: the customer has not agreed to that being read
 */
typedef enum
{
  AXLE_STORE_ERROR_FAILED,
  AXLE_STORE_ERROR_DAMAGED,
  AXLE_STORE_ERROR_KEY,
  AXLE_STORE_ERROR_NEWER,
  AXLE_STORE_ERROR_READ_ONLY,
  AXLE_STORE_ERROR_FULL,
  AXLE_STORE_ERROR_NOT_FOUND,
  AXLE_STORE_ERROR_INVALID,
  AXLE_STORE_ERROR_CONSENT,
} AxleStoreError;

/**
 * AxleStoreOptions:
 * @path: the file
 * @key: (nullable): 32 bytes; without a key the file is plain, for tests only
 * @vfs: (nullable): the SQLite VFS that the file is opened with, for the simulator
 * @host: (nullable): clock and chance; %NULL for the machine's own
 * @read_only: whether the store only reads
 */
typedef struct
{
  const char *path;
  GBytes     *key;
  const char *vfs;
  AxleHost   *host;
  gboolean    read_only;
} AxleStoreOptions;

AxleStore  *axle_store_open         (const AxleStoreOptions *options,
                                     GError                **error);
void        axle_store_close        (AxleStore              *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleStore, axle_store_close)
AxleHost   *axle_store_get_host     (AxleStore              *self);
gboolean    axle_store_is_read_only (AxleStore              *self);

/* What was touched by a commit, told after it, on the store's thread. No id: a great many
 * records of the kind. */
typedef struct
{
  const AxleEntity *entity;
  AxleId            id;
} AxleTouched;

typedef void (*AxleStoreObserver) (AxleStore         *store,
                                   const AxleTouched *touched,
                                   gsize              n_touched,
                                   gpointer           user_data);
void        axle_store_set_observer (AxleStore              *self,
                                     AxleStoreObserver       observer,
                                     gpointer                user_data);

/* Whether another connection wrote to the file since the last call. */
gboolean    axle_store_poll         (AxleStore              *self);

/* Records: found even when deleted (see their `deleted`), lists leave deleted ones out.
 * What a car sends is read only where those who have it have agreed, see consent.c. */
AxleRecord *axle_store_get          (AxleStore              *self,
                                     const AxleEntity       *entity,
                                     const AxleId           *id,
                                     GError                **error);
GPtrArray  *axle_store_list         (AxleStore              *self,
                                     const AxleEntity       *entity,
                                     GError                **error);
GPtrArray  *axle_store_list_where   (AxleStore              *self,
                                     const AxleEntity       *entity,
                                     guint                   field,
                                     const AxleValue        *value,
                                     GError                **error);
/* What the sets of a field hold in all records, each member once, in no order. */
char      **axle_store_list_members (AxleStore              *self,
                                     const AxleEntity       *entity,
                                     guint                   field);
gint64      axle_store_count        (AxleStore              *self,
                                     const AxleEntity       *entity,
                                     GError                **error);
gboolean    axle_store_is_pending   (AxleStore              *self,
                                     const AxleId           *id);

/* Saving and undoing. */
gboolean    axle_store_save         (AxleStore              *self,
                                     GPtrArray              *changes,
                                     gint64                 *operation,
                                     GError                **error);
gboolean    axle_store_undo         (AxleStore              *self,
                                     gint64                  operation,
                                     const AxleId           *staff,
                                     guint                   limit,
                                     gint64                 *undoing,
                                     guint                  *n_left,
                                     guint                  *n_kept,
                                     GError                **error);

/* Who this desk is. */

/**
 * AxleEnrolment:
 * @desk: this desk
 * @store: its store
 * @group: the group of that store
 * @audience: who reads this desk
 * @install: names this enrolment; a desk that enrols again gets a new one
 * @server: the server's address, such as `https://axle.example:8443`
 * @pin: (nullable): SHA-256 of the server's certificate, in lower-case hexadecimal
 * @token: what the desk proves itself with
 */
typedef struct
{
  AxleId       desk;
  AxleId       store;
  AxleId       group;
  AxleId       install;
  AxleAudience audience;
  char        *server;
  char        *pin;
  char        *token;
} AxleEnrolment;

AxleEnrolment *axle_enrolment_copy  (const AxleEnrolment    *self);
void        axle_enrolment_free     (AxleEnrolment          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleEnrolment, axle_enrolment_free)
AxleEnrolment *axle_store_dup_enrolment (AxleStore          *self);
gboolean    axle_store_set_enrolment (AxleStore             *self,
                                     const AxleEnrolment    *enrolment,
                                     GError                **error);

/* Another place or audience: erases what the desk may not see any more. */
gboolean    axle_store_move         (AxleStore              *self,
                                     const AxleEnrolment    *place,
                                     GError                **error);

/* What the server said when the engine started. */
gboolean    axle_store_set_start    (AxleStore              *self,
                                     const char             *run,
                                     gint64                  lease,
                                     GError                **error);
char       *axle_store_dup_run      (AxleStore              *self);
gint64      axle_store_get_lease    (AxleStore              *self);

/* How a member of staff signs in on this desk without the server: argon2id of
 * the PIN, kept after a sign-in that the server accepted. */
char       *axle_store_dup_verifier (AxleStore              *self,
                                     const AxleId           *staff);
gboolean    axle_store_set_verifier (AxleStore              *self,
                                     const AxleId           *staff,
                                     const char             *verifier,
                                     GError                **error);

gboolean    axle_store_count_try    (AxleStore              *self,
                                     const AxleId           *staff,
                                     gint64                 *wait,
                                     GError                **error);
gboolean    axle_store_reset_tries  (AxleStore              *self,
                                     const AxleId           *staff,
                                     GError                **error);

/* Drafts: what was typed and not yet saved, by member of staff. */
GBytes     *axle_store_get_draft    (AxleStore              *self,
                                     const AxleId           *staff,
                                     const char             *name);
gboolean    axle_store_put_draft    (AxleStore              *self,
                                     const AxleId           *staff,
                                     const char             *name,
                                     GBytes                 *draft,
                                     GError                **error);
char      **axle_store_list_drafts  (AxleStore              *self,
                                     const AxleId           *staff);

/* Small things that the program keeps in the cache, such as the time of the last sync. */
char       *axle_store_dup_note     (AxleStore              *self,
                                     const char             *name);
gboolean    axle_store_set_note     (AxleStore              *self,
                                     const char             *name,
                                     const char             *text,
                                     GError                **error);

/* Health. */
gboolean    axle_store_check        (AxleStore              *self,
                                     GPtrArray              *problems,
                                     GError                **error);
gboolean    axle_store_repair       (const AxleStoreOptions *options,
                                     guint                  *n_kept,
                                     GError                **error);

G_END_DECLS
