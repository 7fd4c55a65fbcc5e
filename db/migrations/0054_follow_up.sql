-- 督办: what a unit is asked to put right by a day, from a red light, an overdue task or a promise in a speech.
CREATE TABLE follow_up (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('light', 'task', 'speech')),
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

-- Append-only: what became of an item, and what was said.
CREATE TABLE follow_up_step (
  id INTEGER PRIMARY KEY,
  follow_up_id INTEGER NOT NULL REFERENCES follow_up (id),
  action TEXT NOT NULL CHECK (action IN ('open', 'answer', 'return', 'settle', 'accept', 'cancel')),
  note TEXT NOT NULL DEFAULT '',
  actor_id INTEGER NOT NULL REFERENCES user (id),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX follow_up_step_item ON follow_up_step (follow_up_id);
CREATE TRIGGER follow_up_step_no_update BEFORE UPDATE ON follow_up_step BEGIN SELECT RAISE(ABORT, 'steps of follow-ups are append-only'); END;
CREATE TRIGGER follow_up_step_no_delete BEFORE DELETE ON follow_up_step BEGIN SELECT RAISE(ABORT, 'steps of follow-ups are append-only'); END;
CREATE TRIGGER follow_up_step_no_replace BEFORE INSERT ON follow_up_step WHEN EXISTS (SELECT 1 FROM follow_up_step WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'steps of follow-ups are append-only'); END;
