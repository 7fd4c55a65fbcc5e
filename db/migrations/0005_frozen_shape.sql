-- Which shape the frozen bytes have. What was frozen before shapes were counted has shape 0.
ALTER TABLE release_answer ADD COLUMN shape INTEGER NOT NULL DEFAULT 0 CHECK (shape >= 0);
