-- What a department reports of a unit besides figures, with evidence: accidents, cases, commendations. Decided on by other eyes.
CREATE TABLE matter (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind <> ''),
  unit_code TEXT NOT NULL REFERENCES org_unit (code),
  department_code TEXT NOT NULL REFERENCES department (code),
  happened_on TEXT NOT NULL CHECK (happened_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  what TEXT NOT NULL CHECK (what <> ''),
  evidence TEXT NOT NULL CHECK (evidence <> ''),
  state TEXT NOT NULL CHECK (state IN ('submitted', 'accepted', 'returned', 'withdrawn', 'revoked')),
  version INTEGER NOT NULL DEFAULT 1,
  entered_by INTEGER NOT NULL REFERENCES user (id),
  entered_at TEXT NOT NULL,
  accepted_by INTEGER REFERENCES user (id),
  accepted_at TEXT,
  is_demo INTEGER NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
  CHECK ((accepted_at IS NULL) = (accepted_by IS NULL))
) STRICT;
CREATE INDEX matter_when ON matter (happened_on);
CREATE TRIGGER matter_no_delete BEFORE DELETE ON matter BEGIN SELECT RAISE(ABORT, 'matters are withdrawn or revoked, never deleted'); END;
CREATE TRIGGER matter_accepted_stays BEFORE UPDATE ON matter WHEN OLD.state = 'accepted' AND (NEW.state NOT IN ('accepted', 'revoked') OR NEW.kind <> OLD.kind OR NEW.unit_code <> OLD.unit_code OR NEW.happened_on <> OLD.happened_on OR NEW.what <> OLD.what OR NEW.evidence <> OLD.evidence OR NEW.entered_by <> OLD.entered_by) BEGIN SELECT RAISE(ABORT, 'an accepted matter never changes but to be revoked'); END;
CREATE TABLE matter_step (
  id INTEGER PRIMARY KEY,
  matter_id INTEGER NOT NULL REFERENCES matter (id),
  action TEXT NOT NULL CHECK (action IN ('submit', 'accept', 'return', 'withdraw', 'revoke')),
  note TEXT NOT NULL DEFAULT '',
  actor_id INTEGER NOT NULL REFERENCES user (id),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX matter_step_of ON matter_step (matter_id);
CREATE TRIGGER matter_step_no_update BEFORE UPDATE ON matter_step BEGIN SELECT RAISE(ABORT, 'steps of matters are append-only'); END;
CREATE TRIGGER matter_step_no_delete BEFORE DELETE ON matter_step BEGIN SELECT RAISE(ABORT, 'steps of matters are append-only'); END;
CREATE TRIGGER matter_step_no_replace BEFORE INSERT ON matter_step WHEN EXISTS (SELECT 1 FROM matter_step WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'steps of matters are append-only'); END;
CREATE TRIGGER matter_no_replace BEFORE INSERT ON matter WHEN EXISTS (SELECT 1 FROM matter WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'matters are never replaced'); END;
UPDATE setting SET value = json_set(value, '$.matterKinds', json('[]'))
  WHERE key = 'catalogueGuide' AND json_type(value, '$.matterKinds') IS NULL;
