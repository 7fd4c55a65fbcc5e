import { measures } from './measures.fixture.ts'
import { groupMeasures } from './worker-groups.fixture.ts'
import type { RawCell, RawQuarter, RawUnit, World } from './world.fixture.ts'

/* The smallest cities, by hand. */

export const unit = (code: string, area: RawUnit['area'] = 'suburb', isInside = false): RawUnit => ({
  code,
  name: `${code}县`,
  area,
  isInside,
})
export type Cells = Readonly<Record<string, RawCell>>

export function small(
  codes: readonly string[],
  quarters: Readonly<Record<string, { units: readonly RawUnit[]; cells: Cells }>>,
  more: Partial<World> = {},
): World {
  return {
    quarters: Object.entries(quarters).map(([period, { units, cells }]): RawQuarter => ({
      period,
      units,
      cells: new Map(Object.entries(cells)),
    })),
    measures: [...measures, ...groupMeasures].filter(({ code }) => codes.includes(code)),
    cards: codes,
    small: 0,
    people: 'HEADS',
    targets: {},
    baselines: {},
    areas: { centre: '中心城区', suburb: '近郊', remote: '偏远地区' },
    pairs: [],
    scheme: null,
    ...more,
  }
}

/** Shares of a hundred by unit. */
export const shares = (byUnit: Readonly<Record<string, number>>, [upper, lower] = ['X', 'N']): Cells =>
  Object.fromEntries(
    Object.entries(byUnit).flatMap(([code, x]) => [
      [`${upper} ${code}`, x],
      [`${lower} ${code}`, 100],
    ]),
  )
