-- How the city's indicators stand for the province's (省平台移交): whole mappings as dated versions that never change.
CREATE TABLE handover_mapping (
  id INTEGER PRIMARY KEY,
  body TEXT NOT NULL,
  note TEXT NOT NULL CHECK (note <> ''),
  saved_by INTEGER NOT NULL REFERENCES user (id),
  saved_at TEXT NOT NULL
) STRICT;
CREATE TRIGGER handover_mapping_no_update BEFORE UPDATE ON handover_mapping BEGIN SELECT RAISE(ABORT, 'a mapping is never changed: save a new version'); END;
CREATE TRIGGER handover_mapping_no_delete BEFORE DELETE ON handover_mapping BEGIN SELECT RAISE(ABORT, 'mappings are append-only'); END;
CREATE TRIGGER handover_mapping_no_replace BEFORE INSERT ON handover_mapping WHEN EXISTS (SELECT 1 FROM handover_mapping WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'mappings are append-only'); END;
