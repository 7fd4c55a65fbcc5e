-- 材料: what a meeting's material is made of, without a figure; of one account, or shown to everybody.
CREATE TABLE recipe (
  id INTEGER PRIMARY KEY,
  owner_id INTEGER NOT NULL REFERENCES user (id),
  name TEXT NOT NULL CHECK (name <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('quarter', 'topic', 'talk', 'one-page', 'own')),
  skin TEXT NOT NULL CHECK (skin IN ('blue', 'red')),
  unit_code TEXT,
  content TEXT NOT NULL CHECK (json_valid(content)),
  version INTEGER NOT NULL CHECK (version >= 1),
  is_shared INTEGER NOT NULL CHECK (is_shared IN (0, 1)),
  created_at TEXT NOT NULL,
  updated_by INTEGER NOT NULL REFERENCES user (id),
  updated_at TEXT NOT NULL
) STRICT;
CREATE INDEX recipe_owner ON recipe (owner_id);
