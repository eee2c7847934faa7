-- Why a list could not be brought up to date when that was last tried; '' in the place of its name: nobody answered.
CREATE TABLE fault (
  list    TEXT    PRIMARY KEY,
  reason  TEXT    NOT NULL,
  message TEXT    NOT NULL,
  since_s INTEGER NOT NULL  -- seconds since 1970-01-01T00:00:00Z
) STRICT, WITHOUT ROWID;
