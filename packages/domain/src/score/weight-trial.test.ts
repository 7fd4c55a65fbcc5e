import { expect, it } from 'vitest'
import type { Adjustment } from './adjustment.ts'
import { computeComposite } from './composite.ts'
import { must } from '../must.ts'
import { scoreCity } from '../testing/score-city.ts'
import { tryWeights } from './weight-trial.ts'

it('adds, takes and vetoes as the official score does', () => {
  const adjustments: Adjustment[] = [
    { kind: 'bonus', fact: 'won', perUnit: 1.5, cap: 2, gate: [{ indicator: 'i0', points: 50 }] },
    { kind: 'deduction', fact: 'late', perUnit: 0.5, cap: 3 },
    { kind: 'veto', fact: 'accident', effect: 'unranked' },
  ]
  const city = scoreCity({ rows: { a: [60, 70], b: [40, 90], c: [80, 80], d: [75, 75] }, weights: [30, 70] })
  const facts = [{ won: 2 }, { won: 1, late: 1 }, { accident: 1 }, { late: 9 }]
  const units = city.units.map((unit, at) => ({ ...unit, facts: facts[at] ?? {} }))
  const scheme = { ...city.scheme, adjustments }
  const { scores, ranking } = computeComposite({ ...city, scheme, units })
  const all = scheme.items.map((_, at) => scores.map(({ parts }) => must(parts[at]).points))
  const tried = tryWeights(
    {
      items: scheme.items,
      units,
      points: all,
      isMissing: all.map((row) => row.map(() => false)),
      counts: all.map((row) => row.map(() => true)),
      blocks: all.map((row) => row.map(() => false)),
      availability: scheme.availability,
      adjustments,
      decimals: scheme.decimals,
      rankRule: scheme.rankRule,
    },
    scheme.items.map(({ weight }) => weight),
  )
  expect(tried.map(({ total, noPlace }) => [total, noPlace])).toEqual(
    scores.map(({ total, noPlace }) => [total, noPlace]),
  )
  const placeOf = new Map(ranking.rows.map(({ unit, overall }) => [unit, overall]))
  expect(tried.map(({ overall }) => overall)).toEqual(units.map(({ unit }) => placeOf.get(unit) ?? null))
})
