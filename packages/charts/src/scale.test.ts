import fc from 'fast-check'
import { expect, test } from 'vitest'
import { niceScale } from './scale.ts'

const format = { unit: '件', decimals: 1 }

test('a scale holds all its values, and bars stand on zero', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.integer({ min: -100_000, max: 1_000_000 }).map((tenths) => tenths / 10),
        { minLength: 1 },
      ),
      fc.boolean(),
      (values, startsAtZero) => {
        const scale = niceScale(values, { format, startsAtZero })
        expect(scale.from).toBeLessThanOrEqual(Math.min(...values))
        expect(scale.to).toBeGreaterThanOrEqual(Math.max(...values))
        if (startsAtZero) expect(scale.from <= 0 && scale.to >= 0).toBe(true)
        expect(scale.ticks.length).toBeLessThanOrEqual(9)
        expect(scale.to).toBeGreaterThan(scale.from)
      },
    ),
  )
})

test('a share does not run past 100', () => {
  expect(niceScale([63.8, 99.9], { format: { unit: '%', decimals: 1 }, startsAtZero: false }).to).toBe(100)
})

test('no value at all still gives an axis', () => {
  expect(niceScale([null, null], { format, startsAtZero: true })).toMatchObject({ from: 0, to: 1 })
})

test('an axis groups its thousands as the figures do', () => {
  const { ticks } = niceScale([1600, 2600], { format: { unit: '场', decimals: 0 }, startsAtZero: false })
  expect(ticks.at(-1)?.text).toMatch(/^2,\d00$/)
})
