-- Figures from outside the city that its own are drawn beside: 全省平均, 全国平均, a similar city. A row never changes but to be withdrawn.
CREATE TABLE yardstick (
  id INTEGER PRIMARY KEY,
  indicator_code TEXT NOT NULL REFERENCES indicator (code),
  period TEXT NOT NULL CHECK (period GLOB '20[0-9][0-9]Q[1-4]'),
  kind TEXT NOT NULL CHECK (kind IN ('nation', 'province', 'city')),
  name TEXT NOT NULL CHECK (name <> ''),
  value REAL NOT NULL,
  decimals INTEGER NOT NULL CHECK (decimals BETWEEN 0 AND 6),
  numerator REAL,
  denominator REAL CHECK (denominator > 0),
  source TEXT NOT NULL CHECK (source <> ''),
  published_on TEXT NOT NULL CHECK (published_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  loaded_by INTEGER NOT NULL REFERENCES user (id),
  loaded_at TEXT NOT NULL,
  withdrawn_by INTEGER REFERENCES user (id),
  withdrawn_at TEXT,
  withdraw_reason TEXT,
  is_demo INTEGER NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
  CHECK ((numerator IS NULL) = (denominator IS NULL)),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdraw_reason IS NULL))
) STRICT;
CREATE UNIQUE INDEX yardstick_once ON yardstick (indicator_code, period, name) WHERE withdrawn_at IS NULL;
CREATE TRIGGER yardstick_no_update BEFORE UPDATE ON yardstick WHEN OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL OR NEW.id <> OLD.id OR NEW.indicator_code <> OLD.indicator_code OR NEW.period <> OLD.period OR NEW.kind <> OLD.kind OR NEW.name <> OLD.name OR NEW.value <> OLD.value OR NEW.decimals <> OLD.decimals OR NEW.numerator IS NOT OLD.numerator OR NEW.denominator IS NOT OLD.denominator OR NEW.source <> OLD.source OR NEW.published_on <> OLD.published_on OR NEW.loaded_by <> OLD.loaded_by OR NEW.loaded_at <> OLD.loaded_at OR NEW.is_demo <> OLD.is_demo BEGIN SELECT RAISE(ABORT, 'a yardstick never changes but to be withdrawn'); END;
CREATE TRIGGER yardstick_no_delete BEFORE DELETE ON yardstick BEGIN SELECT RAISE(ABORT, 'yardsticks are withdrawn, never deleted'); END;
CREATE TRIGGER yardstick_no_replace BEFORE INSERT ON yardstick WHEN EXISTS (SELECT 1 FROM yardstick WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'yardsticks are withdrawn, never replaced'); END;
