-- SPDX-License-Identifier: GPL-3.0-or-later

-- Photos and clips; their bytes lie in a file of their own, see blobs.c.
CREATE TABLE "photo" (
  row          INTEGER PRIMARY KEY,
  id           BLOB NOT NULL UNIQUE,
  scope        BLOB,
  revision     INTEGER NOT NULL,
  deleted      INTEGER NOT NULL,
  hidden       INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,
  created_by   BLOB,
  created_on   BLOB,
  unknown      TEXT,
  pending      INTEGER NOT NULL,
  "subject"    BLOB,
  "blob"       TEXT,
  "thumbnail"  TEXT,
  "media_type" TEXT,
  "size"       INTEGER,
  "width"      INTEGER,
  "height"     INTEGER,
  "caption"    TEXT,
  "taken_at"   INTEGER
) STRICT;
CREATE INDEX "photo_subject" ON "photo" ("subject");
CREATE INDEX "photo_blob" ON "photo" ("blob");
CREATE INDEX "photo_thumbnail" ON "photo" ("thumbnail");

-- Which months of the books are closed.
CREATE TABLE "closing" (
  row          INTEGER PRIMARY KEY,
  id           BLOB NOT NULL UNIQUE,
  scope        BLOB,
  revision     INTEGER NOT NULL,
  deleted      INTEGER NOT NULL,
  hidden       INTEGER NOT NULL,
  created_at   INTEGER NOT NULL,
  created_by   BLOB,
  created_on   BLOB,
  unknown      TEXT,
  pending      INTEGER NOT NULL,
  "month"      TEXT,
  "closed"     INTEGER
) STRICT;
CREATE INDEX "closing_month" ON "closing" ("month");

-- A ready copy of a scope on its way into the cache; see snapshot.c. bury: whether what
-- it does not have must go from the lists at its end.
CREATE TABLE snapshot (
  scope BLOB PRIMARY KEY,
  hash  TEXT NOT NULL,
  bury  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The parts of it that are here.
CREATE TABLE snapshot_part (
  scope BLOB NOT NULL,
  part  INTEGER NOT NULL,
  PRIMARY KEY (scope, part)
) STRICT, WITHOUT ROWID;

-- The records that it has, where something must be buried.
CREATE TABLE snapshot_seen (
  scope BLOB NOT NULL,
  id    BLOB NOT NULL,
  PRIMARY KEY (scope, id)
) STRICT, WITHOUT ROWID;
