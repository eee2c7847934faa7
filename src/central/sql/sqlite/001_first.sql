-- What the centre keeps. Beside it lies sql/postgres/001_first.sql: the same tables and columns.
-- Times are milliseconds since 1970.

-- One row: what is newest. Whoever publishes or beats changes it first, so they come one by one.
CREATE TABLE deployment (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  heartbeat_sequence INTEGER NOT NULL,
  heartbeat BLOB,                         -- envelope
  audit_size INTEGER NOT NULL
) STRICT;
INSERT INTO deployment VALUES (1, 0, NULL, 0);

CREATE TABLE trust_root (
  version INTEGER PRIMARY KEY,
  envelope BLOB NOT NULL
) STRICT;

CREATE TABLE watchlist (
  list TEXT PRIMARY KEY,
  version INTEGER NOT NULL,               -- newest of the epoch; 0: none
  digests BLOB                            -- of all buckets of the newest version
) STRICT, WITHOUT ROWID;

CREATE TABLE version (
  list TEXT NOT NULL REFERENCES watchlist,
  epoch INTEGER NOT NULL,
  version INTEGER NOT NULL,
  published_ms INTEGER NOT NULL,
  entries INTEGER NOT NULL,
  state_root BLOB NOT NULL,
  manifest_sha256 BLOB NOT NULL,
  manifest BLOB NOT NULL,                 -- envelope
  PRIMARY KEY (list, epoch, version)
) STRICT, WITHOUT ROWID;

-- The newest version's entries; (list, bucket, id) is the order of a snapshot.
CREATE TABLE entry (
  list TEXT NOT NULL,
  bucket INTEGER NOT NULL,
  id TEXT NOT NULL,
  digest BLOB NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (list, bucket, id)
) STRICT, WITHOUT ROWID;

-- All that entries ever were.
CREATE TABLE revision (
  list TEXT NOT NULL,
  id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  version INTEGER NOT NULL,
  change_set INTEGER NOT NULL,
  bytes BLOB,                             -- NULL: removed
  PRIMARY KEY (list, id, revision)
) STRICT, WITHOUT ROWID;
CREATE INDEX revision_by_version ON revision (list, epoch, version);

CREATE TABLE change_set (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  list TEXT NOT NULL REFERENCES watchlist,
  request_id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  content INTEGER NOT NULL,
  state INTEGER NOT NULL,
  author TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  row_count INTEGER NOT NULL DEFAULT 0,
  complete INTEGER NOT NULL DEFAULT 0,
  remark TEXT NOT NULL DEFAULT '',
  records INTEGER NOT NULL DEFAULT 0,
  base_version INTEGER NOT NULL DEFAULT 0,
  digest BLOB,
  accepted_guards TEXT NOT NULL DEFAULT '',
  submission BLOB,                        -- envelope
  submitted_order INTEGER,
  published_version INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX change_set_by_state ON change_set (list, state);

CREATE TABLE approval (
  change_set INTEGER NOT NULL REFERENCES change_set,
  approver TEXT NOT NULL,
  author TEXT NOT NULL CHECK (author <> approver),
  approved_ms INTEGER NOT NULL,
  PRIMARY KEY (change_set, approver)
) STRICT, WITHOUT ROWID;

-- What an import brought into a draft.
CREATE TABLE draft_row (
  change_set INTEGER NOT NULL,
  number INTEGER NOT NULL,
  id TEXT NOT NULL,
  bucket INTEGER NOT NULL,
  bytes BLOB,                             -- an entry at revision 1; NULL: remove
  PRIMARY KEY (change_set, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_row_by_id ON draft_row (change_set, id);

-- The records of what was submitted, as they are signed.
CREATE TABLE record (
  change_set INTEGER NOT NULL,
  id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (change_set, id)
) STRICT, WITHOUT ROWID;

-- Snapshots and deltas, in the pieces in which they are sent.
CREATE TABLE file (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  sha256 BLOB UNIQUE,                     -- NULL while it is written
  list TEXT NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE TABLE chunk (
  file INTEGER NOT NULL,
  number INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (file, number)
) STRICT, WITHOUT ROWID;

-- Where our knowledge of a device ends: changed in the transaction that stores its events.
CREATE TABLE cursor (
  device TEXT PRIMARY KEY,
  stream_epoch INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  chain BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE event (
  device TEXT NOT NULL,
  stream_epoch INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  received_ms INTEGER NOT NULL,
  time_us INTEGER NOT NULL,
  kind TEXT NOT NULL,
  payload BLOB NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (device, stream_epoch, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
  id TEXT PRIMARY KEY,
  seen_ms INTEGER NOT NULL,
  clock_offset_ms INTEGER NOT NULL,
  report BLOB NOT NULL                    -- ReportStateRequest as it came
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  number INTEGER PRIMARY KEY,             -- from 0, without gaps
  time_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  resource TEXT NOT NULL,
  outcome TEXT NOT NULL,
  detail TEXT NOT NULL,
  hash BLOB NOT NULL
) STRICT;
