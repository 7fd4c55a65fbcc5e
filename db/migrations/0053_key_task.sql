-- 重点任务: the plan's tasks, the measures under them with their milestones, and what their departments report each quarter.
CREATE TABLE key_task (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  position INTEGER NOT NULL,
  origin TEXT NOT NULL CHECK (origin IN ('speech', 'proposal', 'office')),
  source TEXT NOT NULL DEFAULT '',
  is_demo INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE key_measure (
  id INTEGER PRIMARY KEY,
  task_code TEXT NOT NULL REFERENCES key_task (code),
  body TEXT NOT NULL CHECK (json_valid(body)),
  lead_department TEXT NOT NULL REFERENCES department (code),
  is_dropped INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1,
  is_demo INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Append-only: what a measure said before and after, by whom and why; before is NULL where it was new.
CREATE TABLE key_measure_change (
  id INTEGER PRIMARY KEY,
  measure_id INTEGER NOT NULL REFERENCES key_measure (id),
  before_body TEXT CHECK (before_body IS NULL OR json_valid(before_body)),
  after_body TEXT NOT NULL CHECK (json_valid(after_body)),
  is_drop INTEGER NOT NULL DEFAULT 0,
  reason TEXT NOT NULL,
  actor_id INTEGER NOT NULL REFERENCES user (id),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX key_measure_change_measure ON key_measure_change (measure_id);
CREATE TRIGGER key_measure_change_no_update BEFORE UPDATE ON key_measure_change BEGIN SELECT RAISE(ABORT, 'changes of measures are append-only'); END;
CREATE TRIGGER key_measure_change_no_delete BEFORE DELETE ON key_measure_change BEGIN SELECT RAISE(ABORT, 'changes of measures are append-only'); END;
CREATE TRIGGER key_measure_change_no_replace BEFORE INSERT ON key_measure_change WHEN EXISTS (SELECT 1 FROM key_measure_change WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'changes of measures are append-only'); END;

CREATE TABLE key_task_report (
  id INTEGER PRIMARY KEY,
  measure_id INTEGER NOT NULL REFERENCES key_measure (id),
  period TEXT NOT NULL,
  standing TEXT NOT NULL CHECK (standing IN ('not_started', 'on_track', 'behind', 'done', 'needs_help')),
  progress TEXT NOT NULL,
  evidence TEXT NOT NULL,
  -- What was completed: [{ milestone, unit, doneOn }]
  completions TEXT NOT NULL CHECK (json_valid(completions)),
  state TEXT NOT NULL CHECK (state IN ('submitted', 'accepted', 'returned')),
  version INTEGER NOT NULL DEFAULT 1,
  written_by INTEGER NOT NULL REFERENCES user (id),
  written_at TEXT NOT NULL,
  is_demo INTEGER NOT NULL DEFAULT 0,
  UNIQUE (measure_id, period)
) STRICT;

-- Append-only: what became of a report, and what it said when it was sent.
CREATE TABLE key_task_step (
  id INTEGER PRIMARY KEY,
  report_id INTEGER NOT NULL REFERENCES key_task_report (id),
  action TEXT NOT NULL CHECK (action IN ('submit', 'accept', 'return', 'reopen')),
  note TEXT NOT NULL DEFAULT '',
  said TEXT CHECK (said IS NULL OR json_valid(said)),
  actor_id INTEGER NOT NULL REFERENCES user (id),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX key_task_step_report ON key_task_step (report_id);
CREATE TRIGGER key_task_step_no_update BEFORE UPDATE ON key_task_step BEGIN SELECT RAISE(ABORT, 'steps of reports are append-only'); END;
CREATE TRIGGER key_task_step_no_delete BEFORE DELETE ON key_task_step BEGIN SELECT RAISE(ABORT, 'steps of reports are append-only'); END;
CREATE TRIGGER key_task_step_no_replace BEFORE INSERT ON key_task_step WHEN EXISTS (SELECT 1 FROM key_task_step WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'steps of reports are append-only'); END;
