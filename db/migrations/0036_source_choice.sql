-- 数据比对: of two departments' figures that do not fit together, which one the office took and why; the newest row holds.
CREATE TABLE source_choice (
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL REFERENCES period (code),
  rule_code TEXT NOT NULL,
  unit_code TEXT NOT NULL REFERENCES org_unit (code),
  place TEXT NOT NULL CHECK (place <> ''),
  first_value REAL NOT NULL,
  second_value REAL NOT NULL,
  adopted TEXT NOT NULL CHECK (adopted IN ('first', 'second', 'both')),
  reason TEXT NOT NULL CHECK (reason <> ''),
  by_id INTEGER NOT NULL REFERENCES user (id),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX source_choice_of ON source_choice (period, rule_code, unit_code);
CREATE TRIGGER source_choice_no_update BEFORE UPDATE ON source_choice BEGIN SELECT RAISE(ABORT, 'choices between sources are append-only'); END;
CREATE TRIGGER source_choice_no_delete BEFORE DELETE ON source_choice BEGIN SELECT RAISE(ABORT, 'choices between sources are append-only'); END;
CREATE TRIGGER source_choice_no_replace BEFORE INSERT ON source_choice WHEN EXISTS (SELECT 1 FROM source_choice WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'choices between sources are never replaced'); END;
-- A catalogue that is installed already gets the two pairs of sources that were not compared before.
UPDATE rule SET position = position + 1 WHERE position > (SELECT position FROM rule WHERE code = 'R28c');
INSERT INTO rule (code, family, severity, scope, title, body, is_active, inactive_reason, position)
  SELECT 'R28d', 'R28', 'warning', 'cross', '职工医保与养老参保人数相差不超过10%', '{"expression":"abs(P_MED - P_PEN) <= 0.1 * P_PEN","kind":"expression","left":"医保与养老参保人数的差额","right":"养老参保人数的10%"}', 1, NULL, position + 1 FROM rule WHERE code = 'R28c';
UPDATE rule SET position = position + 1 WHERE position > (SELECT position FROM rule WHERE code = 'R36');
INSERT INTO rule (code, family, severity, scope, title, body, is_active, inactive_reason, position)
  SELECT 'R36b', 'R36', 'error', 'form', '全市去重人数不大于各区县之和', '{"atMost":true,"items":["P_TRAIN_UNQ"],"kind":"children-sum","tolerance":0}', 1, NULL, position + 1 FROM rule WHERE code = 'R36';
