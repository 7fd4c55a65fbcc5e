-- A decision names the forms that it shuts (null: decided before it was asked), and never changes that either.
ALTER TABLE release_schedule ADD COLUMN closing TEXT;
DROP TRIGGER release_schedule_keeps_decision;
CREATE TRIGGER release_schedule_keeps_decision BEFORE UPDATE ON release_schedule WHEN OLD.outcome IS NOT NULL OR NEW.id <> OLD.id OR NEW.release_id <> OLD.release_id OR NEW.input_version <> OLD.input_version OR NEW.effective_at <> OLD.effective_at OR NEW.decided_by <> OLD.decided_by OR NEW.decided_at <> OLD.decided_at OR NEW.closing IS NOT OLD.closing BEGIN SELECT RAISE(ABORT, 'a decision is called back, never changed'); END;
