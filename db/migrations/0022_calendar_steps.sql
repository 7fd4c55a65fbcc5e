-- A quarter's calendar names a date for each role's step; a quarter may leave them open.
ALTER TABLE period ADD COLUMN check_by TEXT;
ALTER TABLE period ADD COLUMN review_by TEXT;
ALTER TABLE period ADD COLUMN publish_by TEXT;
