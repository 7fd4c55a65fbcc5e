-- A unit that is renamed, moved or regrouped from a quarter on stays what it was in the quarters before.
CREATE TABLE former_unit (
  unit_code TEXT NOT NULL REFERENCES org_unit (code),
  until TEXT NOT NULL CHECK (until GLOB '[0-9][0-9][0-9][0-9]Q[1-4]'),
  name TEXT NOT NULL,
  short_name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('city', 'district', 'county', 'county_city', 'zone', 'town', 'enterprise')),
  parent_code TEXT REFERENCES org_unit (code),
  area_type TEXT CHECK (area_type IN ('centre', 'suburb', 'remote')),
  assessment_group TEXT,
  counts_in_parent INTEGER NOT NULL CHECK (counts_in_parent IN (0, 1)),
  PRIMARY KEY (unit_code, until)
) STRICT;
CREATE TRIGGER former_unit_no_update BEFORE UPDATE ON former_unit BEGIN SELECT RAISE(ABORT, 'what a unit was is append-only'); END;
CREATE TRIGGER former_unit_no_delete BEFORE DELETE ON former_unit BEGIN SELECT RAISE(ABORT, 'what a unit was is append-only'); END;
CREATE TRIGGER former_unit_no_replace BEFORE INSERT ON former_unit WHEN EXISTS (SELECT 1 FROM former_unit WHERE unit_code = NEW.unit_code AND until >= NEW.until) BEGIN SELECT RAISE(ABORT, 'what a unit was is append-only'); END;
