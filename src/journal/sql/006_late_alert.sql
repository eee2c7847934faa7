-- One more kind of row: crossings that a later version of a list says something about. As in 004.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(sql, '''provisional'')', '''provisional'', ''late_alert'')')
WHERE type = 'table' AND name = 'chain';
PRAGMA writable_schema = RESET;

-- The newest row of each alert. Only an index: what holds is read from the chain.
--
-- digest  of the entry's bytes: one alert for one screening and one state of an entry
-- raised  the first row, by which alerts stand in order
CREATE TABLE late_alert (
  id        TEXT PRIMARY KEY,
  screening TEXT NOT NULL,
  list      TEXT NOT NULL,
  entry     TEXT NOT NULL,
  digest    BLOB NOT NULL CHECK (length(digest) = 32),
  victim    INTEGER NOT NULL CHECK (victim IN (0, 1)),
  open      INTEGER NOT NULL CHECK (open IN (0, 1)),
  raised    INTEGER NOT NULL REFERENCES chain (sequence),
  sequence  INTEGER NOT NULL REFERENCES chain (sequence),
  UNIQUE (screening, list, entry, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX late_alert_by_place ON late_alert (victim, raised);
CREATE INDEX late_alert_open ON late_alert (victim, raised) WHERE open;

-- Which version of a list the post has looked back from, or has a row in look_back for.
CREATE TABLE look_back_list (
  list TEXT PRIMARY KEY,
  root TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What is still to be looked back at (late_alert.h).
--
-- entries  ids as a JSON array; NULL: the whole list
-- place    '': not begun
CREATE TABLE look_back (
  number    INTEGER PRIMARY KEY AUTOINCREMENT,
  list      TEXT NOT NULL,
  root      TEXT NOT NULL,
  entries   TEXT,
  since_us  INTEGER NOT NULL,
  place     TEXT NOT NULL DEFAULT '',
  crossings INTEGER NOT NULL DEFAULT 0
) STRICT;
