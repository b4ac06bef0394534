-- SPDX-License-Identifier: GPL-3.0-or-later
-- The appointment calendar: who comes when for what, and what the workshop has to do it with.

CREATE TABLE "resource" (
  row        INTEGER PRIMARY KEY,
  id         BLOB NOT NULL UNIQUE,
  scope      BLOB,
  revision   INTEGER NOT NULL,
  deleted    INTEGER NOT NULL,
  hidden     INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  created_on BLOB,
  unknown    TEXT,
  pending    INTEGER NOT NULL,
  "name"     TEXT,
  "kind"     TEXT,
  "skills"   TEXT,
  "provides" TEXT,
  "plate"    TEXT,
  "electric" INTEGER,
  "position" INTEGER,
  "active"   INTEGER
) STRICT;

CREATE TABLE "service" (
  row         INTEGER PRIMARY KEY,
  id          BLOB NOT NULL UNIQUE,
  scope       BLOB,
  revision    INTEGER NOT NULL,
  deleted     INTEGER NOT NULL,
  hidden      INTEGER NOT NULL,
  created_at  INTEGER NOT NULL,
  created_by  BLOB,
  created_on  BLOB,
  unknown     TEXT,
  pending     INTEGER NOT NULL,
  "code"      TEXT,
  "name"      TEXT,
  "area"      TEXT,
  "minutes"   INTEGER,
  "skill"     TEXT,
  "equipment" TEXT,
  "price"     INTEGER,
  "remarks"   TEXT,
  "position"  INTEGER,
  "active"    INTEGER
) STRICT;
CREATE INDEX "service_code" ON "service" ("code");

CREATE TABLE "opening" (
  row        INTEGER PRIMARY KEY,
  id         BLOB NOT NULL UNIQUE,
  scope      BLOB,
  revision   INTEGER NOT NULL,
  deleted    INTEGER NOT NULL,
  hidden     INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  created_on BLOB,
  unknown    TEXT,
  pending    INTEGER NOT NULL,
  "days"     TEXT,
  "opens"    INTEGER,
  "closes"   INTEGER,
  "since"    TEXT,
  "until"    TEXT
) STRICT;

CREATE TABLE "holiday" (
  row        INTEGER PRIMARY KEY,
  id         BLOB NOT NULL UNIQUE,
  scope      BLOB,
  revision   INTEGER NOT NULL,
  deleted    INTEGER NOT NULL,
  hidden     INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  created_on BLOB,
  unknown    TEXT,
  pending    INTEGER NOT NULL,
  "date"     TEXT,
  "name"     TEXT,
  "working"  INTEGER
) STRICT;
CREATE INDEX "holiday_date" ON "holiday" ("date");

CREATE TABLE "roster" (
  row        INTEGER PRIMARY KEY,
  id         BLOB NOT NULL UNIQUE,
  scope      BLOB,
  revision   INTEGER NOT NULL,
  deleted    INTEGER NOT NULL,
  hidden     INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  created_on BLOB,
  unknown    TEXT,
  pending    INTEGER NOT NULL,
  "staff"    BLOB,
  "days"     TEXT,
  "starts"   INTEGER,
  "ends"     INTEGER,
  "since"    TEXT,
  "until"    TEXT
) STRICT;
CREATE INDEX "roster_staff" ON "roster" ("staff");

CREATE TABLE "leave" (
  row        INTEGER PRIMARY KEY,
  id         BLOB NOT NULL UNIQUE,
  scope      BLOB,
  revision   INTEGER NOT NULL,
  deleted    INTEGER NOT NULL,
  hidden     INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  created_by BLOB,
  created_on BLOB,
  unknown    TEXT,
  pending    INTEGER NOT NULL,
  "staff"    BLOB,
  "resource" BLOB,
  "kind"     TEXT,
  "since"    INTEGER,
  "until"    INTEGER,
  "remarks"  TEXT
) STRICT;
CREATE INDEX "leave_staff" ON "leave" ("staff");
CREATE INDEX "leave_resource" ON "leave" ("resource");
CREATE INDEX "leave_since" ON "leave" ("since");

CREATE TABLE "appointment" (
  row           INTEGER PRIMARY KEY,
  id            BLOB NOT NULL UNIQUE,
  scope         BLOB,
  revision      INTEGER NOT NULL,
  deleted       INTEGER NOT NULL,
  hidden        INTEGER NOT NULL,
  created_at    INTEGER NOT NULL,
  created_by    BLOB,
  created_on    BLOB,
  unknown       TEXT,
  pending       INTEGER NOT NULL,
  "customer"    BLOB,
  "vehicle"     BLOB,
  "title"       TEXT,
  "at"          INTEGER,
  "minutes"     INTEGER,
  "all_day"     INTEGER,
  "state"       TEXT,
  "services"    TEXT,
  "bay"         BLOB,
  "equipment"   BLOB,
  "technician"  BLOB,
  "advisor"     BLOB,
  "mode"        TEXT,
  "loan_car"    BLOB,
  "service_car" BLOB,
  "driver"      BLOB,
  "address"     TEXT,
  "channel"     TEXT,
  "promised"    INTEGER,
  "parts_on"    TEXT,
  "earlier"     INTEGER,
  "priority"    INTEGER,
  "override"    TEXT,
  "arrived_at"  INTEGER,
  "request"     BLOB,
  "batch"       TEXT,
  "source"      TEXT,
  "remarks"     TEXT,
  "reason"      TEXT
) STRICT;
CREATE INDEX "appointment_customer" ON "appointment" ("customer");
CREATE INDEX "appointment_vehicle" ON "appointment" ("vehicle");
CREATE INDEX "appointment_at" ON "appointment" ("at");
CREATE INDEX "appointment_bay" ON "appointment" ("bay");
CREATE INDEX "appointment_technician" ON "appointment" ("technician");
CREATE INDEX "appointment_advisor" ON "appointment" ("advisor");
CREATE INDEX "appointment_request" ON "appointment" ("request");
CREATE INDEX "appointment_batch" ON "appointment" ("batch");

CREATE TABLE "request" (
  row           INTEGER PRIMARY KEY,
  id            BLOB NOT NULL UNIQUE,
  scope         BLOB,
  revision      INTEGER NOT NULL,
  deleted       INTEGER NOT NULL,
  hidden        INTEGER NOT NULL,
  created_at    INTEGER NOT NULL,
  created_by    BLOB,
  created_on    BLOB,
  unknown       TEXT,
  pending       INTEGER NOT NULL,
  "customer"    BLOB,
  "vehicle"     BLOB,
  "name"        TEXT,
  "phone"       TEXT,
  "channel"     TEXT,
  "wish"        TEXT,
  "services"    TEXT,
  "since"       TEXT,
  "until"       TEXT,
  "days"        TEXT,
  "received_at" INTEGER,
  "answered_at" INTEGER,
  "answered_by" BLOB,
  "state"       TEXT,
  "reason"      TEXT,
  "rule"        TEXT,
  "occasion"    TEXT
) STRICT;
CREATE INDEX "request_customer" ON "request" ("customer");
CREATE INDEX "request_vehicle" ON "request" ("vehicle");
CREATE INDEX "request_received_at" ON "request" ("received_at");
CREATE INDEX "request_state" ON "request" ("state");

CREATE TABLE "duration" (
  row           INTEGER PRIMARY KEY,
  id            BLOB NOT NULL UNIQUE,
  scope         BLOB,
  revision      INTEGER NOT NULL,
  deleted       INTEGER NOT NULL,
  hidden        INTEGER NOT NULL,
  created_at    INTEGER NOT NULL,
  created_by    BLOB,
  created_on    BLOB,
  unknown       TEXT,
  pending       INTEGER NOT NULL,
  "service"     TEXT,
  "model"       TEXT,
  "minutes"     INTEGER,
  "at"          INTEGER,
  "appointment" BLOB
) STRICT;
CREATE INDEX "duration_service" ON "duration" ("service");
CREATE INDEX "duration_appointment" ON "duration" ("appointment");

ALTER TABLE "staff" ADD COLUMN "skills" TEXT;
ALTER TABLE "staff" ADD COLUMN "team" TEXT;

-- Cars whose inspection nobody noted, by the month that the law goes by.
CREATE INDEX "vehicle_registration_month" ON "vehicle" (substr("first_registration", 6, 2)) WHERE "inspection_until" IS NULL;
