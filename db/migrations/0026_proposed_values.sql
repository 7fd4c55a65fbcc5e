-- A reviewer may say what should stand in a returned cell; only its reporter puts it there.
ALTER TABLE return_mark ADD COLUMN proposed_state TEXT CHECK (proposed_state IN ('reported', 'not_reported', 'not_applicable', 'not_available', 'withheld'));
ALTER TABLE return_mark ADD COLUMN proposed_value REAL;
