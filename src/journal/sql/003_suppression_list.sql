-- An entry's id is unique in its list only: what was said of a match names the list too. '': the only list in which the
-- entry matched.
CREATE TABLE suppression_of_list (
  screening TEXT NOT NULL REFERENCES screening (id),
  list      TEXT NOT NULL,
  entry     TEXT NOT NULL,
  person    BLOB NOT NULL CHECK (length(person) = 32),
  until_us  INTEGER NOT NULL,
  PRIMARY KEY (screening, list, entry)
) STRICT, WITHOUT ROWID;
INSERT INTO suppression_of_list SELECT screening, '', entry, person, until_us FROM suppression;
DROP TABLE suppression;
ALTER TABLE suppression_of_list RENAME TO suppression;
CREATE INDEX suppression_by_person ON suppression (person);
