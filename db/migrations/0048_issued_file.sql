-- 核验: one row for every distinct file that was handed out (chart, page, pack, bulletin), so that its copy can be known again.
CREATE TABLE issued_file (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL CHECK (length(code) = 10),
  file_hash TEXT NOT NULL CHECK (length(file_hash) = 64),
  kind TEXT NOT NULL CHECK (kind IN ('chart', 'page', 'pack', 'bulletin')),
  format TEXT NOT NULL,
  release_code TEXT NOT NULL,
  period TEXT NOT NULL,
  title TEXT NOT NULL,
  spec TEXT NOT NULL CHECK (json_valid(spec)),
  subject TEXT NOT NULL CHECK (json_valid(subject)),
  texts_hash TEXT NOT NULL CHECK (length(texts_hash) = 64),
  texts BLOB,
  first_at TEXT NOT NULL,
  first_by INTEGER NOT NULL REFERENCES user (id),
  taken INTEGER NOT NULL CHECK (taken > 0),
  UNIQUE (code, file_hash)
) STRICT;
CREATE INDEX issued_file_hash ON issued_file (file_hash);
CREATE TRIGGER issued_file_stays BEFORE UPDATE ON issued_file
WHEN NEW.id IS NOT OLD.id OR NEW.code IS NOT OLD.code OR NEW.file_hash IS NOT OLD.file_hash OR NEW.kind IS NOT OLD.kind
  OR NEW.format IS NOT OLD.format OR NEW.release_code IS NOT OLD.release_code OR NEW.period IS NOT OLD.period
  OR NEW.title IS NOT OLD.title OR NEW.spec IS NOT OLD.spec OR NEW.subject IS NOT OLD.subject
  OR NEW.texts_hash IS NOT OLD.texts_hash OR NEW.texts IS NOT OLD.texts OR NEW.first_at IS NOT OLD.first_at
  OR NEW.first_by IS NOT OLD.first_by
BEGIN SELECT RAISE(ABORT, 'what a file was never changes'); END;
CREATE TRIGGER issued_file_kept BEFORE DELETE ON issued_file
BEGIN SELECT RAISE(ABORT, 'files that were handed out stay known'); END;
