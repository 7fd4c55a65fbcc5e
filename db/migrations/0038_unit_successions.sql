-- 合并 and 拆分: which units took the place of which from a quarter on. One row for each pair of one act.
CREATE TABLE unit_succession (
  predecessor_code TEXT NOT NULL REFERENCES org_unit (code),
  successor_code TEXT NOT NULL REFERENCES org_unit (code),
  kind TEXT NOT NULL CHECK (kind IN ('merge', 'split')),
  valid_from TEXT NOT NULL CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]Q[1-4]'),
  basis TEXT NOT NULL CHECK (basis <> ''),
  decided_by INTEGER NOT NULL REFERENCES user (id),
  decided_at TEXT NOT NULL,
  PRIMARY KEY (predecessor_code, successor_code),
  CHECK (predecessor_code <> successor_code)
) STRICT;
CREATE TRIGGER unit_succession_no_update BEFORE UPDATE ON unit_succession BEGIN SELECT RAISE(ABORT, 'which unit followed which is append-only'); END;
CREATE TRIGGER unit_succession_no_delete BEFORE DELETE ON unit_succession BEGIN SELECT RAISE(ABORT, 'which unit followed which is append-only'); END;
CREATE TRIGGER unit_succession_no_replace BEFORE INSERT ON unit_succession WHEN EXISTS (SELECT 1 FROM unit_succession WHERE predecessor_code = NEW.predecessor_code AND successor_code = NEW.successor_code) BEGIN SELECT RAISE(ABORT, 'which unit followed which is append-only'); END;
