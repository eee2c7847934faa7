-- Crossings of all posts that a later version of a list says something about. No names: they stand in the post's event.
--
-- digest  of the entry's bytes: one alert for one screening and one state of an entry
CREATE TABLE late_alert (
  id TEXT PRIMARY KEY,  -- UUIDv7
  device TEXT NOT NULL,
  screening TEXT NOT NULL,  -- id
  crossed_us INTEGER NOT NULL,
  list TEXT NOT NULL,
  version INTEGER NOT NULL,
  entry TEXT NOT NULL,
  digest BLOB NOT NULL,
  kind TEXT NOT NULL,
  band TEXT NOT NULL,
  category TEXT NOT NULL,
  action TEXT NOT NULL,
  raised_ms INTEGER NOT NULL,
  UNIQUE (device, screening, list, entry, digest)
) STRICT;

-- How far the centre has looked back because of each list.
--
-- done    version from which it has
-- target  version from which it does now; as done: nothing is to be done
-- device, stream_epoch, sequence  events before it are still to be looked at; '': from the first post
CREATE TABLE look_back (
  list TEXT PRIMARY KEY,
  epoch INTEGER NOT NULL,
  done INTEGER NOT NULL,
  target INTEGER NOT NULL,
  device TEXT NOT NULL,
  stream_epoch INTEGER NOT NULL,
  sequence INTEGER NOT NULL
) STRICT;
