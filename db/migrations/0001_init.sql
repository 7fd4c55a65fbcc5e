-- who and where
CREATE TABLE org_unit (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('city', 'district', 'county', 'county_city', 'zone', 'town', 'enterprise')),
  parent_code TEXT REFERENCES org_unit (code),
  area_type TEXT CHECK (area_type IN ('centre', 'suburb', 'remote')),
  assessment_group TEXT,
  counts_in_parent INTEGER NOT NULL DEFAULT 1 CHECK (counts_in_parent IN (0, 1)),
  protocol_order INTEGER NOT NULL,
  tile_row INTEGER,
  tile_column INTEGER,
  valid_from TEXT NOT NULL,
  valid_to TEXT,
  is_demo INTEGER NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1))
) STRICT;
CREATE INDEX org_unit_parent ON org_unit (parent_code);

CREATE TABLE department (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('coordinator', 'member', 'participant')),
  protocol_order INTEGER NOT NULL
) STRICT;

CREATE TABLE user (
  id INTEGER PRIMARY KEY,
  login TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  must_change_password INTEGER NOT NULL DEFAULT 0 CHECK (must_change_password IN (0, 1)),
  is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  is_demo INTEGER NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE grant (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES user (id),
  role TEXT NOT NULL CHECK (role IN ('leader', 'filler', 'reviewer', 'publisher', 'admin', 'auditor')),
  department_code TEXT REFERENCES department (code),
  unit_code TEXT REFERENCES org_unit (code),
  granted_by INTEGER REFERENCES user (id),
  granted_at TEXT NOT NULL,
  CHECK (department_code IS NULL OR unit_code IS NULL)
) STRICT;
CREATE INDEX grant_user ON grant (user_id);

CREATE TABLE session (
  token_hash TEXT PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES user (id),
  created_at TEXT NOT NULL,
  last_seen_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  address TEXT NOT NULL
) STRICT;
CREATE INDEX session_user ON session (user_id);

CREATE TABLE login_attempt (
  id INTEGER PRIMARY KEY,
  login TEXT NOT NULL,
  address TEXT NOT NULL,
  at TEXT NOT NULL,
  is_success INTEGER NOT NULL CHECK (is_success IN (0, 1))
) STRICT;
CREATE INDEX login_attempt_login ON login_attempt (login, at);
CREATE INDEX login_attempt_address ON login_attempt (address, at);

-- what
CREATE TABLE data_item (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  definition TEXT NOT NULL,
  unit TEXT NOT NULL,
  decimals INTEGER NOT NULL,
  period_kind TEXT NOT NULL,
  owner_department TEXT NOT NULL REFERENCES department (code),
  axes TEXT NOT NULL CHECK (json_valid(axes)),
  limits TEXT NOT NULL CHECK (json_valid(limits)),
  parent_item TEXT REFERENCES data_item (code),
  is_distinct_people INTEGER NOT NULL DEFAULT 0 CHECK (is_distinct_people IN (0, 1)),
  position INTEGER NOT NULL
) STRICT;

CREATE TABLE indicator (
  code TEXT PRIMARY KEY,
  dimension TEXT NOT NULL,
  position INTEGER NOT NULL
) STRICT;

CREATE TABLE indicator_version (
  indicator_code TEXT NOT NULL REFERENCES indicator (code),
  version INTEGER NOT NULL,
  valid_from TEXT NOT NULL,
  name TEXT NOT NULL,
  definition TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  PRIMARY KEY (indicator_code, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE baseline (
  indicator_code TEXT NOT NULL REFERENCES indicator (code),
  unit_code TEXT NOT NULL REFERENCES org_unit (code),
  period TEXT NOT NULL,
  value REAL NOT NULL,
  source TEXT NOT NULL,
  is_demo INTEGER NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
  PRIMARY KEY (indicator_code, unit_code)
) STRICT, WITHOUT ROWID;

CREATE TABLE target (
  indicator_code TEXT NOT NULL REFERENCES indicator (code),
  unit_code TEXT NOT NULL REFERENCES org_unit (code),
  year INTEGER NOT NULL,
  value REAL NOT NULL,
  source TEXT NOT NULL,
  is_demo INTEGER NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
  PRIMARY KEY (indicator_code, unit_code, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE form (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  dimension TEXT NOT NULL,
  filled_by TEXT NOT NULL CHECK (filled_by IN ('department', 'unit')),
  department_code TEXT NOT NULL REFERENCES department (code),
  issuer TEXT NOT NULL,
  table_no TEXT,
  approval_no TEXT,
  valid_until TEXT,
  position INTEGER NOT NULL
) STRICT;

CREATE TABLE form_item (
  form_code TEXT NOT NULL REFERENCES form (code),
  item_code TEXT NOT NULL REFERENCES data_item (code),
  breakdown TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL,
  is_required INTEGER NOT NULL DEFAULT 1 CHECK (is_required IN (0, 1)),
  PRIMARY KEY (form_code, item_code, breakdown)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX form_item_once ON form_item (item_code, breakdown);

CREATE TABLE rule (
  code TEXT PRIMARY KEY,
  family TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
  scope TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  inactive_reason TEXT,
  position INTEGER NOT NULL
) STRICT;

-- how scored
CREATE TABLE scheme_version (
  id INTEGER PRIMARY KEY,
  scheme_code TEXT NOT NULL,
  version INTEGER NOT NULL,
  year INTEGER NOT NULL,
  name TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'tried', 'adopted', 'locked', 'retired')),
  body TEXT NOT NULL CHECK (json_valid(body)),
  content_hash TEXT NOT NULL,
  note TEXT NOT NULL,
  edit_version INTEGER NOT NULL DEFAULT 1,
  created_by INTEGER REFERENCES user (id),
  created_at TEXT NOT NULL,
  adopted_by INTEGER REFERENCES user (id),
  adopted_at TEXT,
  is_demo INTEGER NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
  UNIQUE (scheme_code, version)
) STRICT;

-- when
CREATE TABLE period (
  code TEXT PRIMARY KEY,
  opens_at TEXT NOT NULL,
  due_at TEXT NOT NULL,
  closes_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('planned', 'open', 'closed')),
  is_demo INTEGER NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1))
) STRICT;

CREATE TABLE extension (
  period TEXT NOT NULL REFERENCES period (code),
  form_code TEXT NOT NULL REFERENCES form (code),
  reporter TEXT NOT NULL,
  due_at TEXT NOT NULL,
  reason TEXT NOT NULL,
  granted_by INTEGER NOT NULL REFERENCES user (id),
  granted_at TEXT NOT NULL,
  PRIMARY KEY (period, form_code, reporter)
) STRICT, WITHOUT ROWID;

-- entered
CREATE TABLE cell (
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL REFERENCES period (code),
  item_code TEXT NOT NULL REFERENCES data_item (code),
  unit_code TEXT NOT NULL REFERENCES org_unit (code),
  breakdown TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK (state IN ('reported', 'not_reported', 'not_applicable', 'not_available', 'withheld')),
  value REAL,
  note TEXT,
  version INTEGER NOT NULL,
  updated_by INTEGER NOT NULL REFERENCES user (id),
  updated_at TEXT NOT NULL,
  UNIQUE (period, item_code, unit_code, breakdown),
  CHECK ((state = 'reported') = (value IS NOT NULL))
) STRICT;

CREATE TABLE cell_revision (
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
  changed_at TEXT NOT NULL,
  UNIQUE (cell_id, version)
) STRICT;

CREATE TABLE submission (
  id INTEGER PRIMARY KEY,
  period TEXT NOT NULL REFERENCES period (code),
  form_code TEXT NOT NULL REFERENCES form (code),
  reporter TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('not_started', 'draft', 'submitted', 'checked', 'returned', 'withdrawn', 'accepted', 'locked')),
  round INTEGER NOT NULL DEFAULT 1,
  version INTEGER NOT NULL DEFAULT 1,
  first_submitted_at TEXT,
  submitted_at TEXT,
  submitted_by INTEGER REFERENCES user (id),
  accepted_at TEXT,
  accepted_by INTEGER REFERENCES user (id),
  receipt_no TEXT UNIQUE,
  content_hash TEXT,
  UNIQUE (period, form_code, reporter)
) STRICT;

CREATE TABLE submission_event (
  id INTEGER PRIMARY KEY,
  submission_id INTEGER NOT NULL REFERENCES submission (id),
  action TEXT NOT NULL,
  from_state TEXT NOT NULL,
  to_state TEXT NOT NULL,
  round INTEGER NOT NULL,
  note TEXT,
  actor_id INTEGER NOT NULL REFERENCES user (id),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX submission_event_of ON submission_event (submission_id);

CREATE TABLE explanation (
  id INTEGER PRIMARY KEY,
  submission_id INTEGER NOT NULL REFERENCES submission (id),
  rule_code TEXT NOT NULL,
  unit_code TEXT NOT NULL,
  item_code TEXT NOT NULL,
  breakdown TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  author_id INTEGER NOT NULL REFERENCES user (id),
  at TEXT NOT NULL,
  verdict TEXT CHECK (verdict IN ('accepted', 'rejected')),
  verdict_by INTEGER REFERENCES user (id),
  verdict_at TEXT,
  UNIQUE (submission_id, rule_code, unit_code, item_code, breakdown)
) STRICT;

CREATE TABLE return_mark (
  id INTEGER PRIMARY KEY,
  submission_id INTEGER NOT NULL REFERENCES submission (id),
  round INTEGER NOT NULL,
  item_code TEXT NOT NULL,
  unit_code TEXT NOT NULL,
  breakdown TEXT NOT NULL DEFAULT '',
  reason_code TEXT NOT NULL,
  reason TEXT NOT NULL,
  author_id INTEGER NOT NULL REFERENCES user (id),
  at TEXT NOT NULL
) STRICT;
CREATE INDEX return_mark_of ON return_mark (submission_id, round);

-- published
CREATE TABLE release (
  id INTEGER PRIMARY KEY,
  code TEXT UNIQUE,
  period TEXT NOT NULL REFERENCES period (code),
  sequence INTEGER,
  state TEXT NOT NULL CHECK (state IN ('preview', 'published', 'discarded')),
  reason TEXT,
  scheme_version_id INTEGER REFERENCES scheme_version (id),
  catalogue_hash TEXT,
  content_hash TEXT,
  previous_hash TEXT,
  prepared_by INTEGER NOT NULL REFERENCES user (id),
  prepared_at TEXT NOT NULL,
  published_by INTEGER REFERENCES user (id),
  published_at TEXT,
  input_version INTEGER NOT NULL DEFAULT 0,
  is_demo INTEGER NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
  UNIQUE (period, sequence),
  CHECK (state <> 'published' OR (code IS NOT NULL AND content_hash IS NOT NULL AND published_by IS NOT NULL))
) STRICT;

CREATE TABLE release_base (
  release_id INTEGER NOT NULL REFERENCES release (id),
  period TEXT NOT NULL,
  base_release_id INTEGER NOT NULL REFERENCES release (id),
  PRIMARY KEY (release_id, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE release_cell (
  release_id INTEGER NOT NULL REFERENCES release (id),
  item_code TEXT NOT NULL,
  unit_code TEXT NOT NULL,
  breakdown TEXT NOT NULL,
  state TEXT NOT NULL,
  value REAL,
  cell_version INTEGER NOT NULL,
  PRIMARY KEY (release_id, item_code, unit_code, breakdown)
) STRICT, WITHOUT ROWID;

CREATE TABLE release_result (
  release_id INTEGER NOT NULL REFERENCES release (id),
  indicator_code TEXT NOT NULL,
  unit_code TEXT NOT NULL,
  breakdown TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL,
  value REAL,
  numerator REAL,
  denominator REAL,
  coverage REAL,
  carried_from TEXT,
  target REAL,
  expected REAL,
  light TEXT,
  progress TEXT,
  rank INTEGER,
  is_tied INTEGER,
  group_rank INTEGER,
  detail TEXT CHECK (detail IS NULL OR json_valid(detail)),
  PRIMARY KEY (release_id, indicator_code, unit_code, breakdown)
) STRICT, WITHOUT ROWID;

CREATE TABLE release_score (
  release_id INTEGER NOT NULL REFERENCES release (id),
  unit_code TEXT NOT NULL,
  total REAL,
  rank INTEGER,
  is_tied INTEGER,
  group_rank INTEGER,
  unranked_reason TEXT,
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  PRIMARY KEY (release_id, unit_code)
) STRICT, WITHOUT ROWID;

CREATE TABLE release_answer (
  release_id INTEGER NOT NULL REFERENCES release (id),
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (release_id, name)
) STRICT;

-- trust
CREATE TABLE audit_event (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor_id INTEGER,
  actor_name TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE TABLE idempotency_key (
  user_id INTEGER NOT NULL REFERENCES user (id),
  key TEXT NOT NULL,
  request_hash TEXT NOT NULL,
  status INTEGER NOT NULL,
  body TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (user_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

-- what may never change
CREATE TRIGGER cell_no_delete BEFORE DELETE ON cell BEGIN SELECT RAISE(ABORT, 'cells are never deleted'); END;
CREATE TRIGGER cell_revision_no_update BEFORE UPDATE ON cell_revision BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
CREATE TRIGGER cell_revision_no_delete BEFORE DELETE ON cell_revision BEGIN SELECT RAISE(ABORT, 'revisions are append-only'); END;
CREATE TRIGGER submission_event_no_update BEFORE UPDATE ON submission_event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER submission_event_no_delete BEFORE DELETE ON submission_event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER release_no_update BEFORE UPDATE ON release WHEN OLD.state = 'published' BEGIN SELECT RAISE(ABORT, 'a published release is immutable'); END;
CREATE TRIGGER release_no_delete BEFORE DELETE ON release WHEN OLD.state = 'published' BEGIN SELECT RAISE(ABORT, 'a published release is immutable'); END;
CREATE TRIGGER release_base_no_insert BEFORE INSERT ON release_base WHEN (SELECT state FROM release WHERE id = NEW.release_id) = 'published' BEGIN SELECT RAISE(ABORT, 'a published release is immutable'); END;
CREATE TRIGGER release_base_no_update BEFORE UPDATE ON release_base WHEN (SELECT state FROM release WHERE id = OLD.release_id) = 'published' BEGIN SELECT RAISE(ABORT, 'a published release is immutable'); END;
CREATE TRIGGER release_base_no_delete BEFORE DELETE ON release_base WHEN (SELECT state FROM release WHERE id = OLD.release_id) = 'published' BEGIN SELECT RAISE(ABORT, 'a published release is immutable'); END;
CREATE TRIGGER release_cell_no_insert BEFORE INSERT ON release_cell WHEN (SELECT state FROM release WHERE id = NEW.release_id) = 'published' BEGIN SELECT RAISE(ABORT, 'a published release is immutable'); END;
CREATE TRIGGER release_cell_no_update BEFORE UPDATE ON release_cell WHEN (SELECT state FROM release WHERE id = OLD.release_id) = 'published' BEGIN SELECT RAISE(ABORT, 'a published release is immutable'); END;
CREATE TRIGGER release_cell_no_delete BEFORE DELETE ON release_cell WHEN (SELECT state FROM release WHERE id = OLD.release_id) = 'published' BEGIN SELECT RAISE(ABORT, 'a published release is immutable'); END;
CREATE TRIGGER release_result_no_insert BEFORE INSERT ON release_result WHEN (SELECT state FROM release WHERE id = NEW.release_id) = 'published' BEGIN SELECT RAISE(ABORT, 'a published release is immutable'); END;
CREATE TRIGGER release_result_no_update BEFORE UPDATE ON release_result WHEN (SELECT state FROM release WHERE id = OLD.release_id) = 'published' BEGIN SELECT RAISE(ABORT, 'a published release is immutable'); END;
CREATE TRIGGER release_result_no_delete BEFORE DELETE ON release_result WHEN (SELECT state FROM release WHERE id = OLD.release_id) = 'published' BEGIN SELECT RAISE(ABORT, 'a published release is immutable'); END;
CREATE TRIGGER release_score_no_insert BEFORE INSERT ON release_score WHEN (SELECT state FROM release WHERE id = NEW.release_id) = 'published' BEGIN SELECT RAISE(ABORT, 'a published release is immutable'); END;
CREATE TRIGGER release_score_no_update BEFORE UPDATE ON release_score WHEN (SELECT state FROM release WHERE id = OLD.release_id) = 'published' BEGIN SELECT RAISE(ABORT, 'a published release is immutable'); END;
CREATE TRIGGER release_score_no_delete BEFORE DELETE ON release_score WHEN (SELECT state FROM release WHERE id = OLD.release_id) = 'published' BEGIN SELECT RAISE(ABORT, 'a published release is immutable'); END;
CREATE TRIGGER release_answer_no_insert BEFORE INSERT ON release_answer WHEN (SELECT state FROM release WHERE id = NEW.release_id) = 'published' BEGIN SELECT RAISE(ABORT, 'a published release is immutable'); END;
CREATE TRIGGER release_answer_no_update BEFORE UPDATE ON release_answer WHEN (SELECT state FROM release WHERE id = OLD.release_id) = 'published' BEGIN SELECT RAISE(ABORT, 'a published release is immutable'); END;
CREATE TRIGGER release_answer_no_delete BEFORE DELETE ON release_answer WHEN (SELECT state FROM release WHERE id = OLD.release_id) = 'published' BEGIN SELECT RAISE(ABORT, 'a published release is immutable'); END;
