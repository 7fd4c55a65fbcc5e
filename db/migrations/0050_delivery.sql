-- 随发布送达: which material is made when a release comes out, and for whom.
CREATE TABLE recipe_delivery (
  recipe_id INTEGER PRIMARY KEY REFERENCES recipe (id) ON DELETE CASCADE,
  format TEXT NOT NULL CHECK (format IN ('pptx', 'docx', 'pdf', 'xlsx', 'zip')),
  readers TEXT NOT NULL CHECK (json_valid(readers)),
  set_by INTEGER NOT NULL REFERENCES user (id),
  set_at TEXT NOT NULL
) STRICT;

-- What was made for a release, or why it was not. The bytes of older ones are dropped; a release makes them again.
CREATE TABLE delivered_pack (
  id INTEGER PRIMARY KEY,
  recipe_id INTEGER NOT NULL,
  name TEXT NOT NULL CHECK (name <> ''),
  release_code TEXT NOT NULL,
  period TEXT NOT NULL,
  format TEXT NOT NULL,
  readers TEXT NOT NULL CHECK (json_valid(readers)),
  set_by INTEGER NOT NULL REFERENCES user (id),
  made_at TEXT NOT NULL,
  problem TEXT,
  file_name TEXT,
  bytes BLOB,
  CHECK ((problem IS NULL) = (file_name IS NOT NULL)),
  UNIQUE (recipe_id, release_code)
) STRICT;
