-- One more kind of row: entries of the post's own provisional list. The check on `chain` is rewritten where it stands
-- (https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes"): a copy of a journal needs
-- room that a post may not have.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(sql, '(''screening'', ''decision'')', '(''screening'', ''decision'', ''provisional'')')
WHERE type = 'table' AND name = 'chain';
PRAGMA writable_schema = RESET;

-- The newest row of each entry. Only an index: what holds is read from the chain.
CREATE TABLE provisional (
  id       TEXT PRIMARY KEY,
  open     INTEGER NOT NULL CHECK (open IN (0, 1)),
  sequence INTEGER NOT NULL REFERENCES chain (sequence)
) STRICT, WITHOUT ROWID;
