-- What posts remember of crossings: hashes and sealed rows (shared_memory.h). Periods are days since 1970.

-- Whose keys are given out. id: by which copies of a key are told from others; it tells nothing of it.
CREATE TABLE shared_period (
  period INTEGER PRIMARY KEY,
  id INTEGER NOT NULL
) STRICT;
-- One row: whoever pushes changes it first, so they come one by one.
CREATE TABLE shared_count (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  number INTEGER NOT NULL                 -- of the newest party or news
) STRICT;
INSERT INTO shared_count VALUES (1, 0);
CREATE TABLE shared_party (
  period INTEGER NOT NULL,
  number INTEGER NOT NULL,
  device TEXT NOT NULL,
  post_number INTEGER NOT NULL,           -- the post's own
  travellers BLOB NOT NULL,               -- sealed rows, each behind its length
  PRIMARY KEY (period, number)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX shared_party_of_post ON shared_party (period, device, post_number);
CREATE TABLE shared_trace (
  period INTEGER NOT NULL,
  tag INTEGER NOT NULL,
  party INTEGER NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (period, tag, party, place)
) STRICT, WITHOUT ROWID;
-- Who was seen again in the other direction.
CREATE TABLE shared_return (
  period INTEGER NOT NULL,
  party INTEGER NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (period, party, place)
) STRICT, WITHOUT ROWID;
-- What a post was not told when it asked, as it was not here yet.
CREATE TABLE shared_news (
  device TEXT NOT NULL,
  number INTEGER NOT NULL,
  period INTEGER NOT NULL,                -- of the party that it concerns
  post_number INTEGER NOT NULL,
  other_period INTEGER NOT NULL,          -- of what is told
  party INTEGER NOT NULL,
  pairs BLOB NOT NULL,
  PRIMARY KEY (device, number)
) STRICT, WITHOUT ROWID;
