-- 定时发布: a preview that a second person has signed comes out at a set time. Append-only but for the end of a decision.
CREATE TABLE release_schedule (
  id INTEGER PRIMARY KEY,
  release_id INTEGER NOT NULL REFERENCES release (id),
  input_version INTEGER NOT NULL,
  effective_at TEXT NOT NULL,
  decided_by INTEGER NOT NULL REFERENCES user (id),
  decided_at TEXT NOT NULL,
  outcome TEXT CHECK (outcome IN ('published', 'called_back', 'lapsed')),
  ended_at TEXT,
  ended_by INTEGER REFERENCES user (id),
  reason TEXT,
  CHECK ((outcome IS NULL) = (ended_at IS NULL)),
  CHECK (outcome IS NULL OR outcome = 'published' OR length(reason) > 0)
) STRICT;
CREATE UNIQUE INDEX release_schedule_waiting ON release_schedule (release_id) WHERE outcome IS NULL;
CREATE TRIGGER release_schedule_keeps_decision BEFORE UPDATE ON release_schedule WHEN OLD.outcome IS NOT NULL OR NEW.id <> OLD.id OR NEW.release_id <> OLD.release_id OR NEW.input_version <> OLD.input_version OR NEW.effective_at <> OLD.effective_at OR NEW.decided_by <> OLD.decided_by OR NEW.decided_at <> OLD.decided_at BEGIN SELECT RAISE(ABORT, 'a decision is called back, never changed'); END;
CREATE TRIGGER release_schedule_no_delete BEFORE DELETE ON release_schedule BEGIN SELECT RAISE(ABORT, 'decisions are kept'); END;
CREATE TRIGGER release_schedule_no_replace BEFORE INSERT ON release_schedule WHEN EXISTS (SELECT 1 FROM release_schedule WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'decisions are kept'); END;
