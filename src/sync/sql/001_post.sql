-- What decides which signed bytes this post accepts next. It changes with the entries, in one transaction.
CREATE TABLE trust (
  only_row  INTEGER PRIMARY KEY CHECK (only_row = 1),
  root      BLOB NOT NULL,  -- envelope
  heartbeat BLOB            -- envelope; NULL: none yet
) STRICT;

CREATE TABLE list (
  name       TEXT    PRIMARY KEY,
  generation INTEGER NOT NULL UNIQUE,
  epoch      INTEGER NOT NULL,
  version    INTEGER NOT NULL,
  manifest   BLOB    NOT NULL,  -- SHA-256 over its payload
  state_root BLOB    NOT NULL,
  entries    INTEGER NOT NULL,
  issued_s   INTEGER NOT NULL,  -- seconds since 1970-01-01T00:00:00Z
  expires_s  INTEGER NOT NULL,
  digests    BLOB    NOT NULL   -- of all buckets, one after the other
) STRICT, WITHOUT ROWID;

-- The entries of a list are those of its generation: a snapshot is written under a new number, and what was there
-- before is swept away later. A removed entry keeps its row, so that its revision is not forgotten.
CREATE TABLE entry (
  generation INTEGER NOT NULL,
  bucket     INTEGER NOT NULL,
  id         TEXT    NOT NULL,
  revision   INTEGER NOT NULL,
  body       BLOB,              -- NULL: removed
  PRIMARY KEY (generation, bucket, id)
) STRICT, WITHOUT ROWID;
