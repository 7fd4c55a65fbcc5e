import type { ReleaseDifference } from '@cg/contract/difference'
import { claimDifferences, claimRestated } from '@cg/domain/claim/difference'
import { claimPartlyIn } from '@cg/domain/claim/unlike'
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
        from: { value: 61.24, state: 'reported', rank: null, light: 'near', carriedFrom: null },
        to: { value: 62.04, state: 'reported', rank: null, light: 'met', carriedFrom: null },
        absent: null,
        unlike: null,
      },
      {
        ...rate,
        unit: 'YC01',
        unitName: '东湾区',
        from: { value: 63.1, state: 'reported', rank: 3, light: 'met', carriedFrom: null },
        to: { value: 66.4, state: 'reported', rank: 1, light: 'met', carriedFrom: null },
        absent: null,
        unlike: null,
      },
      {
        ...rate,
        unit: 'YC02',
        unitName: '西屏区',
        from: { value: 65.2, state: 'reported', rank: 1, light: 'met', carriedFrom: null },
        to: { value: 65.2, state: 'reported', rank: 2, light: 'met', carriedFrom: null },
        absent: null,
        unlike: null,
      },
      {
        ...rate,
        unit: 'YC12',
        unitName: '岚谷县',
        from: { value: null, state: 'not_reported', rank: null, light: null, carriedFrom: null },
        to: { value: 58.3, state: 'reported', rank: 9, light: 'late', carriedFrom: null },
        absent: null,
        unlike: null,
      },
    ],
    cells: [],
    unitsAffected: ['东湾区', '西屏区', '岚谷县'],
    claims: claims(),
    ...rest,
  }
}

function claims(): ReleaseDifference['claims'] {
  const row = { measure: 'JN03', isScore: false, value: true, state: false, rank: true, light: false }
  const before = 'CG-2026Q3-01'
  const changes = [
    { name: '全市', from: { value: 61.24, state: 'reported' }, to: { value: 62.04, state: 'reported' } },
    { name: '东湾区', from: { value: 63.1, state: 'reported' }, to: { value: 66.4, state: 'reported' } },
    { name: '岚谷县', from: { value: null, state: 'not_reported' }, to: { value: 58.3, state: 'reported' } },
  ] as const
  const found = [
    claimDifferences(before, [
      { ...row, unit: null, rank: false, light: true },
      { ...row, unit: 'YC01' },
      { ...row, unit: 'YC02', value: false },
      { ...row, unit: 'YC12', light: true },
    ]),
    claimRestated(rate.indicatorName, changes, { unit: rate.measureUnit, decimals: rate.decimals }),
    claimPartlyIn(before, [rate.indicatorName], ['岚谷县']),
  ]
  return found.filter((claim) => claim !== null)
}
