import type { ReleaseDifference } from '@cg/contract/publish'
import { release } from './fixtures.ts'

const rate = { indicator: 'JN03', indicatorName: '技能培训覆盖率', measureUnit: '%', decimals: 1 } as const

/** A correction of the invented city: one unit's figure, the places it moves, one light, and a unit that reported late. */
export function differenceFacts(
  change: Partial<ReleaseDifference> & { release?: typeof release } = {},
): ReleaseDifference {
  const { release: to = release, ...rest } = change
  return {
    from: { ...release, code: 'CG-2026Q3-01', state: 'published' },
    to,
    figures: [
      {
        ...rate,
        unit: null,
        unitName: '云川市',
        from: { value: 61.24, state: 'reported', rank: null, light: 'near' },
        to: { value: 62.04, state: 'reported', rank: null, light: 'met' },
      },
      {
        ...rate,
        unit: 'YC01',
        unitName: '东湾区',
        from: { value: 63.1, state: 'reported', rank: 3, light: 'met' },
        to: { value: 66.4, state: 'reported', rank: 1, light: 'met' },
      },
      {
        ...rate,
        unit: 'YC02',
        unitName: '西屏区',
        from: { value: 65.2, state: 'reported', rank: 1, light: 'met' },
        to: { value: 65.2, state: 'reported', rank: 2, light: 'met' },
      },
      {
        ...rate,
        unit: 'YC12',
        unitName: '岚谷县',
        from: { value: null, state: 'not_reported', rank: null, light: null },
        to: { value: 58.3, state: 'reported', rank: 9, light: 'late' },
      },
    ],
    cells: [],
    unitsAffected: ['东湾区', '西屏区', '岚谷县'],
    ...rest,
  }
}
