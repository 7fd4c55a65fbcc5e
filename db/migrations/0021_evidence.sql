-- Evidence of a value: a file, kept once by its hash, or a document or page that is named. What was removed stays to be seen.
CREATE TABLE evidence_file (
  hash TEXT PRIMARY KEY,
  size INTEGER NOT NULL CHECK (size > 0),
  bytes BLOB NOT NULL CHECK (length(bytes) = size)
) STRICT;
CREATE TABLE evidence (
  id INTEGER PRIMARY KEY,
  submission_id INTEGER NOT NULL REFERENCES submission (id),
  item_code TEXT NOT NULL,
  unit_code TEXT NOT NULL,
  breakdown TEXT NOT NULL DEFAULT '',
  name TEXT NOT NULL CHECK (name <> ''),
  url TEXT,
  file_hash TEXT REFERENCES evidence_file (hash),
  added_by INTEGER NOT NULL REFERENCES user (id),
  added_at TEXT NOT NULL,
  removed_by INTEGER REFERENCES user (id),
  removed_at TEXT,
  CHECK (url IS NULL OR file_hash IS NULL),
  CHECK ((removed_by IS NULL) = (removed_at IS NULL))
) STRICT;
CREATE INDEX evidence_submission ON evidence (submission_id);
CREATE TRIGGER evidence_file_no_update BEFORE UPDATE ON evidence_file BEGIN SELECT RAISE(ABORT, 'evidence files never change'); END;
CREATE TRIGGER evidence_no_delete BEFORE DELETE ON evidence BEGIN SELECT RAISE(ABORT, 'evidence is removed by a mark, not deleted'); END;
