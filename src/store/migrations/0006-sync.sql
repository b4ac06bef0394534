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

-- The conflict inbox. A conflict is open until a person decides; what was decided
-- stays to be read, and to be taken back with the operation that decided it.
-- decision: 1 what stands was kept, 2 what was lost was put back, 3 edited
-- held: the change was (a part of) the making of a record that the server refused.
-- Such a change has the state 5: it is shown until it is decided.
ALTER TABLE conflict ADD COLUMN open INTEGER NOT NULL DEFAULT 1;
ALTER TABLE conflict ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conflict ADD COLUMN decision INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conflict ADD COLUMN operation INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conflict ADD COLUMN decided_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conflict ADD COLUMN decided_by BLOB;
CREATE INDEX conflict_open ON conflict (number) WHERE open = 1;
CREATE INDEX conflict_decided ON conflict (decided_at) WHERE open = 0;
CREATE INDEX conflict_record ON conflict (record);
CREATE INDEX conflict_operation ON conflict (operation);
DROP INDEX change_shown;
CREATE INDEX change_shown ON change (record, number) WHERE state IN (0, 1, 5);

-- Who read personal data: a row is here only until the server has it.
CREATE TABLE "access" (
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
  "what"       TEXT,
  "kind"       TEXT,
  "record"     TEXT,
  "count"      INTEGER,
  "at"         INTEGER
) STRICT;
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

-- Where the feed ended when it was begun to be read: what was deleted before never came.
ALTER TABLE cursor ADD COLUMN start INTEGER NOT NULL DEFAULT 0;
