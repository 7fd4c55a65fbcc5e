-- The axes of breakdown and the names of their groups stood in the program; they belong to the catalogue's guide.
UPDATE setting SET value = json_set(value, '$.axes', json('[{"code":"size","name":"企业规模","groups":[{"code":"above","name":"规上企业"},{"code":"msme","name":"中小微企业"}]},{"code":"cluster","name":"产业集群","groups":[{"code":"auto","name":"汽车"},{"code":"equipment","name":"装备制造"},{"code":"materials","name":"新材料"},{"code":"other","name":"其他产业"}]}]'))
  WHERE key = 'catalogueGuide' AND json_type(value, '$.axes') IS NULL;
