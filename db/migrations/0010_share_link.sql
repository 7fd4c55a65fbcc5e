-- A link for a meeting: one page of one release without an account, for a time.
CREATE TABLE share_link (
  id INTEGER PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE CHECK (length(token_hash) = 64),
  address TEXT NOT NULL CHECK (address LIKE '/%'),
  release_code TEXT,
  purpose TEXT NOT NULL,
  created_by INTEGER NOT NULL REFERENCES user (id),
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  revoked_by INTEGER REFERENCES user (id),
  revoked_at TEXT,
  first_used_at TEXT,
  last_used_at TEXT,
  use_count INTEGER NOT NULL DEFAULT 0,
  CHECK ((revoked_at IS NULL) = (revoked_by IS NULL))
) STRICT;
CREATE INDEX share_link_of ON share_link (created_by);
CREATE TRIGGER share_link_keeps_aim BEFORE UPDATE ON share_link WHEN NEW.id <> OLD.id OR NEW.token_hash <> OLD.token_hash OR NEW.address <> OLD.address OR NEW.release_code IS NOT OLD.release_code OR NEW.created_by <> OLD.created_by OR NEW.created_at <> OLD.created_at BEGIN SELECT RAISE(ABORT, 'a link always opens what it was made for'); END;
CREATE TRIGGER share_link_stays_revoked BEFORE UPDATE ON share_link WHEN OLD.revoked_at IS NOT NULL AND (NEW.revoked_at IS NOT OLD.revoked_at OR NEW.expires_at <> OLD.expires_at) BEGIN SELECT RAISE(ABORT, 'a revoked link stays revoked'); END;
CREATE TRIGGER share_link_no_delete BEFORE DELETE ON share_link BEGIN SELECT RAISE(ABORT, 'links are kept'); END;
CREATE TRIGGER share_link_no_replace BEFORE INSERT ON share_link WHEN EXISTS (SELECT 1 FROM share_link WHERE id = NEW.id OR token_hash = NEW.token_hash) BEGIN SELECT RAISE(ABORT, 'links are kept'); END;
