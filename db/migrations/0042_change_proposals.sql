-- Changes of scoring schemes and of units that are ranked: proposed by one person, confirmed or refused by another; only then does a row change.
CREATE TABLE change_proposal (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('scheme', 'unit', 'succession')),
  object TEXT NOT NULL CHECK (object <> ''),
  body TEXT NOT NULL CHECK (json_valid(body)),
  title TEXT NOT NULL CHECK (title <> ''),
  lines TEXT NOT NULL CHECK (json_valid(lines)),
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
CREATE UNIQUE INDEX change_proposal_waits_once ON change_proposal (kind, object) WHERE state = 'proposed';
CREATE TRIGGER change_proposal_no_delete BEFORE DELETE ON change_proposal BEGIN SELECT RAISE(ABORT, 'proposals are decided on, never deleted'); END;
CREATE TRIGGER change_proposal_no_replace BEFORE INSERT ON change_proposal WHEN EXISTS (SELECT 1 FROM change_proposal WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'proposals are never replaced'); END;
CREATE TRIGGER change_proposal_begins BEFORE INSERT ON change_proposal WHEN NEW.state <> 'proposed' BEGIN SELECT RAISE(ABORT, 'a change begins as a proposal'); END;
CREATE TRIGGER change_proposal_stays BEFORE UPDATE ON change_proposal WHEN OLD.state <> 'proposed' OR NEW.id <> OLD.id OR NEW.kind <> OLD.kind OR NEW.object <> OLD.object OR NEW.body <> OLD.body OR NEW.title <> OLD.title OR NEW.lines <> OLD.lines OR NEW.reason <> OLD.reason OR NEW.proposed_by <> OLD.proposed_by OR NEW.proposed_at <> OLD.proposed_at BEGIN SELECT RAISE(ABORT, 'a proposal is decided on once and never changed'); END;
