-- Changes of targets and baselines: proposed by one person, confirmed or refused by another; only then does a row change.
CREATE TABLE aim_proposal (
  id INTEGER PRIMARY KEY,
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
CREATE TRIGGER aim_proposal_no_delete BEFORE DELETE ON aim_proposal BEGIN SELECT RAISE(ABORT, 'proposals are decided on, never deleted'); END;
CREATE TRIGGER aim_proposal_no_replace BEFORE INSERT ON aim_proposal WHEN EXISTS (SELECT 1 FROM aim_proposal WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'proposals are never replaced'); END;
CREATE TRIGGER aim_proposal_stays BEFORE UPDATE ON aim_proposal WHEN OLD.state <> 'proposed' OR NEW.reason <> OLD.reason OR NEW.proposed_by <> OLD.proposed_by OR NEW.proposed_at <> OLD.proposed_at BEGIN SELECT RAISE(ABORT, 'a proposal is decided on once and never changed'); END;
CREATE TABLE aim_change (
  id INTEGER PRIMARY KEY,
  proposal_id INTEGER NOT NULL REFERENCES aim_proposal (id),
  kind TEXT NOT NULL CHECK (kind IN ('target', 'baseline')),
  indicator_code TEXT NOT NULL REFERENCES indicator (code),
  unit_code TEXT NOT NULL REFERENCES org_unit (code),
  year INTEGER,
  old_value REAL,
  old_period TEXT,
  old_source TEXT,
  new_value REAL,
  new_period TEXT,
  source TEXT NOT NULL CHECK (source <> ''),
  CHECK ((kind = 'target') = (year IS NOT NULL)),
  CHECK ((old_value IS NULL) = (old_source IS NULL)),
  CHECK ((old_period IS NOT NULL) = (kind = 'baseline' AND old_value IS NOT NULL)),
  CHECK ((new_period IS NOT NULL) = (kind = 'baseline' AND new_value IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX aim_change_once ON aim_change (proposal_id, kind, indicator_code, unit_code, coalesce(year, 0));
CREATE INDEX aim_change_of ON aim_change (indicator_code);
CREATE TRIGGER aim_change_no_update BEFORE UPDATE ON aim_change BEGIN SELECT RAISE(ABORT, 'proposed changes are append-only'); END;
CREATE TRIGGER aim_change_no_delete BEFORE DELETE ON aim_change BEGIN SELECT RAISE(ABORT, 'proposed changes are append-only'); END;
CREATE TRIGGER aim_change_no_replace BEFORE INSERT ON aim_change WHEN EXISTS (SELECT 1 FROM aim_change WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'proposed changes are append-only'); END;
CREATE TRIGGER aim_change_in_time BEFORE INSERT ON aim_change WHEN (SELECT state FROM aim_proposal WHERE id = NEW.proposal_id) <> 'proposed' BEGIN SELECT RAISE(ABORT, 'nothing is added to a proposal that was decided on'); END;
