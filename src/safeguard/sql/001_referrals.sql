-- A referral is sealed under the key of the day on which it expires; without the key the row is noise.
CREATE TABLE referral (
  id      TEXT PRIMARY KEY,   -- UUIDv7
  expires TEXT NOT NULL,      -- day: the key's name, and when it is destroyed
  sealed  BLOB NOT NULL       -- safeguard/referral_text.h
) STRICT, WITHOUT ROWID;

-- How many of whom, by day. Nobody can be told from it.
CREATE TABLE tally (
  day        TEXT NOT NULL,
  dimension  TEXT NOT NULL,   -- all, issuing_state, age, sex, opened, feedback, over_budget
  value      TEXT NOT NULL,
  rule       TEXT NOT NULL,   -- '': whatever the signs
  travellers INTEGER NOT NULL,
  referrals  INTEGER NOT NULL,
  PRIMARY KEY (day, dimension, value, rule)
) STRICT, WITHOUT ROWID;

CREATE TABLE month_tally (
  month TEXT NOT NULL,        -- 2026-11
  age   TEXT NOT NULL,        -- child, young, adult
  sex   TEXT NOT NULL,        -- F, M, <
  what  TEXT NOT NULL,        -- opened, or an outcome
  count INTEGER NOT NULL,
  PRIMARY KEY (month, age, sex, what)
) STRICT, WITHOUT ROWID;

-- Rules that were held or let go.
CREATE TABLE rule_state (
  rule    TEXT PRIMARY KEY,
  held    INTEGER NOT NULL CHECK (held IN (0, 1)),
  reason  TEXT NOT NULL,
  officer TEXT NOT NULL,      -- '': the service
  time_us INTEGER NOT NULL,
  since   TEXT NOT NULL,      -- day from which its rate is looked at anew
  request TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Who read or changed what: only grows at its end and loses what is too old. Each hash covers the one before.
CREATE TABLE access (
  sequence INTEGER PRIMARY KEY,
  time_us  INTEGER NOT NULL,
  officer  TEXT NOT NULL,
  method   TEXT NOT NULL,
  subject  TEXT NOT NULL,     -- name of a referral or screening, or a rule
  hash     BLOB NOT NULL
) STRICT;
-- The last row that was dropped for its age: where the chain begins now.
CREATE TABLE access_start (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  sequence INTEGER NOT NULL,
  hash     BLOB NOT NULL
) STRICT;
INSERT INTO access_start VALUES (1, 0, zeroblob(32));
