-- 快报: a form whose figures are provisional, and the day by which its final ones are to come; null for ordinary figures.
ALTER TABLE submission ADD COLUMN final_by TEXT;
