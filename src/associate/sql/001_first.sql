-- One file a period. Nothing in it can be read without the period's key, which lies elsewhere.
CREATE TABLE crossing (
  id     INTEGER PRIMARY KEY,  -- travellers of one party follow one another
  sealed BLOB    NOT NULL      -- associate/crossing.h, sealed under the period's key
) STRICT;
CREATE TABLE trace (
  tag      INTEGER NOT NULL,   -- 64 bits of a keyed hash: document, identity, contact ...
  crossing INTEGER NOT NULL,
  PRIMARY KEY (tag, crossing)
) STRICT, WITHOUT ROWID;
CREATE TABLE portrait (
  crossing INTEGER PRIMARY KEY,
  sealed   BLOB    NOT NULL    -- associate/portrait_code.h, sealed under the period's key
) STRICT;
