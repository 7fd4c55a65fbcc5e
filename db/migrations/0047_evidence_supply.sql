-- 佐证 that was taken from what an assisting department supplied; null: the reporter's own.
ALTER TABLE evidence ADD COLUMN supply_id INTEGER REFERENCES assist_supply (id);
CREATE TRIGGER evidence_supply_stays BEFORE UPDATE ON evidence WHEN NEW.supply_id IS NOT OLD.supply_id BEGIN SELECT RAISE(ABORT, 'where evidence came from never changes'); END;
