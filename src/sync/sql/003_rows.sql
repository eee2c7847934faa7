-- A table by rowid with an index beside it: a changed entry is rewritten in its own page, where in an index of whole rows it also
-- moved its neighbours; and shorter pages do, since a row fits whole into a page of a table, but not of an index (docs/figures.md).
CREATE TABLE entry_row (
  row        INTEGER PRIMARY KEY,
  generation INTEGER NOT NULL,
  bucket     INTEGER NOT NULL,
  id         TEXT    NOT NULL,
  revision   INTEGER NOT NULL,
  body       BLOB,              -- NULL: removed
  UNIQUE (generation, bucket, id)
) STRICT;
INSERT INTO entry_row (generation, bucket, id, revision, body)
  SELECT generation, bucket, id, revision, body FROM entry ORDER BY generation, bucket, id;
DROP TABLE entry;
ALTER TABLE entry_row RENAME TO entry;
