-- 问答: what readers of a form ask and answer under one of its figures. It moves neither a number nor a state.
CREATE TABLE thread (
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL REFERENCES period (code),
  form_code TEXT NOT NULL REFERENCES form (code),
  reporter TEXT NOT NULL,
  item_code TEXT NOT NULL REFERENCES data_item (code),
  unit_code TEXT NOT NULL REFERENCES org_unit (code),
  breakdown TEXT NOT NULL DEFAULT '',
  asked_by INTEGER NOT NULL REFERENCES user (id),
  asked_at TEXT NOT NULL,
  closed_by INTEGER REFERENCES user (id),
  closed_at TEXT,
  CHECK ((closed_at IS NULL) = (closed_by IS NULL))
) STRICT;
CREATE INDEX thread_of ON thread (period, form_code, reporter);
CREATE TRIGGER thread_no_delete BEFORE DELETE ON thread BEGIN SELECT RAISE(ABORT, 'threads are closed, never deleted'); END;
CREATE TRIGGER thread_no_replace BEFORE INSERT ON thread WHEN EXISTS (SELECT 1 FROM thread WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'threads are never replaced'); END;
CREATE TRIGGER thread_closed_once BEFORE UPDATE ON thread WHEN OLD.closed_at IS NOT NULL OR NEW.closed_at IS NULL OR NEW.id <> OLD.id OR NEW.period <> OLD.period OR NEW.form_code <> OLD.form_code OR NEW.reporter <> OLD.reporter OR NEW.item_code <> OLD.item_code OR NEW.unit_code <> OLD.unit_code OR NEW.breakdown <> OLD.breakdown OR NEW.asked_by <> OLD.asked_by OR NEW.asked_at <> OLD.asked_at BEGIN SELECT RAISE(ABORT, 'a thread keeps its place and is closed once'); END;
CREATE TABLE remark (
  id INTEGER PRIMARY KEY,
  thread_id INTEGER NOT NULL REFERENCES thread (id),
  text TEXT NOT NULL CHECK (text <> ''),
  author_id INTEGER NOT NULL REFERENCES user (id),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX remark_of ON remark (thread_id);
CREATE TRIGGER remark_no_update BEFORE UPDATE ON remark BEGIN SELECT RAISE(ABORT, 'remarks are append-only'); END;
CREATE TRIGGER remark_no_delete BEFORE DELETE ON remark BEGIN SELECT RAISE(ABORT, 'remarks are append-only'); END;
CREATE TRIGGER remark_no_replace BEFORE INSERT ON remark WHEN EXISTS (SELECT 1 FROM remark WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'remarks are never replaced'); END;
CREATE TABLE remark_mention (
  remark_id INTEGER NOT NULL REFERENCES remark (id),
  user_id INTEGER NOT NULL REFERENCES user (id),
  PRIMARY KEY (remark_id, user_id)
) STRICT;
CREATE INDEX remark_mention_of ON remark_mention (user_id);
CREATE TRIGGER remark_mention_no_update BEFORE UPDATE ON remark_mention BEGIN SELECT RAISE(ABORT, 'mentions are append-only'); END;
CREATE TRIGGER remark_mention_no_delete BEFORE DELETE ON remark_mention BEGIN SELECT RAISE(ABORT, 'mentions are append-only'); END;
CREATE TRIGGER remark_mention_no_replace BEFORE INSERT ON remark_mention WHEN EXISTS (SELECT 1 FROM remark_mention WHERE remark_id = NEW.remark_id AND user_id = NEW.user_id) BEGIN SELECT RAISE(ABORT, 'mentions are never replaced'); END;
