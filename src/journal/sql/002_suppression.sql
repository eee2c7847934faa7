-- Whom officers checked and found not to be the person of an entry, by the decision in force on a
-- screening. Only an index: what holds is read from the decision and the screening in the chain.
CREATE TABLE suppression (
  screening TEXT NOT NULL REFERENCES screening (id),
  entry     TEXT NOT NULL,
  person    BLOB NOT NULL CHECK (length(person) = 32),
  until_us  INTEGER NOT NULL,
  PRIMARY KEY (screening, entry)
) STRICT, WITHOUT ROWID;

CREATE INDEX suppression_by_person ON suppression (person);
