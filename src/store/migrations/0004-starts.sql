-- SPDX-License-Identifier: GPL-3.0-or-later
-- The search has keys for the beginnings of names now: everyone gets them.
INSERT OR IGNORE INTO stale (id, what) SELECT id, 0 FROM customer WHERE deleted = 0;
