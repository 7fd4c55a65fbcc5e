-- The yearly notice of holidays and of the weekends that are worked, as its text was pasted.
CREATE TABLE holiday_notice (
  year INTEGER PRIMARY KEY CHECK (year BETWEEN 2020 AND 2100),
  notice TEXT NOT NULL CHECK (notice <> ''),
  saved_by INTEGER NOT NULL REFERENCES user (id),
  saved_at TEXT NOT NULL
) STRICT;
