-- Pairs of everybody and one group of workers say that the group is part of everybody: they stand apart from other pairs.
UPDATE setting SET value = json_set(
    value,
    '$.workerGroups', json_object(
      'name', '人群',
      'whole', '全体产业工人',
      'wholeShort', '全体',
      'groups', json((
        SELECT json_group_array(json_object('code', 'migrant', 'name', '农民工')) FROM (
          SELECT 1 FROM json_each(setting.value, '$.gapPairs') AS pair
          WHERE pair.value ->> 'highName' = '全体产业工人' AND pair.value ->> 'lowName' = '农民工' LIMIT 1
        )
      )),
      'measures', json((
        SELECT json_group_array(
          json_object('group', 'migrant', 'whole', pair.value ->> 'high', 'part', pair.value ->> 'low')
        )
        FROM json_each(setting.value, '$.gapPairs') AS pair
        WHERE pair.value ->> 'highName' = '全体产业工人' AND pair.value ->> 'lowName' = '农民工'
      ))
    ),
    '$.gapPairs', json((
      SELECT json_group_array(json(pair.value)) FROM json_each(setting.value, '$.gapPairs') AS pair
      WHERE NOT (pair.value ->> 'highName' = '全体产业工人' AND pair.value ->> 'lowName' = '农民工')
    ))
  )
  WHERE key = 'catalogueGuide' AND json_type(value, '$.workerGroups') IS NULL;
