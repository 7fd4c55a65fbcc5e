-- What a lead department states of a figure behind its target or missing: cause, measures, expectation. Decided on by other eyes.
CREATE TABLE statement (
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL REFERENCES period (code),
  indicator_code TEXT NOT NULL REFERENCES indicator (code),
  unit_code TEXT NOT NULL REFERENCES org_unit (code),
  department_code TEXT NOT NULL REFERENCES department (code),
  kind TEXT NOT NULL CHECK (kind IN ('late', 'not_reported')),
  cause TEXT NOT NULL CHECK (cause <> ''),
  measures TEXT NOT NULL CHECK (measures <> ''),
  until TEXT NOT NULL CHECK (until GLOB '20[0-9][0-9]Q[1-4]'),
  value REAL,
  state TEXT NOT NULL CHECK (state IN ('submitted', 'accepted', 'returned', 'withdrawn', 'revoked')),
  version INTEGER NOT NULL DEFAULT 1,
  written_by INTEGER NOT NULL REFERENCES user (id),
  written_at TEXT NOT NULL,
  accepted_by INTEGER REFERENCES user (id),
  accepted_at TEXT,
  is_demo INTEGER NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
  CHECK ((accepted_at IS NULL) = (accepted_by IS NULL)),
  CHECK (until > period),
  CHECK (value IS NOT NULL OR kind = 'not_reported')
) STRICT;
CREATE UNIQUE INDEX statement_one_at_a_time ON statement (period, indicator_code, unit_code) WHERE state IN ('submitted', 'accepted', 'returned');
CREATE TRIGGER statement_no_delete BEFORE DELETE ON statement BEGIN SELECT RAISE(ABORT, 'statements are withdrawn or revoked, never deleted'); END;
CREATE TRIGGER statement_no_replace BEFORE INSERT ON statement WHEN EXISTS (SELECT 1 FROM statement WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'statements are never replaced'); END;
CREATE TRIGGER statement_place_stays BEFORE UPDATE ON statement WHEN OLD.period <> NEW.period OR OLD.indicator_code <> NEW.indicator_code OR OLD.unit_code <> NEW.unit_code BEGIN SELECT RAISE(ABORT, 'a statement stays with its figure'); END;
CREATE TRIGGER statement_accepted_stays BEFORE UPDATE ON statement WHEN OLD.state = 'accepted' AND (NEW.state NOT IN ('accepted', 'revoked') OR NEW.kind <> OLD.kind OR NEW.cause <> OLD.cause OR NEW.measures <> OLD.measures OR NEW.until <> OLD.until OR NEW.value IS NOT OLD.value OR NEW.department_code <> OLD.department_code OR NEW.written_by <> OLD.written_by) BEGIN SELECT RAISE(ABORT, 'an accepted statement never changes but to be revoked'); END;
CREATE TABLE statement_step (
  id INTEGER PRIMARY KEY,
  statement_id INTEGER NOT NULL REFERENCES statement (id),
  action TEXT NOT NULL CHECK (action IN ('submit', 'accept', 'return', 'withdraw', 'revoke')),
  note TEXT NOT NULL DEFAULT '',
  actor_id INTEGER NOT NULL REFERENCES user (id),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX statement_step_of ON statement_step (statement_id);
CREATE TRIGGER statement_step_no_update BEFORE UPDATE ON statement_step BEGIN SELECT RAISE(ABORT, 'steps of statements are append-only'); END;
CREATE TRIGGER statement_step_no_delete BEFORE DELETE ON statement_step BEGIN SELECT RAISE(ABORT, 'steps of statements are append-only'); END;
CREATE TRIGGER statement_step_no_replace BEFORE INSERT ON statement_step WHEN EXISTS (SELECT 1 FROM statement_step WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'steps of statements are append-only'); END;
