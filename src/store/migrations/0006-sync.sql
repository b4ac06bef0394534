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

-- What only a newer program knows: records of its kinds, as they came. They become
-- rows of their own once this program knows the kind; see adopt.c.
CREATE TABLE stranger (
  id         BLOB PRIMARY KEY,
  kind       TEXT NOT NULL,
  scope      BLOB,
  revision   INTEGER NOT NULL,
  deleted    INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  created_on BLOB,
  unknown    TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX stranger_kind ON stranger (kind);

-- What the program knew of records that saved the change.
ALTER TABLE change ADD COLUMN schema INTEGER NOT NULL DEFAULT 0;
