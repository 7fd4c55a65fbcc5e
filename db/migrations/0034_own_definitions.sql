-- Definitions that the city gave an indicator: an upgrade of the shipped catalogue neither takes them away nor is held against them.
ALTER TABLE indicator_version ADD COLUMN is_own INTEGER NOT NULL DEFAULT 0 CHECK (is_own IN (0, 1));
