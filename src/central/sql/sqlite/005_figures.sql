-- Monthly figures: what rows of posts' journals were counted to. Never shown as they are (src/figures/protect.h).
--
-- month  year * 12 + month - 1
CREATE TABLE figure (
  device TEXT NOT NULL,
  month INTEGER NOT NULL,
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  direction TEXT NOT NULL,
  issuing_state TEXT NOT NULL,
  age TEXT NOT NULL,
  sex TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (device, month, kind, code, direction, issuing_state, age, sex)
) STRICT;
CREATE INDEX figure_by_month ON figure (month);

-- How far the journal of each post is counted.
CREATE TABLE figure_place (
  device TEXT PRIMARY KEY,
  stream_epoch INTEGER NOT NULL,
  sequence INTEGER NOT NULL
) STRICT;

-- Where a screening was counted, for the decision that comes later; forgotten after some weeks.
--
-- outcome  of the decision that is counted; '': none
CREATE TABLE figure_crossing (
  device TEXT NOT NULL,
  id TEXT NOT NULL,
  month INTEGER NOT NULL,
  issuing_state TEXT NOT NULL,
  age TEXT NOT NULL,
  sex TEXT NOT NULL,
  outcome TEXT NOT NULL,
  PRIMARY KEY (device, id)
) STRICT;
CREATE INDEX figure_crossing_by_month ON figure_crossing (month);
