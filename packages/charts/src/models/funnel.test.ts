import { must } from '@cg/domain/must'
import { expect, test } from 'vitest'
import type { FunnelBody } from '../model.ts'
import { ChartRefusal } from '../refusal.ts'
import { indicatorFacts } from '../testing/fixtures.ts'
import { indicatorCharts } from '../page/indicator.ts'
import { funnel } from './funnel.ts'

const plain = indicatorFacts()
const units = plain.units.code.length
const nothing = plain.units.code.map(() => null)

/** A city of 400 in 1000: a unit of 100 has limits 40 ± 1.95996 × √(0.4 × 0.6 ÷ 100) = 30.4…49.6 and 24.9…55.1 %. */
const facts = {
  ...plain,
  current: {
    ...plain.current,
    value: [40, 50, 56, ...nothing.slice(3)],
    state: [
      'reported' as const,
      'reported' as const,
      'reported' as const,
      ...nothing.slice(3).map(() => 'withheld' as const),
    ],
    numerator: [40, 50, 56, ...nothing.slice(3)],
    denominator: [100, 100, 100, ...nothing.slice(3)],
  },
  funnel: {
    kind: 'share' as const,
    multiplier: 100,
    centre: 0.4,
    level: ['within' as const, 'alert' as const, 'alarm' as const, ...nothing.slice(3)],
    side: [null, 'better' as const, 'better' as const, ...nothing.slice(3)],
  },
}

test('limits are those of the domain, by hand, and only units outside are said to be outside', () => {
  const model = funnel(facts, { kind: 'funnel', measure: 'JN03' })
  const body = model.body as FunnelBody
  expect(body.points.map(({ level, standing }) => [level, standing])).toEqual([
    ['within', '限内'],
    ['alert', '95%限外（偏优）'],
    ['alarm', '99.8%限外（偏优）'],
  ])
  const record = must(model.records.rows[0])
  expect(record.slice(7, 11).map(({ text }) => text)).toEqual(['30.4', '49.6', '24.9', '55.1'])
  expect(body.centre).toEqual({ value: 40, text: '全市 40.0%', role: 'compare' })
})

test('what is withheld stands in the table with its word and is no point of the drawing', () => {
  const model = funnel(facts, { kind: 'funnel', measure: 'JN03' })
  expect((model.body as FunnelBody).points).toHaveLength(3)
  expect(model.table.rows).toHaveLength(units)
  expect(
    must(model.table.rows[3])
      .slice(1)
      .map(({ text }) => text),
  ).toEqual(['不公布', '—', '—'])
})

test('events for so many have the limits of Poisson', () => {
  const events = {
    ...facts,
    funnel: { ...facts.funnel, kind: 'rate' as const, multiplier: 1000, centre: 0.04 },
  }
  const model = funnel(events, { kind: 'funnel', measure: 'JN03' })
  // Four expected in a hundred. Exact 95 % intervals: 0 events end at 3.69 and 1 at 5.57, 8 begin at 3.45 and 9 at 4.12.
  const [low, high] = must(model.records.rows[0])
    .slice(7, 9)
    .map(({ value }) => (must(value) * 100) / 1000)
  expect([must(low) > 0, must(low) < 1, must(high) > 8, must(high) < 9]).toEqual([true, true, true, true])
})

test('what is no share or rate of things counted has no limits and is refused in words', () => {
  expect(() => funnel({ ...facts, funnel: null }, { kind: 'funnel', measure: 'JN03' })).toThrow(ChartRefusal)
})

test('stands on the page of an indicator only where chance can explain half of the units', () => {
  const drawn = (level: (typeof facts.funnel.level)[number][]) =>
    indicatorCharts({ ...facts, funnel: { ...facts.funnel, level } }, {}).funnel !== null
  const rest = nothing.slice(4)
  expect(drawn(['within', 'alert', 'alarm', 'alarm', ...rest])).toBe(true)
  expect(drawn(['within', 'alarm', 'alarm', 'alarm', ...rest])).toBe(false)
})
