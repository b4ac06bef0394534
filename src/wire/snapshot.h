/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/entity.h"
#include "wire/message.h"

G_BEGIN_DECLS

/* How parts are made: databases of SQLite with one table of [func@Axle.row_dup_table],
 * compressed with zstd. Who does not know a format takes the feed. */
#define AXLE_SNAPSHOT_FORMAT 1

/* A part is no larger than a piece; this is what it may be once it is decompressed. */
#define AXLE_SNAPSHOT_PLAIN_LIMIT (16 * 1024 * 1024)

#define AXLE_SNAPSHOT_PART_LIMIT 16384
#define AXLE_SNAPSHOT_KIND_LIMIT 256

#define AXLE_SNAPSHOT_HASH_SIZE 32

/**
 * AxleSnapshotKind:
 * @name: of the kind of record
 * @entity: (nullable): its descriptor; %NULL when this program does not know it
 * @hidden: a bit for each field that none of the rows has
 */
typedef struct
{
  char             *name;
  const AxleEntity *entity;
  guint64           hidden;
} AxleSnapshotKind;

/**
 * AxleSnapshotPart:
 * @kind: the index of its kind
 * @offset: where it begins, in bytes
 * @size: in bytes
 * @plain_size: in bytes, once decompressed
 * @n_rows: rows in it
 * @hash: SHA-256 of its @size bytes
 */
typedef struct
{
  guint  kind;
  gint64 offset;
  gint64 size;
  gint64 plain_size;
  gint64 n_rows;
  guint8 hash[AXLE_SNAPSHOT_HASH_SIZE];
} AxleSnapshotPart;

/**
 * AxleSnapshot:
 * @hash: names it: SHA-256 over the hashes of its parts in order, in lower-case hexadecimal
 * @scope: of every row
 * @audience: for whom it was made
 * @epoch: the server's
 * @sequence: from where the feed goes on
 * @size: of all parts, in bytes
 * @n_rows: in all parts
 * @kinds: (element-type AxleSnapshotKind): in the order of the parts
 * @parts: (element-type AxleSnapshotPart): those of one kind stand together
 *
 * GET /v1/snapshot?scope=ID: what GET /v1/snapshot/HASH gives pieces of.
 */
typedef struct
{
  char        *hash;
  AxleId       scope;
  AxleAudience audience;
  gint64       epoch;
  gint64       sequence;
  gint64       size;
  gint64       n_rows;
  GArray      *kinds;
  GArray      *parts;
} AxleSnapshot;

AxleSnapshot *axle_snapshot_new      (void);
char         *axle_snapshot_dup_hash (const AxleSnapshot *self);

AXLE_WIRE_MESSAGE (AxleSnapshot, snapshot)

#define axle_snapshot_get_part(self, index) (&g_array_index ((self)->parts, AxleSnapshotPart, (index)))
#define axle_snapshot_get_kind(self, part) (&g_array_index ((self)->kinds, AxleSnapshotKind, (part)->kind))

G_END_DECLS
