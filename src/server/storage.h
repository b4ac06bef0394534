/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "base/id.h"

G_BEGIN_DECLS

/**
 * AxleDocument:
 * @id: the record's id
 * @scope: the group or store it belongs to
 * @kind: the name of its entity
 * @revision: how often it was changed
 * @sequence: the number of its last change in the feed of its scope
 * @deleted: whether it is a tombstone
 * @written_at: when the server wrote it, in microseconds since 1970 UTC; 0 when
 *   a program wrote it that did not say
 * @keys: (nullable) (array zero-terminated=1): what it is found by, each
 *   `field=value`, each once; those of a tombstone begin with a mark of their own
 * @body: the record as JSON, see [method@Axle.Record.encode]
 *
 * A record as the server keeps it: what is inside a body is not the storage's concern.
 */
typedef struct
{
  AxleId   id;
  AxleId   scope;
  char    *kind;
  gint64   revision;
  gint64   sequence;
  gboolean deleted;
  gint64   written_at;
  char   **keys;
  GBytes  *body;
} AxleDocument;

AxleDocument *axle_document_copy (const AxleDocument *self);
void          axle_document_free (AxleDocument       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleDocument, axle_document_free)

/**
 * AxleEntry:
 * @key: its key within its space
 * @value: what is kept
 * @expires: in microseconds since 1970 UTC; 0 for never
 *
 * A small thing that the server keeps beside the documents.
 */
typedef struct
{
  GBytes *key;
  GBytes *value;
  gint64  expires;
} AxleEntry;

void axle_entry_free (AxleEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleEntry, axle_entry_free)

/**
 * AxleStoredVerdict:
 * @install: whose change it was
 * @number: its number
 * @sequence: see [method@Axle.Storage.put_verdict]; so the others
 * @digest: of the change
 * @body: (nullable): the verdict; %NULL for a plain acceptance
 *
 * A verdict as it is kept.
 */
typedef struct
{
  AxleId   install;
  gint64   number;
  gint64   sequence;
  guint64  digest;
  GBytes  *body;
} AxleStoredVerdict;

void axle_stored_verdict_free (AxleStoredVerdict *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleStoredVerdict, axle_stored_verdict_free)

/**
 * AxleStorage:
 *
 * Where the server keeps documents, verdicts and small entries. One thread uses
 * a storage; every write stands in a transaction.
 */
#define AXLE_TYPE_STORAGE (axle_storage_get_type ())
G_DECLARE_INTERFACE (AxleStorage, axle_storage, AXLE, STORAGE, GObject)

/**
 * AxleStorageInterface:
 * @begin: starts a transaction. Those that name one of the same @locks wait for
 *   each other, and one that names none waits for all: so what it reads is what
 *   it changes. To be named: the scopes that it writes to, and whose state it
 *   reads and changes, such as an install
 * @begin_read: starts a transaction that sees one state and changes nothing
 * @commit: keeps a transaction for good, also after a power failure
 * @rollback: drops a transaction
 * @get_document: sets @document to %NULL when there is none; TRUE unless it failed
 * @prefetch: a hint: these documents will be asked for in this transaction
 * @put_document: adds a document or replaces the one with its id, which stays in
 *   its scope. One with the revision 1 that was not read in this transaction is
 *   taken to be new
 * @list_documents: (element-type AxleDocument): those of @scope with a sequence
 *   above @after, in order: at most @limit, and no more once their bodies have @n_bytes
 * @find_documents: (element-type AxleDocument): at most @limit of those in @scope
 *   that are not deleted and have @key, by id
 * @list_scopes: (element-type GBytes): each scope with documents, 16 bytes each
 * @get_head: the newest sequence of a scope; 0 for a scope without documents
 * @next_sequence: the sequence after the newest. The counter is raised for
 *   others when the transaction is committed, never before
 * @get_floor: a cursor from 1 to one below @floor may have missed deletions that
 *   are not told any more; 0 when none was ever dropped
 * @drop_tombstones: drops the deleted documents of @scope with a sequence up to
 *   @through or written before @written_before, and raises the floor to the
 *   highest of them
 * @get_verdict: @sequence is 0 when there is none; @body is %NULL for a plain
 *   acceptance; @digest is what was put with it, 0 when unknown
 * @put_verdict: keeps a verdict; fails, at the latest in @commit, when the number has one
 * @drop_acceptances: forgets the plain acceptances of an install below a number;
 *   what was refused or lost a merge is remembered as long as the install
 * @get_entry: sets @value to %NULL when there is none
 * @put_entry: adds or replaces; @expires in microseconds since 1970 UTC, 0 for never
 * @list_entries: (element-type AxleEntry): at most @limit of @space whose key
 *   begins with @prefix, by key
 * @drop_entry: takes out, when it is there
 * @drop_expired: takes out every entry that expired before @now
 * @has_changed: whether another program may have changed the data since this was asked last
 * @take_changed: (nullable) (element-type AxleId): the scopes of which @has_changed
 *   spoke since this was asked last; %NULL when anything may have changed
 * @get_watch_fd: a descriptor that becomes readable when @has_changed is worth
 *   asking; -1 when it must be asked from time to time. Another one after
 *   @has_changed may have had to connect anew
 * @reopen: a second way to the same data, for another thread
 * @list_spaces: (element-type utf8): each space with entries, in the order of its bytes
 * @list_verdicts: (element-type AxleStoredVerdict): at most @limit of those behind
 *   @number of @install, by install and number
 * @put_scope: makes a scope have that head and floor, where the data comes from
 *   another storage
 * @clear: takes everything out
 * @check: adds a sentence to @problems for everything that is damaged below the rows
 */
struct _AxleStorageInterface
{
  GTypeInterface parent;

  gboolean   (*begin)            (AxleStorage         *self,
                                  const AxleId        *locks,
                                  guint                n_locks,
                                  GError             **error);
  gboolean   (*begin_read)       (AxleStorage         *self,
                                  GError             **error);
  gboolean   (*commit)           (AxleStorage         *self,
                                  GError             **error);
  void       (*rollback)         (AxleStorage         *self);
  gboolean   (*get_document)     (AxleStorage         *self,
                                  const AxleId        *id,
                                  AxleDocument       **document,
                                  GError             **error);
  gboolean   (*prefetch)         (AxleStorage         *self,
                                  const AxleId        *ids,
                                  guint                n_ids,
                                  GError             **error);
  gboolean   (*put_document)     (AxleStorage         *self,
                                  const AxleDocument  *document,
                                  GError             **error);
  GPtrArray *(*list_documents)   (AxleStorage         *self,
                                  const AxleId        *scope,
                                  gint64               after,
                                  guint                limit,
                                  gsize                n_bytes,
                                  GError             **error);
  GPtrArray *(*find_documents)   (AxleStorage         *self,
                                  const AxleId        *scope,
                                  const char          *key,
                                  guint                limit,
                                  GError             **error);
  GPtrArray *(*list_scopes)      (AxleStorage         *self,
                                  GError             **error);
  gboolean   (*get_head)         (AxleStorage         *self,
                                  const AxleId        *scope,
                                  gint64              *head,
                                  GError             **error);
  gboolean   (*next_sequence)    (AxleStorage         *self,
                                  const AxleId        *scope,
                                  gint64              *sequence,
                                  GError             **error);
  gboolean   (*get_floor)        (AxleStorage         *self,
                                  const AxleId        *scope,
                                  gint64              *floor,
                                  GError             **error);
  gboolean   (*drop_tombstones)  (AxleStorage         *self,
                                  const AxleId        *scope,
                                  gint64               through,
                                  gint64               written_before,
                                  gint64              *n_dropped,
                                  GError             **error);
  gboolean   (*get_verdict)      (AxleStorage         *self,
                                  const AxleId        *install,
                                  gint64               number,
                                  gint64              *sequence,
                                  guint64             *digest,
                                  GBytes             **body,
                                  GError             **error);
  gboolean   (*put_verdict)      (AxleStorage         *self,
                                  const AxleId        *install,
                                  gint64               number,
                                  gint64               sequence,
                                  guint64              digest,
                                  GBytes              *body,
                                  GError             **error);
  gboolean   (*drop_acceptances) (AxleStorage         *self,
                                  const AxleId        *install,
                                  gint64               below,
                                  GError             **error);
  gboolean   (*get_entry)        (AxleStorage         *self,
                                  const char          *space,
                                  GBytes              *key,
                                  GBytes             **value,
                                  GError             **error);
  gboolean   (*put_entry)        (AxleStorage         *self,
                                  const char          *space,
                                  GBytes              *key,
                                  GBytes              *value,
                                  gint64               expires,
                                  GError             **error);
  GPtrArray *(*list_entries)     (AxleStorage         *self,
                                  const char          *space,
                                  GBytes              *prefix,
                                  guint                limit,
                                  GError             **error);
  gboolean   (*drop_entry)       (AxleStorage         *self,
                                  const char          *space,
                                  GBytes              *key,
                                  GError             **error);
  gboolean   (*drop_expired)     (AxleStorage         *self,
                                  gint64               now,
                                  GError             **error);
  gboolean   (*has_changed)      (AxleStorage         *self);
  GArray    *(*take_changed)     (AxleStorage         *self);
  int        (*get_watch_fd)     (AxleStorage         *self);
  AxleStorage *(*reopen)         (AxleStorage         *self,
                                  GError             **error);
  GPtrArray *(*list_spaces)      (AxleStorage         *self,
                                  GError             **error);
  GPtrArray *(*list_verdicts)    (AxleStorage         *self,
                                  const AxleId        *install,
                                  gint64               number,
                                  guint                limit,
                                  GError             **error);
  gboolean   (*put_scope)        (AxleStorage         *self,
                                  const AxleId        *scope,
                                  gint64               head,
                                  gint64               floor,
                                  GError             **error);
  gboolean   (*clear)            (AxleStorage         *self,
                                  GError             **error);
  gboolean   (*check)            (AxleStorage         *self,
                                  GPtrArray           *problems,
                                  GError             **error);
};

gboolean      axle_storage_begin            (AxleStorage         *self,
                                             const AxleId        *locks,
                                             guint                n_locks,
                                             GError             **error);
gboolean      axle_storage_begin_read       (AxleStorage         *self,
                                             GError             **error);
gboolean      axle_storage_commit           (AxleStorage         *self,
                                             GError             **error);
void          axle_storage_rollback         (AxleStorage         *self);
gboolean      axle_storage_get_document     (AxleStorage         *self,
                                             const AxleId        *id,
                                             AxleDocument       **document,
                                             GError             **error);
gboolean      axle_storage_prefetch         (AxleStorage         *self,
                                             const AxleId        *ids,
                                             guint                n_ids,
                                             GError             **error);
gboolean      axle_storage_put_document     (AxleStorage         *self,
                                             const AxleDocument  *document,
                                             GError             **error);
GPtrArray    *axle_storage_list_documents   (AxleStorage         *self,
                                             const AxleId        *scope,
                                             gint64               after,
                                             guint                limit,
                                             gsize                n_bytes,
                                             GError             **error);
GPtrArray    *axle_storage_find_documents   (AxleStorage         *self,
                                             const AxleId        *scope,
                                             const char          *key,
                                             guint                limit,
                                             GError             **error);
GPtrArray    *axle_storage_list_scopes      (AxleStorage         *self,
                                             GError             **error);
gboolean      axle_storage_get_head         (AxleStorage         *self,
                                             const AxleId        *scope,
                                             gint64              *head,
                                             GError             **error);
gboolean      axle_storage_next_sequence    (AxleStorage         *self,
                                             const AxleId        *scope,
                                             gint64              *sequence,
                                             GError             **error);
gboolean      axle_storage_get_floor        (AxleStorage         *self,
                                             const AxleId        *scope,
                                             gint64              *floor,
                                             GError             **error);
gboolean      axle_storage_drop_tombstones  (AxleStorage         *self,
                                             const AxleId        *scope,
                                             gint64               through,
                                             gint64               written_before,
                                             gint64              *n_dropped,
                                             GError             **error);
gboolean      axle_storage_get_verdict      (AxleStorage         *self,
                                             const AxleId        *install,
                                             gint64               number,
                                             gint64              *sequence,
                                             guint64             *digest,
                                             GBytes             **body,
                                             GError             **error);
gboolean      axle_storage_put_verdict      (AxleStorage         *self,
                                             const AxleId        *install,
                                             gint64               number,
                                             gint64               sequence,
                                             guint64              digest,
                                             GBytes              *body,
                                             GError             **error);
gboolean      axle_storage_drop_acceptances (AxleStorage         *self,
                                             const AxleId        *install,
                                             gint64               below,
                                             GError             **error);
gboolean      axle_storage_get_entry        (AxleStorage         *self,
                                             const char          *space,
                                             GBytes              *key,
                                             GBytes             **value,
                                             GError             **error);
gboolean      axle_storage_put_entry        (AxleStorage         *self,
                                             const char          *space,
                                             GBytes              *key,
                                             GBytes              *value,
                                             gint64               expires,
                                             GError             **error);
GPtrArray    *axle_storage_list_entries     (AxleStorage         *self,
                                             const char          *space,
                                             GBytes              *prefix,
                                             guint                limit,
                                             GError             **error);
gboolean      axle_storage_drop_entry       (AxleStorage         *self,
                                             const char          *space,
                                             GBytes              *key,
                                             GError             **error);
gboolean      axle_storage_drop_expired     (AxleStorage         *self,
                                             gint64               now,
                                             GError             **error);
gboolean      axle_storage_has_changed      (AxleStorage         *self);
GArray       *axle_storage_take_changed     (AxleStorage         *self);
int           axle_storage_get_watch_fd     (AxleStorage         *self);
AxleStorage  *axle_storage_reopen           (AxleStorage         *self,
                                             GError             **error);
GPtrArray    *axle_storage_list_spaces      (AxleStorage         *self,
                                             GError             **error);
GPtrArray    *axle_storage_list_verdicts    (AxleStorage         *self,
                                             const AxleId        *install,
                                             gint64               number,
                                             guint                limit,
                                             GError             **error);
gboolean      axle_storage_put_scope        (AxleStorage         *self,
                                             const AxleId        *scope,
                                             gint64               head,
                                             gint64               floor,
                                             GError             **error);
gboolean      axle_storage_clear            (AxleStorage         *self,
                                             GError             **error);
gboolean      axle_storage_check            (AxleStorage         *self,
                                             GPtrArray           *problems,
                                             GError             **error);

/* How a storage keeps the keys of a document beside it. */
GBytes       *axle_storage_pack_keys        (char               **keys);
char        **axle_storage_unpack_keys      (GBytes              *packed);

/* A transaction that is dropped unless it was committed. */
typedef AxleStorage AxleStorageGuard;
void          axle_storage_guard_free     (AxleStorageGuard    *guard);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleStorageGuard, axle_storage_guard_free)

G_END_DECLS
