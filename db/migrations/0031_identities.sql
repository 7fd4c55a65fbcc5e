-- Who signed in at the city's own identity service (统一身份认证): known by issuer and subject, opened to an account by an admin alone.
CREATE TABLE identity (
  id INTEGER PRIMARY KEY,
  issuer TEXT NOT NULL CHECK (issuer <> ''),
  subject TEXT NOT NULL CHECK (subject <> ''),
  name TEXT NOT NULL,
  first_seen_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  refused_count INTEGER NOT NULL DEFAULT 0 CHECK (refused_count >= 0),
  user_id INTEGER REFERENCES user (id),
  linked_by INTEGER REFERENCES user (id),
  linked_at TEXT,
  CHECK ((user_id IS NULL) = (linked_at IS NULL)),
  UNIQUE (issuer, subject)
) STRICT;
-- One identity of an issuer for an account, so that it is plain who signs in.
CREATE UNIQUE INDEX identity_of_user ON identity (issuer, user_id) WHERE user_id IS NOT NULL;
CREATE TRIGGER identity_keeps_who BEFORE UPDATE ON identity WHEN NEW.id <> OLD.id OR NEW.issuer <> OLD.issuer OR NEW.subject <> OLD.subject OR NEW.first_seen_at <> OLD.first_seen_at BEGIN SELECT RAISE(ABORT, 'an identity stays who it is'); END;
CREATE TRIGGER identity_no_jump BEFORE UPDATE ON identity WHEN OLD.user_id IS NOT NULL AND NEW.user_id IS NOT NULL AND NEW.user_id <> OLD.user_id BEGIN SELECT RAISE(ABORT, 'an identity is unlinked before it is linked to another account'); END;
ALTER TABLE session ADD COLUMN by_identity INTEGER NOT NULL DEFAULT 0 CHECK (by_identity IN (0, 1));
