import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { ChartSpec } from '@cg/contract/chart'
import { must } from '@cg/domain/must'
import { expect, test } from 'vitest'
import type { PanesBody } from '../model.ts'
import { paneRuns, panesTargets } from '../options/panes.ts'
import { ChartRefusal } from '../refusal.ts'
import { panelSettings } from '../settings-for.ts'
import { indicatorFacts } from '../testing/fixtures.ts'
import { multiples } from './multiples.ts'

const facts = indicatorFacts()

function drawn(given: IndicatorFacts = facts, spec: Partial<ChartSpec> = {}) {
  const model = multiples(given, { kind: 'multiples', measure: 'JN03', ...spec })
  return { model, body: model.body as PanesBody }
}

test('every unit has its own line, its newest figure, the city beside it and its target, best first, missing ones last', () => {
  const { body } = drawn()
  expect(body.panes).toHaveLength(facts.units.code.length)
  const values = body.panes.map((pane) => pane.figure.value)
  const known = values.filter((value) => value !== null)
  expect(known).toEqual(known.toSorted((left, right) => right - left))
  expect(values.slice(known.length).every((value) => value === null)).toBe(true)
  const first = must(body.panes[0])
  const at = facts.units.code.indexOf(first.key)
  expect(first.figures.map((figure) => figure.value)).toEqual(must(facts.unitSeries[at]).value)
  expect(first.beside?.map((figure) => figure.value)).toEqual(facts.citySeries.value)
  expect(first.target?.value).toBe(facts.current.target[at])
  expect(body.panes.find((pane) => pane.figure.state === 'not_applicable')?.figure.text).toBe('不适用')
})

test('one axis holds every figure, or each unit has its own and the note says that heights do not compare', () => {
  const { body } = drawn()
  const common = must(body.panes[0]).scale
  expect(body.panes.every((pane) => pane.scale === common)).toBe(true)
  const own = drawn(facts, { axes: 'own' })
  expect(new Set(own.body.panes.map((pane) => `${pane.scale.from}-${pane.scale.to}`)).size).toBeGreaterThan(1)
  expect(own.model.fullNote).toContain('各图纵轴不同，高低不能跨图比较')
})

test('no line leads over a change of definition or a quarter without a figure, and the break is marked', () => {
  const { body, model } = drawn()
  expect(body.breaks).toEqual([{ at: facts.periods.indexOf('2025Q1'), text: '口径调整' }])
  // 2024Q3 has no city figure, and from 2025Q1 on another definition holds.
  expect(paneRuns(body, must(body.panes[0]?.beside))).toEqual([[0, 1], [3], [4, 5, 6, 7, 8, 9, 10]])
  expect(model.fullNote).toContain('2025年第一季度起口径调整，折线断开，前后不作比较')
})

test('from and to narrow the quarters; targets and lights stand at the release’s own quarter alone', () => {
  const { body, model } = drawn(facts, { from: '2025Q1', to: '2025Q4' })
  expect(body.periods).toEqual(['25Q1', '25Q2', '25Q3', '25Q4'])
  expect(body.panes.every((pane) => pane.target === null && pane.light === null)).toBe(true)
  expect(model.table.columns.map((column) => column.header).slice(1, 5)).toEqual(['25Q1', '25Q2', '25Q3', '25Q4'])
  expect(() => drawn(facts, { from: '2030Q1' })).toThrow(ChartRefusal)
})

test('what grows through the year stands beside the unit’s own last year, unless the definition changed between them', () => {
  const running = { ...facts.indicator, span: { ...facts.indicator.span, kind: 'yearToDate' as const } }
  const { body } = drawn({ ...facts, indicator: running, breaks: [] })
  const first = must(body.panes[0])
  const series = must(facts.unitSeries[facts.units.code.indexOf(first.key)]).value
  const of = (period: string) => series[facts.periods.indexOf(period)] ?? null
  expect(body.periods).toEqual(['1季度', '1—2季度', '1—3季度', '1—4季度'])
  expect([body.ownWord, body.besideWord]).toEqual(['2026年', '2025年'])
  expect(first.figures.map((figure) => figure.value)).toEqual([of('2026Q1'), of('2026Q2'), of('2026Q3'), null])
  expect(first.beside?.map((figure) => figure.value)).toEqual(['2025Q1', '2025Q2', '2025Q3', '2025Q4'].map(of))
  const changed = drawn({ ...facts, indicator: running, breaks: ['2026Q1'] as typeof facts.breaks })
  expect(changed.body.panes.every((pane) => pane.beside === null)).toBe(true)
  expect(changed.body.besideWord).toBe('')
})

test('a hundred units are drawn 45 at a time, listed whole in the table, and a page beyond the last is refused', () => {
  const count = 100
  const many = <T>(column: readonly T[]): T[] =>
    Array.from({ length: 12 }, () => column.slice(0, 9))
      .flat()
      .slice(0, count)
  const wide: IndicatorFacts = {
    ...facts,
    units: {
      ...facts.units,
      code: Array.from({ length: count }, (_, at) => `U${at}`),
      name: many(facts.units.name),
      shortName: many(facts.units.shortName),
      group: many(facts.units.group),
    },
    unitSeries: many(facts.unitSeries),
    current: Object.fromEntries(
      Object.entries(facts.current).map(([key, column]) => [key, many(column as unknown[])]),
    ) as IndicatorFacts['current'],
  }
  const third = drawn(wide, { page: 3 })
  expect(third.body.panes).toHaveLength(10)
  expect(third.model.table.rows).toHaveLength(count + 1)
  expect(third.model.fullNote).toContain('图中为第91—100个单位，共100个，数据表列出全部')
  expect(() => drawn(wide, { page: 4 })).toThrow('共100个单位，没有第4页')
})

test('every pane can be reached: its target covers it and no other', () => {
  const { body } = drawn()
  const settings = panelSettings({ width: 1100, height: 400, theme: 'light', animation: false })
  const targets = panesTargets(body, { left: 0, top: 0, width: 1100, height: 400 }, settings)
  expect(targets.map(({ key }) => key)).toEqual(body.panes.map(({ key }) => key))
  const [first, second] = [must(targets[0]).box, must(targets[1]).box]
  expect(first.left + first.width).toBeLessThanOrEqual(second.left)
})
