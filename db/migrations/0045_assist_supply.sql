-- 协助材料: what an assisting department supplies to an item of a quarter, in words or as a file; removed by a mark, never changed.
CREATE TABLE assist_supply (
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL REFERENCES period (code),
  item_code TEXT NOT NULL REFERENCES data_item (code),
  department_code TEXT NOT NULL REFERENCES department (code),
  unit_code TEXT REFERENCES org_unit (code),
  name TEXT NOT NULL CHECK (name <> ''),
  file_hash TEXT REFERENCES evidence_file (hash),
  given_by INTEGER NOT NULL REFERENCES user (id),
  given_at TEXT NOT NULL,
  removed_by INTEGER REFERENCES user (id),
  removed_at TEXT,
  CHECK ((removed_by IS NULL) = (removed_at IS NULL))
) STRICT;
CREATE INDEX assist_supply_item ON assist_supply (period, item_code);
CREATE TRIGGER assist_supply_no_delete BEFORE DELETE ON assist_supply BEGIN SELECT RAISE(ABORT, 'what a department supplied is removed by a mark, not deleted'); END;
CREATE TRIGGER assist_supply_stays BEFORE UPDATE ON assist_supply WHEN OLD.removed_at IS NOT NULL OR NEW.id <> OLD.id OR NEW.period <> OLD.period OR NEW.item_code <> OLD.item_code OR NEW.department_code <> OLD.department_code OR NEW.unit_code IS NOT OLD.unit_code OR NEW.name <> OLD.name OR NEW.file_hash IS NOT OLD.file_hash OR NEW.given_by <> OLD.given_by OR NEW.given_at <> OLD.given_at BEGIN SELECT RAISE(ABORT, 'what a department supplied never changes'); END;
