-- SPDX-License-Identifier: GPL-3.0-or-later
-- The indexes that a first sync does without until its end; see bulk.c.
CREATE TABLE dropped_index (
  name TEXT PRIMARY KEY,
  sql  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
