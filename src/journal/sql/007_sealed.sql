-- Payloads stand sealed in the file, each part under a key that is destroyed at its time (sealing.h).
--
-- payload  sealed; in plain while digest is NULL: rows of before, until the journal is opened once
-- hit      of a screening: its matches, sealed under a key of their own; NULL: none
-- digest   SHA-256 of the payload, which the chain's hash covers: it holds when the payload is erased
ALTER TABLE chain ADD COLUMN hit BLOB;
ALTER TABLE chain ADD COLUMN digest BLOB CHECK (digest IS NULL OR length(digest) = 32);

-- A row is sealed once; what the chain's hash covers never changes.
DROP TRIGGER chain_keeps_values;
CREATE TRIGGER chain_keeps_values BEFORE UPDATE ON chain
WHEN OLD.digest IS NOT NULL OR NEW.digest IS NULL OR NEW.sequence <> OLD.sequence OR NEW.time_us <> OLD.time_us
  OR NEW.kind <> OLD.kind OR NEW.previous <> OLD.previous OR NEW.hash <> OLD.hash
BEGIN SELECT raise(ABORT, 'the chain only grows'); END;
CREATE TRIGGER chain_is_sealed BEFORE INSERT ON chain WHEN NEW.digest IS NULL
BEGIN SELECT raise(ABORT, 'the chain is sealed'); END;

-- One more kind of row; see 004.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(sql, '(''screening'', ''decision''', '(''screening'', ''decision'', ''read''')
WHERE type = 'table' AND name = 'chain';
PRAGMA writable_schema = RESET;

-- person is a keyed hash from now on, and proof another one, of person and screening: both under the hit key of the day
-- on which the decision was written. NULL: a row of before.
ALTER TABLE suppression ADD COLUMN proof BLOB CHECK (proof IS NULL OR length(proof) = 32);

-- What is left to do with a journal of before: 'seal' the rows, 'wipe' what the file still holds of them.
CREATE TABLE sealing (one INTEGER PRIMARY KEY CHECK (one = 1), todo TEXT NOT NULL) STRICT;
INSERT INTO sealing SELECT 1, CASE WHEN EXISTS (SELECT 1 FROM chain) THEN 'seal' ELSE 'nothing' END;
