-- What lists with filters and statistics are made from. Everything here stands in the chain too; verification compares.
--
-- state       how far the decision has come: 'open', or the newest decision's standing
-- outcome     of the newest decision
-- decided_us  its time
-- elapsed_us  from images to answer
-- suppressed  matches that officers had found to be somebody else
ALTER TABLE screening ADD COLUMN state TEXT NOT NULL DEFAULT 'open'
  CHECK (state IN ('open', 'in_force', 'awaits_signature', 'sent_back'));
ALTER TABLE screening ADD COLUMN outcome TEXT;
ALTER TABLE screening ADD COLUMN decided_us INTEGER;
ALTER TABLE screening ADD COLUMN elapsed_us INTEGER NOT NULL DEFAULT 0;
ALTER TABLE screening ADD COLUMN suppressed INTEGER NOT NULL DEFAULT 0;

UPDATE screening SET
  elapsed_us = (SELECT ifnull(sum(json_extract(t.value, '$.elapsed_us')), 0)
                FROM chain c, json_each(c.payload, '$.timings') t WHERE c.sequence = screening.sequence),
  suppressed = (SELECT count(*) FROM chain c, json_each(c.payload, '$.matches') m
                WHERE c.sequence = screening.sequence AND json_extract(m.value, '$.suppression') IS NOT NULL);
UPDATE screening SET (state, outcome, decided_us) =
    (SELECT 'in_force', json_extract(payload, '$.decision.outcome'), json_extract(payload, '$.decision.time')
     FROM chain c WHERE c.sequence = decision_sequence)
  WHERE decision_sequence IS NOT NULL;

CREATE INDEX screening_by_time ON screening (time_us);
CREATE INDEX screening_by_state ON screening (state, time_us);
CREATE INDEX screening_by_lane ON screening (lane, time_us);
CREATE INDEX screening_by_advice ON screening (advice, time_us);

-- Of what a screening may have several: the reasons of its verdict, the bands of matches that alert, the officers of its
-- newest decision.
CREATE TABLE screening_mark (
  kind     TEXT NOT NULL CHECK (kind IN ('reason', 'band', 'officer')),
  value    TEXT NOT NULL,
  time_us  INTEGER NOT NULL,
  sequence INTEGER NOT NULL REFERENCES screening (sequence),
  PRIMARY KEY (kind, value, time_us, sequence)
) STRICT, WITHOUT ROWID;
CREATE INDEX screening_mark_by_time ON screening_mark (kind, time_us);

INSERT OR IGNORE INTO screening_mark
  SELECT 'reason', json_extract(r.value, '$.code'), s.time_us, s.sequence
  FROM screening s JOIN chain c USING (sequence), json_each(c.payload, '$.verdict.reasons') r;
INSERT OR IGNORE INTO screening_mark
  SELECT 'band', json_extract(m.value, '$.band'), s.time_us, s.sequence
  FROM screening s JOIN chain c USING (sequence), json_each(c.payload, '$.matches') m
  WHERE json_extract(m.value, '$.alert');
INSERT OR IGNORE INTO screening_mark
  SELECT 'officer', o.value, s.time_us, s.sequence
  FROM screening s JOIN chain d ON d.sequence = s.decision_sequence,
       json_each(json_array(json_extract(d.payload, '$.decision.officer'),
                            json_extract(d.payload, '$.decision.second_officer'))) o
  WHERE o.value <> '';
