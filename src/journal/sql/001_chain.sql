-- The chain: every row carries the hash of the row before it. It only grows.
CREATE TABLE chain (
  sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
  time_us  INTEGER NOT NULL,
  kind     TEXT NOT NULL CHECK (kind IN ('screening', 'decision')),
  payload  BLOB NOT NULL,
  previous BLOB NOT NULL CHECK (length(previous) = 32),
  hash     BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TRIGGER chain_keeps_rows BEFORE DELETE ON chain
BEGIN SELECT raise(ABORT, 'the chain only grows'); END;
CREATE TRIGGER chain_keeps_values BEFORE UPDATE ON chain
BEGIN SELECT raise(ABORT, 'the chain only grows'); END;

-- Where the chain ends, written with each row: a tail cut off alone is seen.
CREATE TABLE head (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  sequence INTEGER NOT NULL,
  hash     BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
INSERT INTO head VALUES (1, 0, zeroblob(32));

-- What lists are made from. Everything here stands in the chain too; verification compares.
CREATE TABLE screening (
  sequence          INTEGER PRIMARY KEY REFERENCES chain (sequence),
  id                TEXT NOT NULL UNIQUE,
  checkpoint        TEXT NOT NULL,
  lane              TEXT NOT NULL,
  time_us           INTEGER NOT NULL,
  advice            TEXT NOT NULL,
  matches           INTEGER NOT NULL,
  decision_sequence INTEGER REFERENCES chain (sequence)
) STRICT;

-- Requests that may be repeated: the first answer is found again by scope and id.
CREATE TABLE request (
  scope    TEXT NOT NULL,
  id       TEXT NOT NULL,
  content  BLOB NOT NULL CHECK (length(content) = 32),
  sequence INTEGER NOT NULL REFERENCES chain (sequence),
  PRIMARY KEY (scope, id)
) STRICT, WITHOUT ROWID;
