-- 校验规则 switched off and on by an admin; the newest row of a rule holds, whatever catalogue is installed later.
CREATE TABLE rule_switch (
  id INTEGER PRIMARY KEY,
  rule_code TEXT NOT NULL REFERENCES rule (code),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  reason TEXT NOT NULL CHECK (reason <> ''),
  by_id INTEGER NOT NULL REFERENCES user (id),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX rule_switch_of ON rule_switch (rule_code);
CREATE TRIGGER rule_switch_no_update BEFORE UPDATE ON rule_switch BEGIN SELECT RAISE(ABORT, 'switches of rules are append-only'); END;
CREATE TRIGGER rule_switch_no_delete BEFORE DELETE ON rule_switch BEGIN SELECT RAISE(ABORT, 'switches of rules are append-only'); END;
CREATE TRIGGER rule_switch_no_replace BEFORE INSERT ON rule_switch WHEN EXISTS (SELECT 1 FROM rule_switch WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'switches of rules are never replaced'); END;
-- A catalogue that is installed already gets the rule on unusual figures, between those of its family and the next one.
UPDATE rule SET position = position + 1 WHERE position > (SELECT position FROM rule WHERE code = 'R32c');
INSERT INTO rule (code, family, severity, scope, title, body, is_active, inactive_reason, position)
  SELECT 'R32d', 'R32', 'warning', 'cell', '数值没有远离本单位历史或其他单位的同期变动', '{"floor":10,"kind":"unusual","leastChange":0.1,"leastPeerChange":0.15,"periodKinds":["FLOW_Q","STOCK_EOQ","YTD_CUM"],"quarters":8}', 1, NULL, position + 1 FROM rule WHERE code = 'R32c';
