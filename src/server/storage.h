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
  GBytes  *body;
} AxleDocument;

void axle_document_free (AxleDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleDocument, axle_document_free)

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
 * @begin: starts a transaction; the others wait until it is over, so that what
 *   it reads is what it changes
 * @begin_read: starts a transaction that sees one state and changes nothing
 * @commit: keeps a transaction for good, also after a power failure
 * @rollback: drops a transaction
 * @get_document: sets @document to %NULL when there is none; TRUE unless it failed
 * @put_document: adds a document or replaces the one with its id
 * @list_documents: those of @scope with a sequence above @after, in order: at
 *   most @limit, and no more once their bodies have @n_bytes
 * @list_scopes: (element-type GBytes): each scope with documents, 16 bytes each
 * @get_head: the newest sequence of a scope; 0 for a scope without documents
 * @next_sequence: the sequence after the newest. The counter is raised for
 *   others when the transaction is committed, never before
 * @get_verdict: @sequence is 0 when there is none; @body is %NULL for a plain acceptance
 * @put_verdict: keeps a verdict
 * @drop_acceptances: forgets the plain acceptances of an install below a number;
 *   what was refused or lost a merge is remembered as long as the install
 * @get_entry: sets @value to %NULL when there is none
 * @put_entry: adds or replaces; @expires in microseconds since 1970 UTC, 0 for never
 * @drop_entry: takes out, when it is there
 * @drop_expired: takes out every entry that expired before @now
 * @has_changed: whether another program has changed the data since this was asked last
 */
struct _AxleStorageInterface
{
  GTypeInterface parent;

  gboolean   (*begin)          (AxleStorage         *self,
                                GError             **error);
  gboolean   (*begin_read)     (AxleStorage         *self,
                                GError             **error);
  gboolean   (*commit)         (AxleStorage         *self,
                                GError             **error);
  void       (*rollback)       (AxleStorage         *self);
  gboolean   (*get_document)   (AxleStorage         *self,
                                const AxleId        *id,
                                AxleDocument       **document,
                                GError             **error);
  gboolean   (*put_document)   (AxleStorage         *self,
                                const AxleDocument  *document,
                                GError             **error);
  GPtrArray *(*list_documents) (AxleStorage         *self,
                                const AxleId        *scope,
                                gint64               after,
                                guint                limit,
                                gsize                n_bytes,
                                GError             **error);
  GPtrArray *(*list_scopes)    (AxleStorage         *self,
                                GError             **error);
  gboolean   (*get_head)       (AxleStorage         *self,
                                const AxleId        *scope,
                                gint64              *head,
                                GError             **error);
  gboolean   (*next_sequence)  (AxleStorage         *self,
                                const AxleId        *scope,
                                gint64              *sequence,
                                GError             **error);
  gboolean   (*get_verdict)    (AxleStorage         *self,
                                const AxleId        *install,
                                gint64               number,
                                gint64              *sequence,
                                GBytes             **body,
                                GError             **error);
  gboolean   (*put_verdict)    (AxleStorage         *self,
                                const AxleId        *install,
                                gint64               number,
                                gint64               sequence,
                                GBytes              *body,
                                GError             **error);
  gboolean   (*drop_acceptances)  (AxleStorage         *self,
                                const AxleId        *install,
                                gint64               below,
                                GError             **error);
  gboolean   (*get_entry)      (AxleStorage         *self,
                                const char          *space,
                                GBytes              *key,
                                GBytes             **value,
                                GError             **error);
  gboolean   (*put_entry)      (AxleStorage         *self,
                                const char          *space,
                                GBytes              *key,
                                GBytes              *value,
                                gint64               expires,
                                GError             **error);
  gboolean   (*drop_entry)     (AxleStorage         *self,
                                const char          *space,
                                GBytes              *key,
                                GError             **error);
  gboolean   (*drop_expired)   (AxleStorage         *self,
                                gint64               now,
                                GError             **error);
  gboolean   (*has_changed)    (AxleStorage         *self);
};

gboolean      axle_storage_begin          (AxleStorage         *self,
                                           GError             **error);
gboolean      axle_storage_begin_read     (AxleStorage         *self,
                                           GError             **error);
gboolean      axle_storage_commit         (AxleStorage         *self,
                                           GError             **error);
void          axle_storage_rollback       (AxleStorage         *self);
gboolean      axle_storage_get_document   (AxleStorage         *self,
                                           const AxleId        *id,
                                           AxleDocument       **document,
                                           GError             **error);
gboolean      axle_storage_put_document   (AxleStorage         *self,
                                           const AxleDocument  *document,
                                           GError             **error);
GPtrArray    *axle_storage_list_documents (AxleStorage         *self,
                                           const AxleId        *scope,
                                           gint64               after,
                                           guint                limit,
                                           gsize                n_bytes,
                                           GError             **error);
GPtrArray    *axle_storage_list_scopes    (AxleStorage         *self,
                                           GError             **error);
gboolean      axle_storage_get_head       (AxleStorage         *self,
                                           const AxleId        *scope,
                                           gint64              *head,
                                           GError             **error);
gboolean      axle_storage_next_sequence  (AxleStorage         *self,
                                           const AxleId        *scope,
                                           gint64              *sequence,
                                           GError             **error);
gboolean      axle_storage_get_verdict    (AxleStorage         *self,
                                           const AxleId        *install,
                                           gint64               number,
                                           gint64              *sequence,
                                           GBytes             **body,
                                           GError             **error);
gboolean      axle_storage_put_verdict    (AxleStorage         *self,
                                           const AxleId        *install,
                                           gint64               number,
                                           gint64               sequence,
                                           GBytes              *body,
                                           GError             **error);
gboolean      axle_storage_drop_acceptances  (AxleStorage         *self,
                                           const AxleId        *install,
                                           gint64               below,
                                           GError             **error);
gboolean      axle_storage_get_entry      (AxleStorage         *self,
                                           const char          *space,
                                           GBytes              *key,
                                           GBytes             **value,
                                           GError             **error);
gboolean      axle_storage_put_entry      (AxleStorage         *self,
                                           const char          *space,
                                           GBytes              *key,
                                           GBytes              *value,
                                           gint64               expires,
                                           GError             **error);
gboolean      axle_storage_drop_entry     (AxleStorage         *self,
                                           const char          *space,
                                           GBytes              *key,
                                           GError             **error);
gboolean      axle_storage_drop_expired   (AxleStorage         *self,
                                           gint64               now,
                                           GError             **error);
gboolean      axle_storage_has_changed    (AxleStorage         *self);

/* A transaction that is dropped unless it was committed. */
typedef AxleStorage AxleStorageGuard;
void          axle_storage_guard_free     (AxleStorageGuard    *guard);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleStorageGuard, axle_storage_guard_free)

G_END_DECLS
