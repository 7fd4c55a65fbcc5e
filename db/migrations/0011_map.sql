-- The city's own outlines with their 审图号, as dated versions that never change; taking one out of use is a row of its own.
CREATE TABLE map_version (
  id INTEGER PRIMARY KEY,
  applies_from TEXT NOT NULL,
  approval_no TEXT NOT NULL CHECK (approval_no <> ''),
  maker TEXT NOT NULL CHECK (maker <> ''),
  file_name TEXT NOT NULL,
  file_hash TEXT NOT NULL,
  body TEXT NOT NULL,
  taken_by INTEGER NOT NULL REFERENCES user (id),
  taken_at TEXT NOT NULL
) STRICT;
CREATE TABLE map_withdrawal (
  map_id INTEGER PRIMARY KEY REFERENCES map_version (id),
  reason TEXT NOT NULL CHECK (reason <> ''),
  by INTEGER NOT NULL REFERENCES user (id),
  at TEXT NOT NULL
) STRICT;
CREATE TRIGGER map_version_no_update BEFORE UPDATE ON map_version BEGIN SELECT RAISE(ABORT, 'a map is never changed: take a new version'); END;
CREATE TRIGGER map_version_no_delete BEFORE DELETE ON map_version BEGIN SELECT RAISE(ABORT, 'maps are append-only'); END;
CREATE TRIGGER map_version_no_replace BEFORE INSERT ON map_version WHEN EXISTS (SELECT 1 FROM map_version WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'maps are append-only'); END;
CREATE TRIGGER map_withdrawal_no_update BEFORE UPDATE ON map_withdrawal BEGIN SELECT RAISE(ABORT, 'withdrawals of maps are append-only'); END;
CREATE TRIGGER map_withdrawal_no_delete BEFORE DELETE ON map_withdrawal BEGIN SELECT RAISE(ABORT, 'withdrawals of maps are append-only'); END;
CREATE TRIGGER map_withdrawal_no_replace BEFORE INSERT ON map_withdrawal WHEN EXISTS (SELECT 1 FROM map_withdrawal WHERE map_id = NEW.map_id) BEGIN SELECT RAISE(ABORT, 'withdrawals of maps are append-only'); END;
