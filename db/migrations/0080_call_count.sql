-- Where several processes share a database they count calls together: of one caller at one route, within a window.
CREATE TABLE call_count (
  caller TEXT NOT NULL,
  route TEXT NOT NULL,
  began_at TEXT NOT NULL,
  calls INTEGER NOT NULL CHECK (calls > 0),
  PRIMARY KEY (caller, route)
) STRICT;
