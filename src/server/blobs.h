/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define AXLE_BLOB_ERROR (axle_blob_error_quark ())
GQuark axle_blob_error_quark (void);

/**
 * AxleBlobError:
 * @AXLE_BLOB_ERROR_FAILED: the disk said no; see the message
 * @AXLE_BLOB_ERROR_LIMIT: it is larger than the server takes
 * @AXLE_BLOB_ERROR_FULL: there is no room for it
 * @AXLE_BLOB_ERROR_TYPE: it is no picture and no clip
 * @AXLE_BLOB_ERROR_HASH: what came is not what its name says; it is forgotten
 * @AXLE_BLOB_ERROR_OFFSET: pieces before this one did not arrive
 * @AXLE_BLOB_ERROR_BUSY: a piece of it is being written at this moment
 * @AXLE_BLOB_ERROR_NOT_FOUND: there is no such blob
 */
typedef enum
{
  AXLE_BLOB_ERROR_FAILED,
  AXLE_BLOB_ERROR_LIMIT,
  AXLE_BLOB_ERROR_FULL,
  AXLE_BLOB_ERROR_TYPE,
  AXLE_BLOB_ERROR_HASH,
  AXLE_BLOB_ERROR_OFFSET,
  AXLE_BLOB_ERROR_BUSY,
  AXLE_BLOB_ERROR_NOT_FOUND,
} AxleBlobError;

/* What a desk reads in the `code` of an error reply. */
const char *axle_blob_error_code (const GError *error);

/* The largest blob, in bytes: some minutes of a telephone's clip. */
#define AXLE_BLOB_LIMIT (G_GINT64_CONSTANT (200) * 1024 * 1024)

/* Uploads of one owner that are not finished. */
#define AXLE_BLOB_PARTS_LIMIT 16

/* An upload that nobody went on with is forgotten after this, in microseconds. */
#define AXLE_BLOB_PART_LIFE G_TIME_SPAN_DAY

/**
 * AxleBlobPiece:
 * @hash: SHA-256 of the whole blob, in lower-case hexadecimal
 * @owner: who sends it: a word without slashes; others do not see the unfinished upload
 * @offset: where @bytes belong, in bytes
 * @total: the size of the whole blob, in bytes
 * @bytes: the piece
 */
typedef struct
{
  const char *hash;
  const char *owner;
  gint64      offset;
  gint64      total;
  GBytes     *bytes;
} AxleBlobPiece;

/**
 * AxleBlobEntry:
 * @hash: its name
 * @size: in bytes
 * @marked_at: when it came, or was last marked as in use, in microseconds since 1970 UTC
 */
typedef struct
{
  char   *hash;
  gint64  size;
  gint64  marked_at;
} AxleBlobEntry;

/**
 * AxleBlobStore:
 *
 * Where the server keeps photos and clips, each by the hash of its bytes. A blob
 * is there whole and verified, or not at all. May be used by several threads;
 * every function may wait for a disk or a network, so none belongs on the thread
 * that answers requests.
 */
#define AXLE_TYPE_BLOB_STORE (axle_blob_store_get_type ())
G_DECLARE_INTERFACE (AxleBlobStore, axle_blob_store, AXLE, BLOB_STORE, GObject)

/**
 * AxleBlobStoreInterface:
 * @find: sets @size, to -1 when there is no such blob
 * @read: at most @length bytes from @offset
 * @find_part: sets @n_received to what came of an owner's unfinished upload, 0 when there is none
 * @write: adds a piece of an upload; once @n_received is the total the blob exists
 * @mark: notes that a blob is in use
 * @list: (element-type AxleBlobEntry): every blob
 * @drop: takes a blob out, when it is there and was neither marked nor written since @marked_before
 * @tidy: forgets the uploads that nobody went on with since @before
 */
struct _AxleBlobStoreInterface
{
  GTypeInterface parent;

  gboolean   (*find)      (AxleBlobStore        *self,
                           const char           *hash,
                           gint64               *size,
                           GError              **error);
  GBytes    *(*read)      (AxleBlobStore        *self,
                           const char           *hash,
                           gint64                offset,
                           gsize                 length,
                           GError              **error);
  gboolean   (*find_part) (AxleBlobStore        *self,
                           const char           *hash,
                           const char           *owner,
                           gint64               *n_received,
                           GError              **error);
  gboolean   (*write)     (AxleBlobStore        *self,
                           const AxleBlobPiece  *piece,
                           gint64               *n_received,
                           GError              **error);
  gboolean   (*mark)      (AxleBlobStore        *self,
                           const char           *hash,
                           gint64                now,
                           GError              **error);
  GPtrArray *(*list)      (AxleBlobStore        *self,
                           GError              **error);
  gboolean   (*drop)      (AxleBlobStore        *self,
                           const char           *hash,
                           gint64                marked_before,
                           gboolean             *dropped,
                           GError              **error);
  gboolean   (*tidy)      (AxleBlobStore        *self,
                           gint64                before,
                           GError              **error);
};

gboolean   axle_blob_store_find      (AxleBlobStore        *self,
                                      const char           *hash,
                                      gint64               *size,
                                      GError              **error);
GBytes    *axle_blob_store_read      (AxleBlobStore        *self,
                                      const char           *hash,
                                      gint64                offset,
                                      gsize                 length,
                                      GError              **error);
gboolean   axle_blob_store_find_part (AxleBlobStore        *self,
                                      const char           *hash,
                                      const char           *owner,
                                      gint64               *n_received,
                                      GError              **error);
gboolean   axle_blob_store_write     (AxleBlobStore        *self,
                                      const AxleBlobPiece  *piece,
                                      gint64               *n_received,
                                      GError              **error);
gboolean   axle_blob_store_mark      (AxleBlobStore        *self,
                                      const char           *hash,
                                      gint64                now,
                                      GError              **error);
GPtrArray *axle_blob_store_list      (AxleBlobStore        *self,
                                      GError              **error);
gboolean   axle_blob_store_drop      (AxleBlobStore        *self,
                                      const char           *hash,
                                      gint64                marked_before,
                                      gboolean             *dropped,
                                      GError              **error);
gboolean   axle_blob_store_tidy      (AxleBlobStore        *self,
                                      gint64                before,
                                      GError              **error);

void       axle_blob_entry_free      (AxleBlobEntry        *self);

G_END_DECLS
