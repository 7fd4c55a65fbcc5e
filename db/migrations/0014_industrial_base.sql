-- Whether a unit's industrial base is called strong or weak, valid from a quarter until something else is said. One list a city.
CREATE TABLE unit_industrial_base (
  unit_code TEXT NOT NULL REFERENCES org_unit (code),
  valid_from TEXT NOT NULL CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]Q[1-4]'),
  base TEXT CHECK (base IN ('strong', 'weak')),
  source TEXT NOT NULL CHECK (source <> ''),
  is_demo INTEGER NOT NULL DEFAULT 0 CHECK (is_demo IN (0, 1)),
  PRIMARY KEY (unit_code, valid_from)
) STRICT;
-- What the two sides are called belongs to the catalogue's guide.
UPDATE setting SET value = json_set(value, '$.bases', json('{"pair":"产业基础强—弱","strong":"产业基础较强地区","weak":"产业基础薄弱地区"}'))
  WHERE key = 'catalogueGuide' AND json_type(value, '$.bases') IS NULL;
