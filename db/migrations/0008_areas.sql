-- The names of the kinds of area stood in the program; they belong to the catalogue's guide.
UPDATE setting SET value = json_set(value, '$.areas', json('{"centre":"中心城区","suburb":"近郊","remote":"偏远地区"}'))
  WHERE key = 'catalogueGuide' AND json_type(value, '$.areas') IS NULL;
