-- 重点任务: what a task was called before, and the files behind a report or behind one of its milestones.
ALTER TABLE key_task ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

-- Append-only: what a task was called before and after, by whom and why.
CREATE TABLE key_task_change (
  id INTEGER PRIMARY KEY,
  task_code TEXT NOT NULL REFERENCES key_task (code),
  before_name TEXT NOT NULL,
  after_name TEXT NOT NULL,
  reason TEXT NOT NULL,
  actor_id INTEGER NOT NULL REFERENCES user (id),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX key_task_change_task ON key_task_change (task_code);
CREATE TRIGGER key_task_change_no_update BEFORE UPDATE ON key_task_change BEGIN SELECT RAISE(ABORT, 'changes of tasks are append-only'); END;
CREATE TRIGGER key_task_change_no_delete BEFORE DELETE ON key_task_change BEGIN SELECT RAISE(ABORT, 'changes of tasks are append-only'); END;
CREATE TRIGGER key_task_change_no_replace BEFORE INSERT ON key_task_change WHEN EXISTS (SELECT 1 FROM key_task_change WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'changes of tasks are append-only'); END;

-- Their bytes lie in evidence_file; what is removed keeps its row. milestone: NULL where it proves the report as a whole.
CREATE TABLE key_task_file (
  id INTEGER PRIMARY KEY,
  report_id INTEGER NOT NULL REFERENCES key_task_report (id),
  milestone TEXT,
  name TEXT NOT NULL,
  file_hash TEXT NOT NULL REFERENCES evidence_file (hash),
  added_by INTEGER NOT NULL REFERENCES user (id),
  added_at TEXT NOT NULL,
  removed_by INTEGER REFERENCES user (id),
  removed_at TEXT,
  CHECK ((removed_by IS NULL) = (removed_at IS NULL))
) STRICT;
CREATE INDEX key_task_file_report ON key_task_file (report_id);
