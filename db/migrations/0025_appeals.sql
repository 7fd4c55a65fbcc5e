-- 核对: before publication districts see their own figures and object to single ones; the office answers.
CREATE TABLE check_window (
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL REFERENCES period (code),
  opened_by INTEGER NOT NULL REFERENCES user (id),
  opened_at TEXT NOT NULL,
  closes_at TEXT NOT NULL,
  ended_by INTEGER REFERENCES user (id),
  ended_at TEXT,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
  CHECK (closes_at > opened_at)
) STRICT;
CREATE INDEX check_window_of ON check_window (period);
CREATE TRIGGER check_window_no_delete BEFORE DELETE ON check_window BEGIN SELECT RAISE(ABORT, 'windows end, they are never deleted'); END;
CREATE TRIGGER check_window_no_replace BEFORE INSERT ON check_window WHEN EXISTS (SELECT 1 FROM check_window WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'windows are never replaced'); END;
CREATE TRIGGER check_window_ends_once BEFORE UPDATE ON check_window WHEN OLD.ended_at IS NOT NULL OR OLD.period <> NEW.period OR OLD.opened_by <> NEW.opened_by OR OLD.opened_at <> NEW.opened_at BEGIN SELECT RAISE(ABORT, 'a window ends once and keeps its beginning'); END;
CREATE TABLE check_confirmation (
  id INTEGER PRIMARY KEY,
  window_id INTEGER NOT NULL REFERENCES check_window (id),
  unit_code TEXT NOT NULL REFERENCES org_unit (code),
  content_hash TEXT NOT NULL,
  confirmed_by INTEGER NOT NULL REFERENCES user (id),
  confirmed_at TEXT NOT NULL
) STRICT;
CREATE INDEX check_confirmation_of ON check_confirmation (window_id, unit_code);
CREATE TRIGGER check_confirmation_no_update BEFORE UPDATE ON check_confirmation BEGIN SELECT RAISE(ABORT, 'confirmations are append-only'); END;
CREATE TRIGGER check_confirmation_no_delete BEFORE DELETE ON check_confirmation BEGIN SELECT RAISE(ABORT, 'confirmations are append-only'); END;
CREATE TRIGGER check_confirmation_no_replace BEFORE INSERT ON check_confirmation WHEN EXISTS (SELECT 1 FROM check_confirmation WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'confirmations are never replaced'); END;
CREATE TABLE objection (
  id INTEGER PRIMARY KEY,
  window_id INTEGER NOT NULL REFERENCES check_window (id),
  item_code TEXT NOT NULL REFERENCES data_item (code),
  unit_code TEXT NOT NULL REFERENCES org_unit (code),
  breakdown TEXT NOT NULL DEFAULT '',
  seen_state TEXT NOT NULL CHECK (seen_state IN ('reported', 'not_reported', 'not_applicable', 'not_available', 'withheld')),
  seen_value REAL,
  claimed TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  evidence TEXT NOT NULL CHECK (evidence <> ''),
  state TEXT NOT NULL CHECK (state IN ('submitted', 'upheld', 'refused', 'withdrawn')),
  version INTEGER NOT NULL DEFAULT 1,
  entered_by INTEGER NOT NULL REFERENCES user (id),
  entered_at TEXT NOT NULL,
  answer TEXT NOT NULL DEFAULT '',
  decided_by INTEGER REFERENCES user (id),
  decided_at TEXT,
  CHECK ((state = 'submitted') = (decided_at IS NULL)),
  CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
  CHECK (state NOT IN ('upheld', 'refused') OR (answer <> '' AND decided_by <> entered_by))
) STRICT;
CREATE UNIQUE INDEX objection_one_at_a_time ON objection (window_id, item_code, unit_code, breakdown) WHERE state = 'submitted';
CREATE TRIGGER objection_no_delete BEFORE DELETE ON objection BEGIN SELECT RAISE(ABORT, 'objections are withdrawn, never deleted'); END;
CREATE TRIGGER objection_no_replace BEFORE INSERT ON objection WHEN EXISTS (SELECT 1 FROM objection WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'objections are never replaced'); END;
CREATE TRIGGER objection_decided_once BEFORE UPDATE ON objection WHEN OLD.state <> 'submitted' OR NEW.window_id <> OLD.window_id OR NEW.item_code <> OLD.item_code OR NEW.unit_code <> OLD.unit_code OR NEW.breakdown <> OLD.breakdown OR NEW.seen_state <> OLD.seen_state OR NEW.seen_value IS NOT OLD.seen_value OR NEW.claimed <> OLD.claimed OR NEW.reason <> OLD.reason OR NEW.evidence <> OLD.evidence OR NEW.entered_by <> OLD.entered_by BEGIN SELECT RAISE(ABORT, 'an objection keeps its words and is answered once'); END;
