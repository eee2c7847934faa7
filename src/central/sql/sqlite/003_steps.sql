-- The single step from the version before, which is kept for longer: posts that check approvals go by these alone.
ALTER TABLE file ADD COLUMN step INTEGER NOT NULL DEFAULT 0;
