-- One list at one version. The one row of list_head says what it is.
CREATE TABLE list_head (
  only_row   INTEGER PRIMARY KEY CHECK (only_row = 1),
  list       TEXT    NOT NULL,
  epoch      INTEGER NOT NULL,
  version    INTEGER NOT NULL,
  entries    INTEGER NOT NULL,
  state_root TEXT    NOT NULL,  -- lower-case hex SHA-256
  issued_us  INTEGER NOT NULL   -- microseconds since 1970-01-01T00:00:00Z
) STRICT;

-- The entries as the bytes that the state root is made of (entry_bytes.h), each beside those of its
-- bucket (trust/bucket.h): in the order in which they are read and digested.
CREATE TABLE entry (
  bucket INTEGER NOT NULL,
  id     TEXT    NOT NULL,
  body   BLOB    NOT NULL,
  PRIMARY KEY (bucket, id)
) STRICT, WITHOUT ROWID;
