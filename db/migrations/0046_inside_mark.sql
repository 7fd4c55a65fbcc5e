-- Cells that 单位审核人 or 单位负责人 marked when giving a form back to its filler, each with its reason.
CREATE TABLE inside_mark (
  id INTEGER PRIMARY KEY,
  submission_id INTEGER NOT NULL REFERENCES submission (id),
  item_code TEXT NOT NULL,
  unit_code TEXT NOT NULL,
  breakdown TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL CHECK (reason <> ''),
  after_event INTEGER NOT NULL REFERENCES submission_event (id),
  author_id INTEGER NOT NULL REFERENCES user (id),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX inside_mark_submission ON inside_mark (submission_id);
CREATE TRIGGER inside_mark_no_update BEFORE UPDATE ON inside_mark BEGIN SELECT RAISE(ABORT, 'marks inside a unit are append-only'); END;
CREATE TRIGGER inside_mark_no_delete BEFORE DELETE ON inside_mark BEGIN SELECT RAISE(ABORT, 'marks inside a unit are append-only'); END;
