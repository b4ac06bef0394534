-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the search box looks in: for the row of a customer the keys of the names,
-- the numbers and the cars; see search-keys.c. Only the keys' rows are kept.
CREATE VIRTUAL TABLE search USING fts5 (
  keys,
  content = '', contentless_delete = 1, detail = none,
  prefix = '1 2 3 4 5', tokenize = 'ascii'
);

-- An encrypted page has room for a little less than 4,000 bytes of a row.
INSERT INTO search (search, rank) VALUES ('pgsz', 3900);

-- What changed and is not yet in `search` and in the keys that customers sort by.
-- what: 0 the customer of this id, 1 the contacts of that customer, 2 the vehicle of this id
CREATE TABLE stale (
  id   BLOB NOT NULL,
  what INTEGER NOT NULL,
  PRIMARY KEY (what, id)
) STRICT, WITHOUT ROWID;
