-- The row is there when other posts have this period's key, too. Parties are then handed out.
CREATE TABLE sharing (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  copy INTEGER NOT NULL        -- by which this file is told from one that was lost
) STRICT;
CREATE TABLE outbox (
  first  INTEGER PRIMARY KEY,  -- crossing of the party's first traveller
  sealed BLOB    NOT NULL      -- associate/shared_party.h, sealed under the period's key
) STRICT;
-- Crossings of other posts whose people came back, as the centre numbers them.
CREATE TABLE returned (
  party INTEGER NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (party, place)
) STRICT, WITHOUT ROWID;
