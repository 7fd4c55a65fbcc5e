-- 补报: a form that a publication left out is opened again, with a reason and a date of its own.
CREATE TABLE supplement (
  period TEXT NOT NULL REFERENCES period (code),
  form_code TEXT NOT NULL REFERENCES form (code),
  reporter TEXT NOT NULL,
  due_at TEXT NOT NULL,
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  is_on_time INTEGER NOT NULL CHECK (is_on_time IN (0, 1)),
  granted_by INTEGER NOT NULL REFERENCES user (id),
  granted_at TEXT NOT NULL,
  PRIMARY KEY (period, form_code, reporter)
) STRICT, WITHOUT ROWID;
