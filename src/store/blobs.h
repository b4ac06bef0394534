/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/store.h"

G_BEGIN_DECLS

/**
 * AxleBlobCache:
 *
 * The photos and clips of a desk: one encrypted SQLite file beside the cache,
 * with its key, so that no picture lies open on the disk. Holds what was fetched
 * and what waits to be sent. Bounded: what was used least lately makes room, but
 * never what was not sent yet nor what is pinned.
 *
 * Used by one thread at a time, as a store is; the screen has a reading one of its own.
 */
typedef struct _AxleBlobCache AxleBlobCache;

/* Bytes of a row; what is not the last piece of its blob has exactly this many. */
#define AXLE_BLOB_CACHE_PIECE (256 * 1024)

/* What a desk keeps when nobody says, in bytes. */
#define AXLE_BLOB_CACHE_LIMIT (G_GINT64_CONSTANT (2) * 1024 * 1024 * 1024)

/* The photos of a record that was opened stay this long, in microseconds; previews
 * are used up later than all others anyway. */
#define AXLE_BLOB_CACHE_PIN (30 * G_TIME_SPAN_DAY)

/**
 * AxleBlobState:
 * @size: of the whole, in bytes; -1 when nothing is known of it
 * @n_bytes: how much of it is here
 * @complete: whether it is here whole and was verified
 * @waiting: whether it must still be sent
 * @refused: (nullable): why the server never takes it
 */
typedef struct
{
  gint64   size;
  gint64   n_bytes;
  gboolean complete;
  gboolean waiting;
  char    *refused;
} AxleBlobState;

void           axle_blob_state_clear         (AxleBlobState           *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AxleBlobState, axle_blob_state_clear)

/**
 * AxleBlobKind:
 * @AXLE_BLOB_FETCHED: from the server, where it can be fetched again
 * @AXLE_BLOB_OWN: made here, waits to be sent
 */
typedef enum
{
  AXLE_BLOB_FETCHED,
  AXLE_BLOB_OWN,
} AxleBlobKind;

AxleBlobCache *axle_blob_cache_open          (const AxleStoreOptions  *options,
                                              gint64                   limit,
                                              GError                 **error);
void           axle_blob_cache_close         (AxleBlobCache           *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AxleBlobCache, axle_blob_cache_close)
void           axle_blob_cache_set_limit     (AxleBlobCache           *self,
                                              gint64                   limit);
gint64         axle_blob_cache_get_usage     (AxleBlobCache           *self);

gboolean       axle_blob_cache_look          (AxleBlobCache           *self,
                                              const char              *hash,
                                              AxleBlobState           *state,
                                              GError                 **error);
GBytes        *axle_blob_cache_read          (AxleBlobCache           *self,
                                              const char              *hash,
                                              gint64                   offset,
                                              gint64                   length,
                                              GError                 **error);
GBytes        *axle_blob_cache_load          (AxleBlobCache           *self,
                                              const char              *hash,
                                              GError                 **error);

/* Making one, piece by piece. */
gboolean       axle_blob_cache_begin         (AxleBlobCache           *self,
                                              const char              *hash,
                                              gint64                   size,
                                              AxleBlobKind             kind,
                                              gboolean                 preview,
                                              GError                 **error);
gboolean       axle_blob_cache_append        (AxleBlobCache           *self,
                                              const char              *hash,
                                              gint64                   offset,
                                              GBytes                  *bytes,
                                              GError                 **error);
gboolean       axle_blob_cache_finish        (AxleBlobCache           *self,
                                              const char              *hash,
                                              GError                 **error);
gboolean       axle_blob_cache_drop          (AxleBlobCache           *self,
                                              const char              *hash,
                                              GError                 **error);
gboolean       axle_blob_cache_erase_others  (AxleBlobCache           *self,
                                              const char * const      *kept,
                                              GError                 **error);
gboolean       axle_blob_cache_make_room     (AxleBlobCache           *self,
                                              gint64                   n_bytes,
                                              gboolean                *made,
                                              GError                 **error);

/* What waits to be sent. */
char         **axle_blob_cache_list_waiting  (AxleBlobCache           *self,
                                              guint                    limit,
                                              GError                 **error);
gint64         axle_blob_cache_count_waiting (AxleBlobCache           *self);
gboolean       axle_blob_cache_set_sent      (AxleBlobCache           *self,
                                              const char              *hash,
                                              GError                 **error);
gboolean       axle_blob_cache_set_refused   (AxleBlobCache           *self,
                                              const char              *hash,
                                              const char              *reason,
                                              GError                 **error);
gboolean       axle_blob_cache_send_again    (AxleBlobCache           *self,
                                              const char              *hash,
                                              GError                 **error);

gboolean       axle_blob_cache_release       (AxleBlobCache           *self,
                                              const char              *hash,
                                              gint64                   before,
                                              GError                 **error);

/* What is looked at stays longest. */
gboolean       axle_blob_cache_use           (AxleBlobCache           *self,
                                              const char * const      *hashes,
                                              GError                 **error);

/**
 * AxleBlobUse:
 * @AXLE_BLOB_UNUSED: no record names the blob
 * @AXLE_BLOB_DELETED: only deleted records do
 * @AXLE_BLOB_PENDING: a record does that the server does not know yet
 * @AXLE_BLOB_KNOWN: a record does that the server knows
 *
 * How the records of the cache name a blob.
 */
typedef enum
{
  AXLE_BLOB_UNUSED,
  AXLE_BLOB_DELETED,
  AXLE_BLOB_PENDING,
  AXLE_BLOB_KNOWN,
} AxleBlobUse;

gboolean       axle_store_find_blob_use      (AxleStore               *self,
                                              const char              *hash,
                                              AxleBlobUse             *use,
                                              GError                 **error);
gboolean       axle_store_erase_blobs        (AxleStore               *self,
                                              AxleBlobCache           *cache,
                                              GError                 **error);
char         **axle_store_list_blobs         (AxleStore               *self,
                                              gboolean                 previews,
                                              guint                    limit,
                                              GError                 **error);

G_END_DECLS
