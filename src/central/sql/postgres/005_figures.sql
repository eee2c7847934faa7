-- Monthly figures: what rows of posts' journals were counted to. Never shown as they are (src/figures/protect.h).
--
-- month  year * 12 + month - 1
CREATE TABLE figure (
  device TEXT COLLATE "C" NOT NULL,
  month BIGINT NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  code TEXT COLLATE "C" NOT NULL,
  direction TEXT COLLATE "C" NOT NULL,
  issuing_state TEXT COLLATE "C" NOT NULL,
  age TEXT COLLATE "C" NOT NULL,
  sex TEXT COLLATE "C" NOT NULL,
  count BIGINT NOT NULL,
  PRIMARY KEY (device, month, kind, code, direction, issuing_state, age, sex)
);
CREATE INDEX figure_by_month ON figure (month);

-- How far the journal of each post is counted.
CREATE TABLE figure_place (
  device TEXT COLLATE "C" PRIMARY KEY,
  stream_epoch BIGINT NOT NULL,
  sequence BIGINT NOT NULL
);

-- Where a screening was counted, for the decision that comes later; forgotten after some weeks.
--
-- outcome  of the decision that is counted; '': none
CREATE TABLE figure_crossing (
  device TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  month BIGINT NOT NULL,
  issuing_state TEXT COLLATE "C" NOT NULL,
  age TEXT COLLATE "C" NOT NULL,
  sex TEXT COLLATE "C" NOT NULL,
  outcome TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (device, id)
);
CREATE INDEX figure_crossing_by_month ON figure_crossing (month);
