-- 计数启用: the kinds of register whose records fill the forms' cells, from which quarter on. Who switched what is in the audit trail.
CREATE TABLE register_use (
  kind TEXT PRIMARY KEY,
  since TEXT NOT NULL REFERENCES period (code),
  set_by INTEGER NOT NULL REFERENCES user (id),
  set_at TEXT NOT NULL
) STRICT;
