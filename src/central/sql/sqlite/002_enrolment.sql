-- How posts come to their certificates, and lose them.

-- Posts that may ask for a certificate, once; of the secret that they show only the hash is kept.
CREATE TABLE invitation (
  device TEXT PRIMARY KEY,
  secret_sha256 BLOB NOT NULL,
  invited_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL,
  used_serial TEXT                        -- of the certificate that came of it; NULL: open
) STRICT, WITHOUT ROWID;

-- Certificates of posts that the centre issued, or renewed. A post that has any here, or stands
-- below, is accepted with the live ones only.
CREATE TABLE certificate (
  serial TEXT PRIMARY KEY,
  device TEXT NOT NULL,
  sha256 BLOB NOT NULL,
  key_sha256 BLOB NOT NULL,
  issued_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL,
  live INTEGER NOT NULL,
  pem TEXT NOT NULL                       -- '': issued by others
) STRICT, WITHOUT ROWID;
CREATE INDEX certificate_by_device ON certificate (device, live);

-- Posts that are shut out, until they are enrolled again.
CREATE TABLE revocation (
  device TEXT PRIMARY KEY,
  revoked_ms INTEGER NOT NULL,
  revoked_by TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Counts the changes to the two tables above, so that every process sees them.
ALTER TABLE deployment ADD COLUMN fleet_change INTEGER NOT NULL DEFAULT 0;
