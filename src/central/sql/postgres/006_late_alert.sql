-- Crossings of all posts that a later version of a list says something about. No names: they stand in the post's event.
--
-- digest  of the entry's bytes: one alert for one screening and one state of an entry
CREATE TABLE late_alert (
  id TEXT COLLATE "C" PRIMARY KEY,  -- UUIDv7
  device TEXT COLLATE "C" NOT NULL,
  screening TEXT COLLATE "C" NOT NULL,  -- id
  crossed_us BIGINT NOT NULL,
  list TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  entry TEXT COLLATE "C" NOT NULL,
  digest BYTEA NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  band TEXT COLLATE "C" NOT NULL,
  category TEXT COLLATE "C" NOT NULL,
  action TEXT COLLATE "C" NOT NULL,
  raised_ms BIGINT NOT NULL,
  UNIQUE (device, screening, list, entry, digest)
);

-- How far the centre has looked back because of each list.
--
-- done    version from which it has
-- target  version from which it does now; as done: nothing is to be done
-- device, stream_epoch, sequence  events before it are still to be looked at; '': from the first post
CREATE TABLE look_back (
  list TEXT COLLATE "C" PRIMARY KEY,
  epoch BIGINT NOT NULL,
  done BIGINT NOT NULL,
  target BIGINT NOT NULL,
  device TEXT COLLATE "C" NOT NULL,
  stream_epoch BIGINT NOT NULL,
  sequence BIGINT NOT NULL
);
