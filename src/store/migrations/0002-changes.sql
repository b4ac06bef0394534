-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was done at this desk: the outbox and, once the server has answered, the
-- journal that undo reads. A number is never given twice.
-- state: 0 waits, 1 answered and waiting for the feed, 2 done, 3 refused,
--        4 done, and to be told again to a server that was restored
CREATE TABLE change (
  number    INTEGER PRIMARY KEY AUTOINCREMENT,
  operation INTEGER NOT NULL,
  kind      TEXT NOT NULL,
  record    BLOB NOT NULL,
  scope     BLOB,
  made      INTEGER NOT NULL,
  state     INTEGER NOT NULL DEFAULT 0,
  sequence  INTEGER NOT NULL DEFAULT 0,
  undone    INTEGER NOT NULL DEFAULT 0,
  packed    BLOB NOT NULL
) STRICT;
CREATE INDEX change_by_operation ON change (operation, number);
CREATE INDEX change_outbox ON change (number) WHERE state IN (0, 4);
CREATE INDEX change_shown ON change (record, number) WHERE state IN (0, 1);
CREATE INDEX change_answered ON change (scope, sequence) WHERE state = 1;

-- The operations that can be undone.
CREATE TABLE journal (
  operation INTEGER PRIMARY KEY
) STRICT;

-- The record as the server has it, of those with changes that are shown on top.
CREATE TABLE confirmed (
  record BLOB PRIMARY KEY,
  kind   TEXT NOT NULL,
  body   BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- What lost a merge or was refused, until the person has dealt with it. A field
-- of '' is the whole change.
CREATE TABLE conflict (
  number   INTEGER NOT NULL,
  field    TEXT NOT NULL,
  kind     TEXT NOT NULL,
  record   BLOB NOT NULL,
  packed   BLOB NOT NULL,
  lost     BLOB,
  standing BLOB,
  code     TEXT,
  message  TEXT,
  at       INTEGER NOT NULL,
  PRIMARY KEY (number, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE cursor (
  scope    BLOB PRIMARY KEY,
  epoch    INTEGER NOT NULL,
  sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE enrolment (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  desk     BLOB NOT NULL,
  store    BLOB NOT NULL,
  "group"  BLOB NOT NULL,
  install  BLOB NOT NULL,
  audience INTEGER NOT NULL,
  server   TEXT NOT NULL,
  pin      TEXT,
  token    TEXT NOT NULL
) STRICT;

CREATE TABLE verifier (
  staff    BLOB PRIMARY KEY,
  verifier TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
  staff BLOB NOT NULL,
  name  TEXT NOT NULL,
  body  BLOB NOT NULL,
  PRIMARY KEY (staff, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
