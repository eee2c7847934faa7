-- What posts remember of crossings: hashes and sealed rows (shared_memory.h). Periods are days since 1970.

-- Whose keys are given out. id: by which copies of a key are told from others; it tells nothing of it.
CREATE TABLE shared_period (
  period BIGINT PRIMARY KEY,
  id BIGINT NOT NULL
);
-- One row: whoever pushes changes it first, so they come one by one.
CREATE TABLE shared_count (
  one BIGINT PRIMARY KEY CHECK (one = 1),
  number BIGINT NOT NULL  -- of the newest party or news
);
INSERT INTO shared_count VALUES (1, 0);
-- These three have a partition a period, made with its key and dropped with it.
CREATE TABLE shared_party (
  period BIGINT NOT NULL,
  number BIGINT NOT NULL,
  device TEXT COLLATE "C" NOT NULL,
  post_number BIGINT NOT NULL,  -- the post's own
  travellers BYTEA NOT NULL,  -- sealed rows, each behind its length
  PRIMARY KEY (period, number)
) PARTITION BY LIST (period);
CREATE UNIQUE INDEX shared_party_of_post ON shared_party (period, device, post_number);
CREATE TABLE shared_trace (
  period BIGINT NOT NULL,
  tag BIGINT NOT NULL,
  party BIGINT NOT NULL,
  place BIGINT NOT NULL,
  PRIMARY KEY (period, tag, party, place)
) PARTITION BY LIST (period);
-- Who was seen again in the other direction.
CREATE TABLE shared_return (
  period BIGINT NOT NULL,
  party BIGINT NOT NULL,
  place BIGINT NOT NULL,
  PRIMARY KEY (period, party, place)
) PARTITION BY LIST (period);
-- What a post was not told when it asked, as it was not here yet.
CREATE TABLE shared_news (
  device TEXT COLLATE "C" NOT NULL,
  number BIGINT NOT NULL,
  period BIGINT NOT NULL,  -- of the party that it concerns
  post_number BIGINT NOT NULL,
  other_period BIGINT NOT NULL,  -- of what is told
  party BIGINT NOT NULL,
  pairs BYTEA NOT NULL,
  PRIMARY KEY (device, number)
);
