-- Sign-off inside the reporting unit: filled by one, checked by another, signed by the head before the form is sent.
CREATE TABLE grant_new (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES user (id),
  role TEXT NOT NULL CHECK (role IN ('leader', 'filler', 'unit_checker', 'unit_head', 'reviewer', 'publisher', 'admin', 'auditor')),
  department_code TEXT REFERENCES department (code),
  unit_code TEXT REFERENCES org_unit (code),
  granted_by INTEGER REFERENCES user (id),
  granted_at TEXT NOT NULL,
  CHECK (department_code IS NULL OR unit_code IS NULL)
) STRICT;
INSERT INTO grant_new (id, user_id, role, department_code, unit_code, granted_by, granted_at)
  SELECT id, user_id, role, department_code, unit_code, granted_by, granted_at FROM "grant";
DROP TABLE "grant";
ALTER TABLE grant_new RENAME TO "grant";
CREATE INDEX grant_user ON "grant" (user_id);

-- A reporter that is listed signs inside before it sends.
CREATE TABLE sign_off (
  reporter TEXT PRIMARY KEY,
  allows_same INTEGER NOT NULL CHECK (allows_same IN (0, 1)),
  switched_by INTEGER NOT NULL REFERENCES user (id),
  switched_at TEXT NOT NULL
) STRICT;

-- Where a form waits inside its reporter, and the names under its last way to the office. `submitted_by` is the head's then.
ALTER TABLE submission ADD COLUMN sign_off_step TEXT CHECK (sign_off_step IN ('check', 'sign'));
ALTER TABLE submission ADD COLUMN proposed_by INTEGER REFERENCES user (id);
ALTER TABLE submission ADD COLUMN proposed_at TEXT;
ALTER TABLE submission ADD COLUMN endorsed_by INTEGER REFERENCES user (id);
ALTER TABLE submission ADD COLUMN endorsed_at TEXT;
