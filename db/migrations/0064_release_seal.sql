-- By which seal a release was put under lock: its short form stands in every file. Releases from before name none.
ALTER TABLE release ADD COLUMN seal_id INTEGER;
