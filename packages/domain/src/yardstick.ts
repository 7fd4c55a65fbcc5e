/** A figure from outside the city: the whole country's, the whole province's, or that of a city like this one. */
export const yardstickKinds = ['nation', 'province', 'city'] as const
export type YardstickKind = (typeof yardstickKinds)[number]

const names: Readonly<Record<Exclude<YardstickKind, 'city'>, string>> = { nation: '全国平均', province: '全省平均' }

/** Reads 全国, 全国平均, 全省, 全省平均 or a city's name; null for nothing. */
export function readYardstickName(text: string): { readonly kind: YardstickKind; readonly name: string } | null {
  const clean = text.trim()
  if (clean === '') return null
  for (const kind of ['nation', 'province'] as const) {
    const name = names[kind]
    if (clean === name || clean === name.slice(0, 2)) return { kind, name }
  }
  return { kind: 'city', name: clean }
}
