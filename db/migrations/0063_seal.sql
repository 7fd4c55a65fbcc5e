-- Seals: what every transaction left in the tables that decide something, as digests of the rows it touched, chained.
CREATE TABLE seal (
  id INTEGER PRIMARY KEY,
  -- The newest audit event then, and its hash: a trail that is cut, rebuilt or appended to by hand no longer fits.
  event_id INTEGER NOT NULL,
  event_hash TEXT NOT NULL,
  -- JSON: runs of rows, [table, first key, how many, their digests]; a negative number: rows that went.
  runs TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;

CREATE TRIGGER seal_no_update BEFORE UPDATE ON seal BEGIN SELECT RAISE(ABORT, 'seals are not changed'); END;
CREATE TRIGGER seal_no_delete BEFORE DELETE ON seal BEGIN SELECT RAISE(ABORT, 'seals are not deleted'); END;
CREATE TRIGGER seal_no_replace BEFORE INSERT ON seal WHEN EXISTS (SELECT 1 FROM seal WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'seals are not replaced'); END;
