/** What each kind of unit is called. It stands apart from the schemas: the shell of the pages carries it. */
export const unitKindNames: Readonly<Record<string, string>> = {
  city: '市',
  district: '市辖区',
  county: '县',
  county_city: '县级市',
  zone: '功能区',
  town: '乡镇街道',
  enterprise: '企业',
}

/** Kinds that stand in the ranking. */
export const rankedKinds: ReadonlySet<string> = new Set(['district', 'county', 'county_city', 'zone'])
