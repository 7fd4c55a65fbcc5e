-- 定性评分: one item of one quarter, scored by named reviewers against a written scale; what it comes to is written into the cells.
CREATE TABLE appraisal (
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL REFERENCES period (code),
  form_code TEXT NOT NULL REFERENCES form (code),
  item_code TEXT NOT NULL REFERENCES data_item (code),
  scale TEXT NOT NULL,
  least INTEGER NOT NULL CHECK (least >= 3),
  reason TEXT NOT NULL CHECK (reason <> ''),
  state TEXT NOT NULL CHECK (state IN ('open', 'shut', 'written', 'cancelled')),
  round INTEGER NOT NULL DEFAULT 1,
  version INTEGER NOT NULL DEFAULT 1,
  opened_by INTEGER NOT NULL REFERENCES user (id),
  opened_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX appraisal_once ON appraisal (period, item_code) WHERE state <> 'cancelled';
CREATE TRIGGER appraisal_no_delete BEFORE DELETE ON appraisal BEGIN SELECT RAISE(ABORT, 'appraisals are cancelled, never deleted'); END;
CREATE TRIGGER appraisal_no_replace BEFORE INSERT ON appraisal WHEN EXISTS (SELECT 1 FROM appraisal WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'appraisals are never replaced'); END;
CREATE TRIGGER appraisal_keeps BEFORE UPDATE ON appraisal WHEN OLD.state = 'cancelled' OR NEW.id <> OLD.id OR NEW.period <> OLD.period OR NEW.form_code <> OLD.form_code OR NEW.item_code <> OLD.item_code OR NEW.scale <> OLD.scale OR NEW.least <> OLD.least OR NEW.reason <> OLD.reason OR NEW.opened_by <> OLD.opened_by OR NEW.opened_at <> OLD.opened_at OR NEW.round < OLD.round BEGIN SELECT RAISE(ABORT, 'an appraisal keeps its item and its scale'); END;
CREATE TABLE appraisal_scorer (
  appraisal_id INTEGER NOT NULL REFERENCES appraisal (id),
  user_id INTEGER NOT NULL REFERENCES user (id),
  PRIMARY KEY (appraisal_id, user_id)
) STRICT;
CREATE INDEX appraisal_scorer_of ON appraisal_scorer (user_id);
CREATE TRIGGER appraisal_scorer_no_update BEFORE UPDATE ON appraisal_scorer BEGIN SELECT RAISE(ABORT, 'scorers are added, never changed'); END;
CREATE TRIGGER appraisal_scorer_no_delete BEFORE DELETE ON appraisal_scorer BEGIN SELECT RAISE(ABORT, 'scorers are added, never taken away'); END;
CREATE TRIGGER appraisal_scorer_no_replace BEFORE INSERT ON appraisal_scorer WHEN EXISTS (SELECT 1 FROM appraisal_scorer WHERE appraisal_id = NEW.appraisal_id AND user_id = NEW.user_id) BEGIN SELECT RAISE(ABORT, 'scorers are never replaced'); END;
CREATE TABLE appraisal_score (
  id INTEGER PRIMARY KEY,
  appraisal_id INTEGER NOT NULL REFERENCES appraisal (id),
  round INTEGER NOT NULL,
  unit_code TEXT NOT NULL REFERENCES org_unit (code),
  scorer_id INTEGER NOT NULL REFERENCES user (id),
  points REAL NOT NULL,
  reason TEXT NOT NULL CHECK (reason <> ''),
  evidence TEXT NOT NULL CHECK (evidence <> ''),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX appraisal_score_of ON appraisal_score (appraisal_id);
CREATE TRIGGER appraisal_score_no_update BEFORE UPDATE ON appraisal_score BEGIN SELECT RAISE(ABORT, 'scores are append-only'); END;
CREATE TRIGGER appraisal_score_no_delete BEFORE DELETE ON appraisal_score BEGIN SELECT RAISE(ABORT, 'scores are append-only'); END;
CREATE TRIGGER appraisal_score_no_replace BEFORE INSERT ON appraisal_score WHEN EXISTS (SELECT 1 FROM appraisal_score WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'scores are never replaced'); END;
CREATE TABLE appraisal_step (
  id INTEGER PRIMARY KEY,
  appraisal_id INTEGER NOT NULL REFERENCES appraisal (id),
  action TEXT NOT NULL CHECK (action IN ('open', 'shut', 'again', 'write', 'cancel')),
  note TEXT NOT NULL DEFAULT '',
  actor_id INTEGER NOT NULL REFERENCES user (id),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX appraisal_step_of ON appraisal_step (appraisal_id);
CREATE TRIGGER appraisal_step_no_update BEFORE UPDATE ON appraisal_step BEGIN SELECT RAISE(ABORT, 'steps are append-only'); END;
CREATE TRIGGER appraisal_step_no_delete BEFORE DELETE ON appraisal_step BEGIN SELECT RAISE(ABORT, 'steps are append-only'); END;
CREATE TRIGGER appraisal_step_no_replace BEFORE INSERT ON appraisal_step WHEN EXISTS (SELECT 1 FROM appraisal_step WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'steps are never replaced'); END;
