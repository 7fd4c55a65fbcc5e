-- A revision is looked up by blocks of 64 cells, oldest version first, so that a form's save writes one place of the index,
-- however long the history behind it is. (cell_id, version) put each of its cells onto a page of its own: 60 pages a save.
CREATE TABLE cell_revision_new (
  id INTEGER PRIMARY KEY,
  cell_id INTEGER NOT NULL REFERENCES cell (id),
  version INTEGER NOT NULL,
  old_state TEXT,
  old_value REAL,
  new_state TEXT NOT NULL,
  new_value REAL,
  note TEXT,
  reason TEXT NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('grid', 'paste', 'excel', 'load', 'seed', 'system')),
  changed_by INTEGER NOT NULL REFERENCES user (id),
  changed_at TEXT NOT NULL
) STRICT;
INSERT INTO cell_revision_new (id, cell_id, version, old_state, old_value, new_state, new_value, note, reason, source, changed_by, changed_at)
  SELECT id, cell_id, version, old_state, old_value, new_state, new_value, note, reason, source, changed_by, changed_at FROM cell_revision;
DROP TABLE cell_revision;
ALTER TABLE cell_revision_new RENAME TO cell_revision;
CREATE UNIQUE INDEX cell_revision_of ON cell_revision (cell_id / 64, version, cell_id);
CREATE TRIGGER cell_revision_no_update BEFORE UPDATE ON cell_revision BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
CREATE TRIGGER cell_revision_no_delete BEFORE DELETE ON cell_revision BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
CREATE TRIGGER cell_revision_no_replace BEFORE INSERT ON cell_revision WHEN EXISTS (SELECT 1 FROM cell_revision WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM cell_revision WHERE cell_id / 64 = NEW.cell_id / 64 AND version = NEW.version AND cell_id = NEW.cell_id) BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
