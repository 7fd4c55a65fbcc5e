import type { ChartSpec } from '@cg/contract/chart'
import { must } from '@cg/domain/must'
import { expect, test } from 'vitest'
import { chartFromSpec } from '../from-spec.ts'
import { panesOption } from '../options/panes.ts'
import { linesOption } from '../options/lines.ts'
import { readingNotes } from '../reading-notes.ts'
import { panelSettings } from '../settings-for.ts'
import { indicatorFacts, units } from '../testing/fixtures.ts'

/* The first unit was made in 2026Q3 of two others; the second was set up then. */

const periods = ['2026Q1', '2026Q2', '2026Q3']
const [merged = '', young = ''] = units.code
const words = '云安2026年第二季度及以前按合并前的安平、北山合计重算，不参与当时的排名'
const plain = indicatorFacts()
const facts = indicatorFacts({
  periods,
  revised: [],
  breaks: [],
  citySeries: {
    value: [80, 81, 82],
    state: periods.map(() => 'reported' as const),
    numerator: [80, 81, 82],
    denominator: [100, 100, 100],
    expected: [null, null, null],
    lacking: [[], [], []],
  },
  unitSeries: plain.unitSeries.map((_, at) => {
    if (at === 0)
      return {
        value: [70, 72.4, 75],
        state: ['reported', 'reported', 'reported'] as const satisfies string[],
        restated: [true, true, false],
      }
    const state = at === 1 ? ('not_established' as const) : ('reported' as const)
    return { value: [at === 1 ? null : 60, at === 1 ? null : 61, 62], state: [state, state, 'reported' as const] }
  }),
  pasts: [
    { unit: merged, from: '2026Q3', isRestated: true, words },
    { unit: young, from: '2026Q3', isRestated: false, words: '新区2026年第三季度起设立，此前没有数据' },
  ],
})

function modelOf(spec: Partial<ChartSpec> & Pick<ChartSpec, 'kind'>) {
  return chartFromSpec({ measure: facts.indicator.code, ...spec } as ChartSpec, { facts: 'indicator', data: facts })
}

const settings = panelSettings({ theme: 'light', width: 800, height: 400, animation: false })
const box = { left: 0, top: 0, width: 800, height: 400 }

test('a line draws the quarters before a merge hollow and dashed, and tells of them beneath and in its table', () => {
  const model = modelOf({ kind: 'trend', focus: merged })
  if (model.body.form !== 'lines') throw new Error(model.body.form)
  const note = `${words}（□，虚线）`
  expect(readingNotes(model.body)).toContain(note)
  expect(model.lines.note).toContain(note)
  const at = model.table.columns.findIndex(({ key }) => key === merged)
  expect(model.table.rows.map((row) => row[at]?.text)).toEqual(['70.0（重算）', '72.4（重算）', '75.0'])
  expect(model.table.rows.map((row) => row[at]?.value)).toEqual([70, 72.4, 75])
  const own = model.records.rows.filter((row) => row[1]?.text === units.shortName[0])
  expect(own.map((row) => row.at(-3)?.text)).toEqual(['重算', '重算', '已报'])
  type Series = { name: string; data: { symbol?: string }[]; lineStyle: { type: unknown; opacity: number } }
  const drawn = (linesOption(model.body, box, settings)['series'] as Series[]).filter(
    ({ name }) => name === units.shortName[0],
  )
  expect(must(drawn[0]).data.map(({ symbol }) => symbol ?? 'circle')).toEqual(['rect', 'rect', 'circle'])
  // Nothing solid leads from what was reckoned again: one point of its own stands at the end.
  expect(drawn.slice(1).map(({ lineStyle }) => lineStyle.type)).toEqual([[4, 4]])
})

test('a line of a unit that was set up says that it was not there', () => {
  const model = modelOf({ kind: 'trend', focus: young })
  const at = model.table.columns.findIndex(({ key }) => key === young)
  expect(model.table.rows.map((row) => row[at]?.text)).toEqual(['当时未设立', '当时未设立', '62.0'])
  expect(model.lines.note).toContain('新区2026年第三季度起设立，此前没有数据')
  expect(model.lines.note).not.toContain('□')
})

test('nothing is told of units that are not drawn', () => {
  const other = must(units.code[3])
  expect(modelOf({ kind: 'trend', focus: other }).lines.note).not.toContain('重算')
})

test('small charts draw them dashed, with a key', () => {
  const model = modelOf({ kind: 'multiples' })
  if (model.body.form !== 'panes') throw new Error(model.body.form)
  const { graphic } = panesOption(model.body, box, settings) as { graphic: { style: { text?: string } }[] }
  expect(graphic.map(({ style }) => style.text)).toContain('按合并前合计重算')
  expect(model.lines.note).toContain(`${words}（虚线）`)
  const row = must(model.table.rows.find((cells) => cells[0]?.text === units.shortName[0]))
  expect(row.slice(1, 4).map(({ text }) => text)).toEqual(['70.0（重算）', '72.4（重算）', '75.0'])
})

test('a grid of quarters holds them against nothing', () => {
  const model = modelOf({ kind: 'unit-history' })
  if (model.body.form !== 'grid') throw new Error(model.body.form)
  const row = must(model.body.rows.find(({ key }) => key === merged))
  expect(row.cells.map(({ mark, tint, isWeak }) => [mark, tint === null, isWeak])).toEqual([
    ['□', true, false],
    ['□', true, false],
    [must(row.cells[2]).mark, false, true],
  ])
  expect(row.total).toBe('1期')
  expect(must(model.body.rows.find(({ key }) => key === young)).cells[0]?.words).toBe('当时未设立')
  expect(model.lines.note).toContain(`${words}（□）`)
})

test('quarters after a merge alone say nothing of it', () => {
  const model = modelOf({ kind: 'trend', focus: merged, from: '2026Q3' })
  expect(model.lines.note).not.toContain('重算')
})
