import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { IndicatorCode } from '../indicator.ts'
import type { WeighedItem } from './weigh.ts'
import { weighTrials, weighUnit } from './weigh.ts'

const points = fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: null })
const item = fc
  .record({
    weight: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.double({ min: 0, max: 20, noNaN: true })),
    points,
    isMissing: fc.boolean(),
    counts: fc.boolean(),
    blocks: fc.integer({ min: 0, max: 9 }).map((draw) => draw === 0),
  })
  .map((one): WeighedItem => ({ ...one, indicator: 'i' as IndicatorCode }))

it('weighs a unit with another item as it weighs one that has that item', () => {
  fc.assert(
    fc.property(
      fc.array(item, { minLength: 1, maxLength: 9 }),
      fc.array(fc.tuple(fc.nat(), fc.oneof(item, points)), { minLength: 1, maxLength: 6 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (drawn, trials, availability) => {
        const items = drawn.map((one, at) => ({ ...one, indicator: `i${at}` as IndicatorCode }))
        const options = {
          availability,
          facts: { won: 2 },
          adjustments: [
            { kind: 'bonus', fact: 'won', perUnit: 1.5, cap: 2, gate: [{ indicator: 'i0', points: 50 }] } as const,
          ],
        }
        const weigh = weighTrials(items, options)
        for (const [draw, other] of trials) {
          const at = draw % items.length
          const own = items[at] as WeighedItem
          const tried =
            typeof other === 'object' && other !== null
              ? { ...other, indicator: own.indicator }
              : { ...own, points: other }
          expect(weigh(at, tried)).toEqual(weighUnit(items.with(at, tried), options))
        }
      },
    ),
    { numRuns: 500 },
  )
})
