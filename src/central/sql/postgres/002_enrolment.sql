-- How posts come to their certificates, and lose them.

-- Posts that may ask for a certificate, once; of the secret that they show only the hash is kept.
CREATE TABLE invitation (
  device TEXT COLLATE "C" PRIMARY KEY,
  secret_sha256 BYTEA NOT NULL,
  invited_ms BIGINT NOT NULL,
  expires_ms BIGINT NOT NULL,
  used_serial TEXT  -- of the certificate that came of it; NULL: open
);

-- Certificates of posts that the centre issued, or renewed. A post that has any here, or stands
-- below, is accepted with the live ones only.
CREATE TABLE certificate (
  serial TEXT COLLATE "C" PRIMARY KEY,
  device TEXT COLLATE "C" NOT NULL,
  sha256 BYTEA NOT NULL,
  key_sha256 BYTEA NOT NULL,
  issued_ms BIGINT NOT NULL,
  expires_ms BIGINT NOT NULL,
  live BIGINT NOT NULL,
  pem TEXT NOT NULL  -- '': issued by others
);
CREATE INDEX certificate_by_device ON certificate (device, live);

-- Posts that are shut out, until they are enrolled again.
CREATE TABLE revocation (
  device TEXT COLLATE "C" PRIMARY KEY,
  revoked_ms BIGINT NOT NULL,
  revoked_by TEXT NOT NULL,
  reason TEXT NOT NULL
);

-- Counts the changes to the two tables above, so that every process sees them.
ALTER TABLE deployment ADD COLUMN fleet_change BIGINT NOT NULL DEFAULT 0;
