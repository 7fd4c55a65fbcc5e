-- What is signed keeps the name it was signed with: every renaming of an account leaves what it was called until then.
CREATE TABLE former_name (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES user (id),
  name TEXT NOT NULL,
  until TEXT NOT NULL
) STRICT;
CREATE INDEX former_name_of ON former_name (user_id);
INSERT INTO former_name (user_id, name, until)
  SELECT user.id, json_extract(audit_event.detail, '$.before.name'), audit_event.at
  FROM audit_event JOIN user ON audit_event.object = 'user:' || user.id
  WHERE audit_event.action = 'user.update' AND json_extract(audit_event.detail, '$.before.name') <> json_extract(audit_event.detail, '$.after.name')
  ORDER BY audit_event.id;
CREATE TRIGGER user_keeps_former_name BEFORE UPDATE OF name ON user WHEN NEW.name <> OLD.name AND (SELECT name FROM former_name WHERE user_id = OLD.id ORDER BY id DESC LIMIT 1) IS NOT OLD.name BEGIN SELECT RAISE(ABORT, 'a renamed account keeps its former name'); END;
CREATE TRIGGER former_name_no_update BEFORE UPDATE ON former_name BEGIN SELECT RAISE(ABORT, 'former names are append-only'); END;
CREATE TRIGGER former_name_no_delete BEFORE DELETE ON former_name BEGIN SELECT RAISE(ABORT, 'former names are append-only'); END;
CREATE TRIGGER former_name_no_replace BEFORE INSERT ON former_name WHEN EXISTS (SELECT 1 FROM former_name WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'former names are append-only'); END;
