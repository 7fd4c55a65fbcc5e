-- The comparison of large and small firms within one indicator stood in the program; it belongs to the catalogue's guide.
UPDATE setting SET value = json_set(value, '$.groupGaps', json('[{"name":"规上—中小微","axis":"size","high":"above","low":"msme","highName":"规上企业","lowName":"中小微企业"}]'))
  WHERE key = 'catalogueGuide' AND json_type(value, '$.groupGaps') IS NULL;
