-- 催报 that was done: whom, when and by which text. What was said stays.
CREATE TABLE reminder (
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL REFERENCES period (code),
  reporter TEXT NOT NULL,
  text TEXT NOT NULL CHECK (text <> ''),
  reminded_by INTEGER NOT NULL REFERENCES user (id),
  reminded_at TEXT NOT NULL
) STRICT;
CREATE INDEX reminder_period ON reminder (period, reporter);
CREATE TRIGGER reminder_no_update BEFORE UPDATE ON reminder BEGIN SELECT RAISE(ABORT, 'reminders are append-only'); END;
CREATE TRIGGER reminder_no_delete BEFORE DELETE ON reminder BEGIN SELECT RAISE(ABORT, 'reminders are append-only'); END;
