-- 台账: the records behind counts. Fields and their values are of the kind in the catalogue's guide.
CREATE TABLE register_record (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  unit_code TEXT NOT NULL REFERENCES org_unit (code),
  department_code TEXT NOT NULL REFERENCES department (code),
  field_values TEXT NOT NULL CHECK (json_valid(field_values)),
  state TEXT NOT NULL CHECK (state IN ('submitted', 'accepted', 'returned', 'withdrawn', 'revoked')),
  version INTEGER NOT NULL DEFAULT 1,
  -- What counts: as it was last accepted, while a change of it waits; NULL where nothing does.
  counted_unit TEXT REFERENCES org_unit (code),
  counted_values TEXT CHECK (counted_values IS NULL OR json_valid(counted_values)),
  entered_by INTEGER NOT NULL REFERENCES user (id),
  entered_at TEXT NOT NULL,
  is_demo INTEGER NOT NULL DEFAULT 0,
  CHECK ((counted_unit IS NULL) = (counted_values IS NULL)),
  CHECK (state <> 'accepted' OR counted_unit IS NOT NULL)
) STRICT;
CREATE INDEX register_record_kind ON register_record (kind, unit_code);

-- Append-only: what became of a record, and what its fields said before a change.
CREATE TABLE register_step (
  id INTEGER PRIMARY KEY,
  record_id INTEGER NOT NULL REFERENCES register_record (id),
  action TEXT NOT NULL CHECK (action IN ('submit', 'revise', 'accept', 'return', 'withdraw', 'revoke')),
  note TEXT NOT NULL DEFAULT '',
  before_values TEXT CHECK (before_values IS NULL OR json_valid(before_values)),
  actor_id INTEGER NOT NULL REFERENCES user (id),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX register_step_record ON register_step (record_id);
CREATE TRIGGER register_step_no_update BEFORE UPDATE ON register_step BEGIN SELECT RAISE(ABORT, 'steps of records are append-only'); END;
CREATE TRIGGER register_step_no_delete BEFORE DELETE ON register_step BEGIN SELECT RAISE(ABORT, 'steps of records are append-only'); END;
CREATE TRIGGER register_step_no_replace BEFORE INSERT ON register_step WHEN EXISTS (SELECT 1 FROM register_step WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'steps of records are append-only'); END;
