-- Powers that one administrator could give himself: where there is another one, that one confirms.
ALTER TABLE "grant" ADD COLUMN confirmed_by INTEGER REFERENCES user (id);

-- Who alone gave, or took up, the powers of both who made and signed a release; empty: nobody.
ALTER TABLE release ADD COLUMN sole_power INTEGER;

CREATE TABLE grant_request (
  id INTEGER PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES user (id),
  grants TEXT NOT NULL CHECK (grants <> ''),
  activates INTEGER NOT NULL CHECK (activates IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'refused', 'withdrawn')),
  version INTEGER NOT NULL DEFAULT 1,
  proposed_by INTEGER NOT NULL REFERENCES user (id),
  proposed_at TEXT NOT NULL,
  decided_by INTEGER REFERENCES user (id),
  decided_at TEXT,
  note TEXT NOT NULL DEFAULT '',
  CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
  CHECK ((decided_at IS NULL) = (state = 'proposed')),
  CHECK (state NOT IN ('confirmed', 'refused') OR decided_by <> proposed_by)
) STRICT;
CREATE UNIQUE INDEX grant_request_waits_once ON grant_request (user_id) WHERE state = 'proposed';
CREATE TRIGGER grant_request_no_delete BEFORE DELETE ON grant_request BEGIN SELECT RAISE(ABORT, 'requests are decided on, never deleted'); END;
CREATE TRIGGER grant_request_decided BEFORE UPDATE ON grant_request WHEN OLD.state <> 'proposed' BEGIN SELECT RAISE(ABORT, 'a decided request stays as it is'); END;
