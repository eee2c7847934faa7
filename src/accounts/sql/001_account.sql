CREATE TABLE account (
  name     TEXT    PRIMARY KEY,
  roles    TEXT    NOT NULL,  -- names of roles, separated by commas
  password TEXT    NOT NULL,  -- argon2id, as libsodium writes it, with salt and cost
  made_s   INTEGER NOT NULL,  -- seconds since 1970-01-01T00:00:00Z
  since_s  INTEGER NOT NULL   -- since when the password is this one
) STRICT, WITHOUT ROWID;
