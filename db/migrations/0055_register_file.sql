-- 台账: files behind a record; their bytes lie in evidence_file. What is removed keeps its row.
CREATE TABLE register_file (
  id INTEGER PRIMARY KEY,
  record_id INTEGER NOT NULL REFERENCES register_record (id),
  name TEXT NOT NULL,
  file_hash TEXT NOT NULL REFERENCES evidence_file (hash),
  added_by INTEGER NOT NULL REFERENCES user (id),
  added_at TEXT NOT NULL,
  removed_by INTEGER REFERENCES user (id),
  removed_at TEXT,
  CHECK ((removed_by IS NULL) = (removed_at IS NULL))
) STRICT;
CREATE INDEX register_file_record ON register_file (record_id);
