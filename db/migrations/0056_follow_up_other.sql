-- 督办 from another source than a light, a task or a speech, and days that the office puts off: both tables take one word more.
CREATE TABLE follow_up_new (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('light', 'task', 'speech', 'other')),
  -- What it was opened from, with names and figures as they stood.
  cause_of TEXT NOT NULL CHECK (json_valid(cause_of)),
  department_code TEXT REFERENCES department (code),
  unit_code TEXT REFERENCES org_unit (code),
  requirement TEXT NOT NULL,
  due_on TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'answered', 'returned', 'closed', 'cancelled')),
  reason TEXT NOT NULL DEFAULT '',
  measures TEXT NOT NULL DEFAULT '',
  expected_on TEXT,
  answered_by INTEGER REFERENCES user (id),
  -- How it was closed: by data with what was and what is, or by the office with its reason.
  closing TEXT CHECK (closing IS NULL OR json_valid(closing)),
  version INTEGER NOT NULL DEFAULT 1,
  opened_by INTEGER NOT NULL REFERENCES user (id),
  opened_at TEXT NOT NULL,
  is_demo INTEGER NOT NULL DEFAULT 0,
  CHECK ((department_code IS NULL) <> (unit_code IS NULL)),
  CHECK ((state = 'closed') = (closing IS NOT NULL))
) STRICT;
INSERT INTO follow_up_new (id, kind, cause_of, department_code, unit_code, requirement, due_on, state, reason, measures, expected_on, answered_by, closing, version, opened_by, opened_at, is_demo)
  SELECT id, kind, cause_of, department_code, unit_code, requirement, due_on, state, reason, measures, expected_on, answered_by, closing, version, opened_by, opened_at, is_demo FROM follow_up;

-- Append-only: what became of an item, and what was said. `before_due_on` and `after_due_on`: of a day that was put off.
CREATE TABLE follow_up_step_new (
  id INTEGER PRIMARY KEY,
  follow_up_id INTEGER NOT NULL REFERENCES follow_up_new (id),
  action TEXT NOT NULL CHECK (action IN ('open', 'answer', 'return', 'settle', 'accept', 'cancel', 'extend')),
  note TEXT NOT NULL DEFAULT '',
  before_due_on TEXT,
  after_due_on TEXT,
  actor_id INTEGER NOT NULL REFERENCES user (id),
  at TEXT NOT NULL,
  CHECK ((action = 'extend') = (before_due_on IS NOT NULL)),
  CHECK ((before_due_on IS NULL) = (after_due_on IS NULL))
) STRICT;
INSERT INTO follow_up_step_new (id, follow_up_id, action, note, actor_id, at)
  SELECT id, follow_up_id, action, note, actor_id, at FROM follow_up_step;

DROP TABLE follow_up_step;
DROP TABLE follow_up;
ALTER TABLE follow_up_new RENAME TO follow_up;
ALTER TABLE follow_up_step_new RENAME TO follow_up_step;
CREATE INDEX follow_up_step_item ON follow_up_step (follow_up_id);
CREATE TRIGGER follow_up_step_no_update BEFORE UPDATE ON follow_up_step BEGIN SELECT RAISE(ABORT, 'steps of follow-ups are append-only'); END;
CREATE TRIGGER follow_up_step_no_delete BEFORE DELETE ON follow_up_step BEGIN SELECT RAISE(ABORT, 'steps of follow-ups are append-only'); END;
CREATE TRIGGER follow_up_step_no_replace BEFORE INSERT ON follow_up_step WHEN EXISTS (SELECT 1 FROM follow_up_step WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'steps of follow-ups are append-only'); END;
