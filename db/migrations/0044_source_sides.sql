-- Of a choice between two sources: who stood on either side, by name and form, so that both can be told. Empty for older choices.
ALTER TABLE source_choice ADD COLUMN sides TEXT CHECK (sides IS NULL OR json_valid(sides));
