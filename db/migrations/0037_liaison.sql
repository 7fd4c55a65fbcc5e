-- 联络员 of a reporter: whom the office calls about a form. No row: nobody is named.
CREATE TABLE liaison (
  reporter TEXT PRIMARY KEY,
  name TEXT NOT NULL CHECK (name <> ''),
  phone TEXT NOT NULL,
  mail TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  updated_by INTEGER REFERENCES user (id),
  updated_at TEXT NOT NULL
) STRICT;
