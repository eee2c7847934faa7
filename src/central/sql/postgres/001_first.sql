-- What the centre keeps. Beside it lies sql/sqlite/001_first.sql: the same tables and columns.
-- Times are milliseconds since 1970.

-- One row: what is newest. Whoever publishes or beats changes it first, so they come one by one.
CREATE TABLE deployment (
  one BIGINT PRIMARY KEY CHECK (one = 1),
  heartbeat_sequence BIGINT NOT NULL,
  heartbeat BYTEA,  -- envelope
  audit_size BIGINT NOT NULL
);
INSERT INTO deployment VALUES (1, 0, NULL, 0);

CREATE TABLE trust_root (
  version BIGINT PRIMARY KEY,
  envelope BYTEA NOT NULL
);

CREATE TABLE watchlist (
  list TEXT COLLATE "C" PRIMARY KEY,
  version BIGINT NOT NULL,  -- newest of the epoch; 0: none
  digests BYTEA  -- of all buckets of the newest version
);

CREATE TABLE version (
  list TEXT COLLATE "C" NOT NULL REFERENCES watchlist,
  epoch BIGINT NOT NULL,
  version BIGINT NOT NULL,
  published_ms BIGINT NOT NULL,
  entries BIGINT NOT NULL,
  state_root BYTEA NOT NULL,
  manifest_sha256 BYTEA NOT NULL,
  manifest BYTEA NOT NULL,  -- envelope
  PRIMARY KEY (list, epoch, version)
);

-- The newest version's entries; (list, bucket, id) is the order of a snapshot.
CREATE TABLE entry (
  list TEXT COLLATE "C" NOT NULL,
  bucket BIGINT NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  digest BYTEA NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY (list, bucket, id)
);

-- All that entries ever were.
CREATE TABLE revision (
  list TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  revision BIGINT NOT NULL,
  epoch BIGINT NOT NULL,
  version BIGINT NOT NULL,
  change_set BIGINT NOT NULL,
  bytes BYTEA,  -- NULL: removed
  PRIMARY KEY (list, id, revision)
);
CREATE INDEX revision_by_version ON revision (list, epoch, version);

CREATE TABLE change_set (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  list TEXT COLLATE "C" NOT NULL REFERENCES watchlist,
  request_id TEXT COLLATE "C" NOT NULL UNIQUE,
  title TEXT COLLATE "C" NOT NULL,
  content BIGINT NOT NULL,
  state BIGINT NOT NULL,
  author TEXT COLLATE "C" NOT NULL,
  created_ms BIGINT NOT NULL,
  row_count BIGINT NOT NULL DEFAULT 0,
  complete BIGINT NOT NULL DEFAULT 0,
  remark TEXT COLLATE "C" NOT NULL DEFAULT '',
  records BIGINT NOT NULL DEFAULT 0,
  base_version BIGINT NOT NULL DEFAULT 0,
  digest BYTEA,
  accepted_guards TEXT COLLATE "C" NOT NULL DEFAULT '',
  submission BYTEA,  -- envelope
  submitted_order BIGINT,
  published_version BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX change_set_by_state ON change_set (list, state);

CREATE TABLE approval (
  change_set BIGINT NOT NULL REFERENCES change_set,
  approver TEXT COLLATE "C" NOT NULL,
  author TEXT COLLATE "C" NOT NULL CHECK (author <> approver),
  approved_ms BIGINT NOT NULL,
  PRIMARY KEY (change_set, approver)
);

-- What an import brought into a draft.
CREATE TABLE draft_row (
  change_set BIGINT NOT NULL,
  number BIGINT NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  bucket BIGINT NOT NULL,
  bytes BYTEA,  -- an entry at revision 1; NULL: remove
  PRIMARY KEY (change_set, number)
);
CREATE INDEX draft_row_by_id ON draft_row (change_set, id);

-- The records of what was submitted, as they are signed.
CREATE TABLE record (
  change_set BIGINT NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  revision BIGINT NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY (change_set, id)
);

-- Snapshots and deltas, in the pieces in which they are sent.
CREATE TABLE file (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  sha256 BYTEA UNIQUE, -- NULL while it is written
  list TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL
);
CREATE TABLE chunk (
  file BIGINT NOT NULL,
  number BIGINT NOT NULL,
  bytes BYTEA NOT NULL,
  PRIMARY KEY (file, number)
);

-- Where our knowledge of a device ends: changed in the transaction that stores its events.
CREATE TABLE cursor (
  device TEXT COLLATE "C" PRIMARY KEY,
  stream_epoch BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  chain BYTEA NOT NULL
);
-- A partition a month, made ahead (intake.h). The key must hold the partition's column,
-- so it is the cursor above that keeps an event from being stored twice.
CREATE TABLE event (
  device TEXT COLLATE "C" NOT NULL,
  stream_epoch BIGINT NOT NULL,
  sequence BIGINT NOT NULL,
  received_ms BIGINT NOT NULL,
  time_us BIGINT NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  payload BYTEA NOT NULL,
  hash BYTEA NOT NULL,
  PRIMARY KEY (device, stream_epoch, sequence, received_ms)
) PARTITION BY RANGE (received_ms);
CREATE TABLE event_other PARTITION OF event DEFAULT;

CREATE TABLE device (
  id TEXT COLLATE "C" PRIMARY KEY,
  seen_ms BIGINT NOT NULL,
  clock_offset_ms BIGINT NOT NULL,
  report BYTEA NOT NULL  -- ReportStateRequest as it came
);

CREATE TABLE audit (
  number BIGINT PRIMARY KEY,  -- from 0, without gaps
  time_ms BIGINT NOT NULL,
  actor TEXT COLLATE "C" NOT NULL,
  action TEXT COLLATE "C" NOT NULL,
  resource TEXT COLLATE "C" NOT NULL,
  outcome TEXT COLLATE "C" NOT NULL,
  detail TEXT COLLATE "C" NOT NULL,
  hash BYTEA NOT NULL
);
