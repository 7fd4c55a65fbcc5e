-- A token by which a program reads in the place of an account: only the hash of its secret is stored.
CREATE TABLE api_token (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES user (id),
  name TEXT NOT NULL CHECK (name <> ''),
  prefix TEXT NOT NULL UNIQUE CHECK (prefix LIKE 'cg\_%' ESCAPE '\' AND length(prefix) = 11),
  token_hash TEXT NOT NULL UNIQUE CHECK (length(token_hash) = 64),
  scope TEXT NOT NULL CHECK (scope <> ''),
  created_at TEXT NOT NULL,
  expires_at TEXT NOT NULL CHECK (expires_at > created_at),
  last_used_at TEXT,
  revoked_by INTEGER REFERENCES user (id),
  revoked_at TEXT,
  CHECK (revoked_by IS NULL OR revoked_at IS NOT NULL)
) STRICT;
CREATE INDEX api_token_of ON api_token (user_id);
CREATE TRIGGER api_token_keeps_aim BEFORE UPDATE ON api_token WHEN NEW.id <> OLD.id OR NEW.user_id <> OLD.user_id OR NEW.name <> OLD.name OR NEW.prefix <> OLD.prefix OR NEW.token_hash <> OLD.token_hash OR NEW.scope <> OLD.scope OR NEW.created_at <> OLD.created_at OR NEW.expires_at <> OLD.expires_at BEGIN SELECT RAISE(ABORT, 'a token stays what it was made as'); END;
CREATE TRIGGER api_token_stays_revoked BEFORE UPDATE ON api_token WHEN OLD.revoked_at IS NOT NULL AND (NEW.revoked_at IS NOT OLD.revoked_at OR NEW.revoked_by IS NOT OLD.revoked_by) BEGIN SELECT RAISE(ABORT, 'a revoked token stays revoked'); END;
CREATE TRIGGER api_token_no_delete BEFORE DELETE ON api_token BEGIN SELECT RAISE(ABORT, 'tokens are kept'); END;
CREATE TRIGGER api_token_no_replace BEFORE INSERT ON api_token WHEN EXISTS (SELECT 1 FROM api_token WHERE id = NEW.id OR prefix = NEW.prefix OR token_hash = NEW.token_hash) BEGIN SELECT RAISE(ABORT, 'tokens are kept'); END;
