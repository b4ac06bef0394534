-- SPDX-License-Identifier: GPL-3.0-or-later
-- Everything about one customer: what the cars went through, what was sold, asked,
-- promised and agreed, and what the dealership makes of it.

CREATE TABLE "visit" (
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
  "customer" BLOB,
  "vehicle"  BLOB,
  "number"   TEXT,
  "at"       INTEGER,
  "odometer" INTEGER,
  "reason"   TEXT,
  "concern"  TEXT,
  "advisor"  BLOB,
  "amount"   INTEGER,
  "source"   TEXT
) STRICT;
CREATE INDEX "visit_customer" ON "visit" ("customer");
CREATE INDEX "visit_vehicle" ON "visit" ("vehicle");
CREATE INDEX "visit_number" ON "visit" ("number");
CREATE INDEX "visit_at" ON "visit" ("at");

CREATE TABLE "job" (
  row            INTEGER PRIMARY KEY,
  id             BLOB NOT NULL UNIQUE,
  scope          BLOB,
  revision       INTEGER NOT NULL,
  deleted        INTEGER NOT NULL,
  hidden         INTEGER NOT NULL,
  created_at     INTEGER NOT NULL,
  created_by     BLOB,
  created_on     BLOB,
  unknown        TEXT,
  pending        INTEGER NOT NULL,
  "visit"        BLOB,
  "title"        TEXT,
  "area"         TEXT,
  "state"        TEXT,
  "amount"       INTEGER,
  "reason"       TEXT,
  "due"          TEXT,
  "due_odometer" INTEGER
) STRICT;
CREATE INDEX "job_visit" ON "job" ("visit");

CREATE TABLE "deal" (
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
  "kind"        TEXT,
  "number"      TEXT,
  "at"          INTEGER,
  "consultant"  BLOB,
  "amount"      INTEGER,
  "valid_until" TEXT,
  "remarks"     TEXT
) STRICT;
CREATE INDEX "deal_customer" ON "deal" ("customer");
CREATE INDEX "deal_vehicle" ON "deal" ("vehicle");
CREATE INDEX "deal_number" ON "deal" ("number");
CREATE INDEX "deal_at" ON "deal" ("at");

CREATE TABLE "points" (
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
  "customer" BLOB,
  "at"       INTEGER,
  "amount"   INTEGER,
  "reason"   TEXT,
  "visit"    BLOB
) STRICT;
CREATE INDEX "points_customer" ON "points" ("customer");

CREATE TABLE "complaint" (
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
  "customer"  BLOB,
  "vehicle"   BLOB,
  "at"        INTEGER,
  "theme"     TEXT,
  "text"      TEXT,
  "state"     TEXT,
  "owner"     BLOB,
  "due"       INTEGER,
  "answer"    TEXT,
  "closed_at" INTEGER
) STRICT;
CREATE INDEX "complaint_customer" ON "complaint" ("customer");
CREATE INDEX "complaint_vehicle" ON "complaint" ("vehicle");
CREATE INDEX "complaint_at" ON "complaint" ("at");
CREATE INDEX "complaint_state" ON "complaint" ("state");

CREATE TABLE "relation" (
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
  "customer" BLOB,
  "other"    BLOB,
  "role"     TEXT,
  "since"    TEXT,
  "until"    TEXT,
  "remarks"  TEXT
) STRICT;
CREATE INDEX "relation_customer" ON "relation" ("customer");
CREATE INDEX "relation_other" ON "relation" ("other");

CREATE TABLE "consent" (
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
  "customer" BLOB,
  "purpose"  TEXT,
  "given"    INTEGER,
  "at"       INTEGER,
  "version"  TEXT,
  "form"     TEXT,
  "staff"    BLOB,
  "evidence" TEXT
) STRICT;
CREATE INDEX "consent_customer" ON "consent" ("customer");

CREATE TABLE "merging" (
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
  "survivor"  BLOB,
  "absorbed"  BLOB,
  "at"        INTEGER,
  "staff"     BLOB,
  "score"     INTEGER,
  "reasons"   TEXT,
  "fields"    TEXT,
  "undone_at" INTEGER,
  "undone_by" BLOB
) STRICT;
CREATE INDEX "merging_survivor" ON "merging" ("survivor");
CREATE INDEX "merging_absorbed" ON "merging" ("absorbed");

CREATE TABLE "erasure" (
  row            INTEGER PRIMARY KEY,
  id             BLOB NOT NULL UNIQUE,
  scope          BLOB,
  revision       INTEGER NOT NULL,
  deleted        INTEGER NOT NULL,
  hidden         INTEGER NOT NULL,
  created_at     INTEGER NOT NULL,
  created_by     BLOB,
  created_on     BLOB,
  unknown        TEXT,
  pending        INTEGER NOT NULL,
  "customer"     BLOB,
  "requested_at" INTEGER,
  "form"         TEXT,
  "due"          TEXT,
  "state"        TEXT,
  "hold_reason"  TEXT,
  "hold_until"   TEXT,
  "done_at"      INTEGER,
  "done_by"      BLOB,
  "remarks"      TEXT
) STRICT;
CREATE INDEX "erasure_customer" ON "erasure" ("customer");
CREATE INDEX "erasure_due" ON "erasure" ("due");
CREATE INDEX "erasure_state" ON "erasure" ("state");

CREATE TABLE "task" (
  row             INTEGER PRIMARY KEY,
  id              BLOB NOT NULL UNIQUE,
  scope           BLOB,
  revision        INTEGER NOT NULL,
  deleted         INTEGER NOT NULL,
  hidden          INTEGER NOT NULL,
  created_at      INTEGER NOT NULL,
  created_by      BLOB,
  created_on      BLOB,
  unknown         TEXT,
  pending         INTEGER NOT NULL,
  "customer"      BLOB,
  "vehicle"       BLOB,
  "kind"          TEXT,
  "title"         TEXT,
  "due"           INTEGER,
  "staff"         BLOB,
  "state"         TEXT,
  "outcome"       TEXT,
  "result"        TEXT,
  "done_at"       INTEGER,
  "done_by"       BLOB,
  "tries"         INTEGER,
  "rule"          TEXT,
  "occasion"      TEXT,
  "questionnaire" TEXT
) STRICT;
CREATE INDEX "task_customer" ON "task" ("customer");
CREATE INDEX "task_due" ON "task" ("due");
CREATE INDEX "task_staff" ON "task" ("staff");
CREATE INDEX "task_state" ON "task" ("state");

CREATE TABLE "questionnaire" (
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
  "code"     TEXT,
  "name"     TEXT,
  "active"   INTEGER
) STRICT;
CREATE INDEX "questionnaire_code" ON "questionnaire" ("code");

CREATE TABLE "question" (
  row             INTEGER PRIMARY KEY,
  id              BLOB NOT NULL UNIQUE,
  scope           BLOB,
  revision        INTEGER NOT NULL,
  deleted         INTEGER NOT NULL,
  hidden          INTEGER NOT NULL,
  created_at      INTEGER NOT NULL,
  created_by      BLOB,
  created_on      BLOB,
  unknown         TEXT,
  pending         INTEGER NOT NULL,
  "code"          TEXT,
  "questionnaire" TEXT,
  "position"      INTEGER,
  "text"          TEXT,
  "form"          TEXT,
  "choices"       TEXT,
  "active"        INTEGER
) STRICT;
CREATE INDEX "question_code" ON "question" ("code");
CREATE INDEX "question_questionnaire" ON "question" ("questionnaire");

CREATE TABLE "answer" (
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
  "customer" BLOB,
  "task"     BLOB,
  "question" TEXT,
  "text"     TEXT,
  "value"    TEXT,
  "at"       INTEGER,
  "staff"    BLOB
) STRICT;
CREATE INDEX "answer_customer" ON "answer" ("customer");
CREATE INDEX "answer_task" ON "answer" ("task");

CREATE TABLE "rule" (
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
  "area"      TEXT,
  "name"      TEXT,
  "condition" TEXT,
  "text"      TEXT,
  "tag"       TEXT,
  "effect"    TEXT,
  "delay"     INTEGER,
  "position"  INTEGER,
  "active"    INTEGER
) STRICT;
CREATE INDEX "rule_code" ON "rule" ("code");

CREATE TABLE "segment" (
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
  "name"      TEXT,
  "condition" TEXT,
  "position"  INTEGER
) STRICT;

CREATE TABLE "advice" (
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
  "customer" BLOB,
  "vehicle"  BLOB,
  "rule"     TEXT,
  "title"    TEXT,
  "decision" TEXT,
  "until"    TEXT,
  "reason"   TEXT,
  "at"       INTEGER,
  "staff"    BLOB
) STRICT;
CREATE INDEX "advice_customer" ON "advice" ("customer");
CREATE INDEX "advice_vehicle" ON "advice" ("vehicle");

CREATE TABLE "policy" (
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
  "value"    TEXT
) STRICT;
CREATE INDEX "policy_name" ON "policy" ("name");

ALTER TABLE "customer" ADD COLUMN "children" INTEGER;
ALTER TABLE "customer" ADD COLUMN "merged_into" BLOB;
ALTER TABLE "customer" ADD COLUMN "erased_at" INTEGER;
CREATE INDEX "customer_merged_into" ON "customer" ("merged_into") WHERE "merged_into" IS NOT NULL;
ALTER TABLE "vehicle" ADD COLUMN "service_distance" INTEGER;
ALTER TABLE "vehicle" ADD COLUMN "service_months" INTEGER;
ALTER TABLE "vehicle" ADD COLUMN "warranty_until" TEXT;
ALTER TABLE "vehicle" ADD COLUMN "warranty_distance" INTEGER;
ALTER TABLE "vehicle" ADD COLUMN "insurance_until" TEXT;
ALTER TABLE "vehicle" ADD COLUMN "insurer" TEXT;
ALTER TABLE "vehicle" ADD COLUMN "inspection_until" TEXT;
CREATE INDEX "vehicle_warranty_until" ON "vehicle" ("warranty_until");
CREATE INDEX "vehicle_insurance_until" ON "vehicle" ("insurance_until");
CREATE INDEX "vehicle_inspection_until" ON "vehicle" ("inspection_until");

-- Requests for deletion that were carried out here, and how far. waits: whether something
-- about that person must be answered first.
CREATE TABLE erased (
  request BLOB PRIMARY KEY,
  state   TEXT NOT NULL,
  waits   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who stands for a customer who was merged into another one: the last of the chain;
-- NULL for who stands for themselves. See merged.c.
ALTER TABLE customer ADD COLUMN root BLOB;
CREATE INDEX customer_root ON customer (root) WHERE root IS NOT NULL;

-- Two customers who look like one and are not.
CREATE TABLE "distinction" (
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
  "customer" BLOB,
  "other"    BLOB
) STRICT;
CREATE INDEX "distinction_customer" ON "distinction" ("customer");
CREATE INDEX "distinction_other" ON "distinction" ("other");

-- What looks like one customer, worked out from the records; see duplicates.c. Of a pair
-- the smaller id comes first.
CREATE TABLE duplicate (
  a     BLOB NOT NULL,
  b     BLOB NOT NULL,
  score INTEGER NOT NULL,
  PRIMARY KEY (a, b)
) STRICT, WITHOUT ROWID;
CREATE INDEX duplicate_b ON duplicate (b);
CREATE INDEX duplicate_score ON duplicate (score);

-- By what customers meet beside what their own rows are looked up by: the scattered
-- key, and the row of the customer.
CREATE TABLE match_key (
  customer INTEGER NOT NULL,
  key      INTEGER NOT NULL,
  PRIMARY KEY (customer, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX match_key_key ON match_key (key);

-- The rows of customers who have not been compared since they changed.
CREATE TABLE match_due (
  customer INTEGER PRIMARY KEY
) STRICT;
INSERT INTO match_due SELECT row FROM customer WHERE deleted = 0;


-- Tasks: those to do of somebody or nobody, the late ones of all; birthdays by their day
-- and month; those who come regularly. See tasks.c.
CREATE INDEX "task_open_of" ON "task" ("staff", "due") WHERE state = 'open' AND deleted = 0;
CREATE INDEX "task_open" ON "task" ("due") WHERE state = 'open' AND deleted = 0;
CREATE INDEX "customer_birthday" ON "customer" (substr("birthday", -5));
CREATE INDEX "customer_loyal" ON "customer" ("stage") WHERE stage = 'loyal' AND deleted = 0;

CREATE INDEX "access_record" ON "access" ("record");

-- What is worked out of each customer who was not merged into another: a column a field of
-- core/insight/figure.c; see store/figures.c. `valid_until` is when time alone may change it.
CREATE TABLE figure (
  row          INTEGER PRIMARY KEY,
  valid_until  INTEGER,
  "class"      TEXT,
  "last_visit" INTEGER,
  "visits"     INTEGER,
  "spend"      INTEGER,
  "average"    INTEGER,
  "total"      INTEGER,
  "deferred"   INTEGER,
  "promises"   INTEGER,
  "complaints" INTEGER,
  "potential"  TEXT,
  "budget"     INTEGER,
  "value"      TEXT,
  "trait"      TEXT,
  "completeness" INTEGER,
  "due"        INTEGER
) STRICT;
CREATE INDEX figure_valid_until ON figure (valid_until) WHERE valid_until IS NOT NULL;
CREATE TRIGGER customer_figure AFTER DELETE ON customer BEGIN
  DELETE FROM figure WHERE row = old.row;
END;

-- All figures are worked out anew, from the customer in the row `next` on.
CREATE TABLE figure_sweep (
  next INTEGER NOT NULL
) STRICT;
INSERT INTO figure_sweep (next) SELECT 0 WHERE EXISTS (SELECT 1 FROM customer);

-- The numbers of orders as people type them, see search.c.
CREATE INDEX visit_order ON visit (lower (replace (replace (replace (replace (replace ("number", '-', ''), ' ', ''), '/', ''), '.', ''), '_', '')))
  WHERE "number" IS NOT NULL;
CREATE INDEX deal_order ON deal (lower (replace (replace (replace (replace (replace ("number", '-', ''), ' ', ''), '/', ''), '.', ''), '_', '')))
  WHERE "number" IS NOT NULL;

-- What asks for a service, see tasks.c: how far a car has come, and when it is due; by the
-- row of the vehicle, worked out with the figures.
CREATE INDEX odometer_at ON odometer ("at");
CREATE TABLE service_due (
  vehicle INTEGER PRIMARY KEY,
  at      INTEGER NOT NULL
) STRICT;
CREATE INDEX service_due_at ON service_due (at);
CREATE TRIGGER vehicle_service_due AFTER DELETE ON vehicle BEGIN
  DELETE FROM service_due WHERE vehicle = old.row;
END;

-- Tasks of a rule whose reason may be gone.
CREATE INDEX task_open_by_rule ON task ("rule") WHERE state = 'open' AND deleted = 0;

-- Of what record a change is a part: without it the server refuses the change.
ALTER TABLE change ADD COLUMN needs BLOB;

-- Up to where nothing of the feed is missing: what stood before `sequence` may have moved on.
ALTER TABLE cursor ADD COLUMN whole INTEGER NOT NULL DEFAULT 0;
UPDATE cursor SET whole = sequence;
