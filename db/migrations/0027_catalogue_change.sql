-- The city's own layer over the shipped catalogue: each change holds from a quarter on, proposed by one person, confirmed by another.
CREATE TABLE catalogue_change (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind <> ''),
  valid_from TEXT NOT NULL,
  body TEXT NOT NULL CHECK (json_valid(body)),
  reason TEXT NOT NULL CHECK (reason <> ''),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'refused', 'withdrawn')),
  version INTEGER NOT NULL DEFAULT 1,
  proposed_by INTEGER NOT NULL REFERENCES user (id),
  proposed_at TEXT NOT NULL,
  decided_by INTEGER REFERENCES user (id),
  decided_at TEXT,
  note TEXT NOT NULL DEFAULT '',
  CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
  CHECK ((decided_at IS NULL) = (state = 'proposed')),
  CHECK (state NOT IN ('confirmed', 'refused') OR decided_by <> proposed_by),
  CHECK (state <> 'withdrawn' OR decided_by = proposed_by)
) STRICT;
CREATE INDEX catalogue_change_confirmed ON catalogue_change (state, valid_from);
CREATE TRIGGER catalogue_change_no_delete BEFORE DELETE ON catalogue_change BEGIN SELECT RAISE(ABORT, 'changes of the catalogue are decided on, never deleted'); END;
CREATE TRIGGER catalogue_change_no_replace BEFORE INSERT ON catalogue_change WHEN EXISTS (SELECT 1 FROM catalogue_change WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'changes of the catalogue are never replaced'); END;
CREATE TRIGGER catalogue_change_begins BEFORE INSERT ON catalogue_change WHEN NEW.state <> 'proposed' BEGIN SELECT RAISE(ABORT, 'a change of the catalogue begins as a proposal'); END;
CREATE TRIGGER catalogue_change_stays BEFORE UPDATE ON catalogue_change WHEN OLD.state <> 'proposed' OR NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.valid_from <> OLD.valid_from OR NEW.body <> OLD.body OR NEW.reason <> OLD.reason OR NEW.proposed_by <> OLD.proposed_by OR NEW.proposed_at <> OLD.proposed_at BEGIN SELECT RAISE(ABORT, 'a change of the catalogue is decided on once and never changed'); END;
