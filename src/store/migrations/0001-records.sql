-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a person sees of each record: the confirmed row with the waiting changes on top.
-- A column a field of the descriptor, with its name; see row.c for the others.

CREATE TABLE "group" (
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
  "name"       TEXT
) STRICT;

CREATE TABLE "store" (
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
  "name"       TEXT,
  "code"       TEXT,
  "city"       TEXT,
  "address"    TEXT,
  "phone"      TEXT,
  "time_zone"  TEXT
) STRICT;

CREATE TABLE "role" (
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
  "name"       TEXT,
  "rights"     TEXT
) STRICT;

CREATE TABLE "staff" (
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
  "name"       TEXT,
  "store"      BLOB,
  "role"       BLOB,
  "title"      TEXT,
  "phone"      TEXT,
  "active"     INTEGER
) STRICT;
CREATE INDEX "staff_store" ON "staff" ("store");

CREATE TABLE "desk" (
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
  "name"       TEXT,
  "store"      BLOB,
  "audience"   TEXT,
  "revoked"    INTEGER
) STRICT;
CREATE INDEX "desk_store" ON "desk" ("store");

CREATE TABLE "tag" (
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
  "name"       TEXT,
  "colour"     TEXT,
  "meaning"    TEXT
) STRICT;
CREATE INDEX "tag_name" ON "tag" ("name");

CREATE TABLE "customer" (
  row                 INTEGER PRIMARY KEY,
  id                  BLOB NOT NULL UNIQUE,
  scope               BLOB,
  revision            INTEGER NOT NULL,
  deleted             INTEGER NOT NULL,
  hidden              INTEGER NOT NULL,
  created_at          INTEGER NOT NULL,
  created_by          BLOB,
  created_on          BLOB,
  unknown             TEXT,
  pending             INTEGER NOT NULL,
  "type"              TEXT,
  "name"              TEXT,
  "preferred_name"    TEXT,
  "phones"            TEXT,
  "emails"            TEXT,
  "wechat"            TEXT,
  "gender"            TEXT,
  "birthday"          TEXT,
  "occupation"        TEXT,
  "company"           TEXT,
  "credit_code"       TEXT,
  "city"              TEXT,
  "address"           TEXT,
  "household"         TEXT,
  "car_use"           TEXT,
  "stage"             TEXT,
  "channel"           TEXT,
  "times"             TEXT,
  "source"            TEXT,
  "consultant"        BLOB,
  "advisor"           BLOB,
  "tags"              TEXT,
  "consent_contact"   INTEGER,
  "consent_marketing" INTEGER,
  "consent_driving"   INTEGER,
  name_key            TEXT,
  phone_key           TEXT,
  plate_key           TEXT,
  last_contact        INTEGER
) STRICT;
CREATE INDEX "customer_name" ON "customer" ("name");
CREATE INDEX "customer_consultant" ON "customer" ("consultant");

CREATE TABLE "vehicle" (
  row                  INTEGER PRIMARY KEY,
  id                   BLOB NOT NULL UNIQUE,
  scope                BLOB,
  revision             INTEGER NOT NULL,
  deleted              INTEGER NOT NULL,
  hidden               INTEGER NOT NULL,
  created_at           INTEGER NOT NULL,
  created_by           BLOB,
  created_on           BLOB,
  unknown              TEXT,
  pending              INTEGER NOT NULL,
  "vin"                TEXT,
  "plate"              TEXT,
  "make"               TEXT,
  "model"              TEXT,
  "variant"            TEXT,
  "model_year"         INTEGER,
  "colour"             TEXT,
  "powertrain"         TEXT,
  "first_registration" TEXT,
  "odometer"           INTEGER
) STRICT;
CREATE INDEX "vehicle_vin" ON "vehicle" ("vin");
CREATE INDEX "vehicle_plate" ON "vehicle" ("plate");

CREATE TABLE "ownership" (
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
  "customer"   BLOB,
  "vehicle"    BLOB,
  "role"       TEXT,
  "since"      TEXT,
  "until"      TEXT
) STRICT;
CREATE INDEX "ownership_customer" ON "ownership" ("customer");
CREATE INDEX "ownership_vehicle" ON "ownership" ("vehicle");

CREATE TABLE "odometer" (
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
  "vehicle"    BLOB,
  "reading"    INTEGER,
  "at"         INTEGER,
  "source"     TEXT
) STRICT;
CREATE INDEX "odometer_vehicle" ON "odometer" ("vehicle");

CREATE TABLE "contact" (
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
  "customer"   BLOB,
  "vehicle"    BLOB,
  "channel"    TEXT,
  "direction"  TEXT,
  "at"         INTEGER,
  "staff"      BLOB,
  "summary"    TEXT
) STRICT;
CREATE INDEX "contact_at" ON "contact" ("at");

CREATE TABLE "note" (
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
  "text"       TEXT,
  "pinned"     INTEGER
) STRICT;
CREATE INDEX "note_subject" ON "note" ("subject");

CREATE TABLE "history" (
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
  "record"     BLOB,
  "kind"       TEXT,
  "field"      TEXT,
  "before"     TEXT,
  "after"      TEXT,
  "at"         INTEGER,
  "staff"      BLOB,
  "desk"       BLOB
) STRICT;
CREATE INDEX "history_record" ON "history" ("record");
-- Each order of the list of customers reads one of these from end to end. Those without
-- the key are not in it: they follow by name.
CREATE INDEX customer_by_name ON customer (name_key) WHERE deleted = 0;
CREATE INDEX customer_by_phone ON customer (phone_key, name_key) WHERE deleted = 0 AND phone_key IS NOT NULL;
CREATE INDEX customer_by_plate ON customer (plate_key, name_key) WHERE deleted = 0 AND plate_key IS NOT NULL;
CREATE INDEX customer_by_stage ON customer (stage, name_key) WHERE deleted = 0 AND stage IS NOT NULL;
CREATE INDEX customer_by_advisor ON customer (advisor, name_key) WHERE deleted = 0 AND advisor IS NOT NULL;
CREATE INDEX customer_by_contact ON customer (last_contact, name_key) WHERE deleted = 0 AND last_contact IS NOT NULL;
CREATE INDEX customer_by_creation ON customer (created_at) WHERE deleted = 0;
CREATE INDEX contact_by_customer ON contact (customer, at) WHERE deleted = 0;
