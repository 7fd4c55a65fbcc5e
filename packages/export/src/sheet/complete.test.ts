import { chartFromSpec } from '@cg/charts/from-spec'
import type { ChartModel } from '@cg/charts/model'
import { gallery } from '@cg/charts/testing/gallery'
import { rankingFacts, scoreFacts } from '@cg/charts/testing/fixtures'
import { must } from '@cg/domain/must'
import { readXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { renderCsv } from './csv.ts'
import { renderXlsx } from './xlsx.ts'

/* What is drawn is in the files: CSV and the workbook's 数据. */

function modelOf(kind: ChartModel['kind']): ChartModel {
  return must(gallery().find((model) => model.kind === kind))
}

/** Every number that the picture shows, as it is printed. */
function drawnNumbers(model: ChartModel): string[] {
  const { body } = model
  switch (body.form) {
    case 'bars':
      return body.rows.flatMap((row) => [row.figure.text, String(row.full ?? row.figure.text)])
    case 'dumbbell':
      return body.rows.flatMap((row) => [row.start.text, row.end.text])
    case 'bump':
      return body.series.flatMap((line) => line.ranks.map(String))
    case 'interval':
      return body.rows.flatMap((row) => [row.place, row.low, row.high].map(String))
    case 'lines':
      return body.series.flatMap((line) => line.figures.map((figure) => figure.text))
    case 'funnel':
      return body.points.flatMap((point) => [point.figure.text, point.size.text])
    case 'panes':
      return body.panes.flatMap((pane) => [
        ...pane.figures.map((figure) => figure.text),
        String(pane.target?.value ?? ''),
      ])
    case 'grid':
      return body.rows.flatMap((row) =>
        row.cells.flatMap((cell) => cell.text.split(/[（）]/).filter((part) => part !== '')),
      )
    case 'spine':
      return body.rows.flatMap((row) => [row.figure.text, row.base.text, row.goal.text, row.place.replace('并列', '')])
    case 'steps':
      return body.rows.map((row) => String(row.figure.value))
    case 'map':
      return [...body.areas, ...body.beside].map((unit) => unit.figure.text)
    case 'tiles':
      return body.tiles.map((tile) => tile.figure.text)
    case 'goals':
      return body.rows.flatMap((row) =>
        [row.figure, row.base, row.expected, row.target, row.final].map((mark) => mark?.text ?? ''),
      )
    case 'plane':
      return body.dots.flatMap(({ x, y }) => [x, ...(body.y === null ? [] : [y])].map((value) => value.toFixed(1)))
    case 'bullet':
      return body.cards.flatMap((card) => [card.figure.text, ...card.spark.map(String)])
  }
}

describe.each(gallery().map((model) => [model.kind, model] as const))('%s', (_, model) => {
  test('the CSV and the sheet 数据 hold every number that is drawn', async () => {
    const drawn = [...new Set(drawnNumbers(model))]
      .filter((text) => /\d/.test(text))
      .map((text) => Number(text.replaceAll(',', '')))
    expect(drawn.length).toBeGreaterThan(0)
    const csv = new Set(
      renderCsv(model)
        .split(/[\r\n,]/)
        .map(Number),
    )
    expect(drawn.filter((value) => !csv.has(value))).toEqual([])
    const book = await readXlsx(await renderXlsx(model))
    const cells = new Set(must(book.sheets.find((sheet) => sheet.name === '数据')).rows.flat())
    expect(drawn.filter((value) => !cells.has(value))).toEqual([])
  })

  test('states keep their words in the column of the figure', () => {
    const states = new Set(
      model.records.rows
        .flat()
        .filter((cell) => cell.value === null)
        .map((cell) => cell.text),
    )
    const drawn = drawnNumbers(model).filter((text) => /^(未报|不适用|无法提供|不公布|不可计算)$/.test(text))
    expect(drawn.filter((text) => !states.has(text))).toEqual([])
  })
})

test('the history of the bump has one record per unit and quarter', () => {
  const model = modelOf('bump')
  if (model.body.form !== 'bump') throw new Error('no bump')
  expect(model.records.rows).toHaveLength(12 * model.body.periods.length)
  expect(model.records.columns.map((column) => column.header)).toContain('位次')
})

test('the base of the dumbbell stands beside the value, its change in 个百分点', () => {
  const { records } = modelOf('dumbbell')
  const at = (header: string) => records.columns.findIndex((column) => column.header === header)
  expect(must(records.columns[at('比基期变化')]).unit).toBe('个百分点')
  const row = must(records.rows.find((cells) => cells[2]?.text === '江北区'))
  expect([row[at('值')]?.value, row[at('基期值')]?.value, row[at('比基期变化')]?.value]).toEqual([85.1, 63, 22.1])
})

test('the difference of rates is 个百分点 in every column, and an indicator in 百分点 says so everywhere', () => {
  const { records } = modelOf('gaps')
  expect(must(records.columns.find((column) => column.header === '差距')).unit).toBe('个百分点')
  expect(must(records.columns.find((column) => column.header === '对比期差距')).unit).toBe('个百分点')
  const base = rankingFacts()
  const data = { ...base, measure: { ...base.measure, unit: '百分点' } }
  const model = chartFromSpec({ kind: 'district-ranking', measure: 'JN03' }, { facts: 'ranking', data })
  const texts = [JSON.stringify(model.records.columns), JSON.stringify(model.table.columns), model.lines.subtitle]
  expect(texts.filter((text) => /(?<!个)百分点/.test(text))).toEqual([])
  expect(model.body.form === 'bars' && model.body.scale.unit).toBe('个百分点')
})

test('a ranking’s file tells what its picture does besides figures: brackets, moves, and whose total holds zeros', () => {
  const base = scoreFacts()
  const lacking = base.parts.slice(0, 2).map((part) => part.code)
  const zeroItems = base.zeroItems.map((items, at) => (at === 0 ? lacking : items))
  const partState = base.partState.map((states) => states.map((state, at) => (at === 0 ? 'not_reported' : state)))
  const data = { ...base, zeroItems, partState, groups: [[1, 2]] }
  for (const kind of ['district-ranking', 'tile-map'] as const) {
    const { records, ranking } = chartFromSpec({ kind, measure: 'score' }, { facts: 'ranking', data })
    for (const table of [records, must(ranking)]) {
      const at = (header: string) => table.columns.findIndex((column) => column.header === header)
      const close = table.rows.map((row) => must(row[at('差距很小的单位')]).text).filter((text) => text !== '')
      expect(close, kind).toHaveLength(2)
      const marks = table.rows.map((row) => must(row[at('标记')]).text)
      expect(
        marks.filter((mark) => mark.includes('*得分含未报、按0分计的指标2项')),
        kind,
      ).toHaveLength(1)
    }
    const moves = records.columns.findIndex((column) => column.header === '位次变动')
    expect(records.rows.map((row) => must(row[moves]).text).join(), kind).toMatch(/(上升|下降)\d位/)
  }
})

test('cards and gaps keep in their files what they are judged by and compared with', () => {
  const cards = modelOf('kpi')
  const headers = cards.records.columns.map((column) => column.header)
  expect(headers).toEqual(expect.arrayContaining(['时序目标', '上年同期', '变化']))
  const gaps = modelOf('gaps')
  const against = gaps.records.columns.findIndex((column) => column.header === '对比期')
  expect(must(must(gaps.records.rows[0])[against]).text).toBe('2026年第二季度')
})

test('the lights of units keep the target they were judged by, and a waterfall says which rows are scores', () => {
  const lights = modelOf('target-lights').records.columns.map((column) => column.header)
  expect(lights).toEqual(expect.arrayContaining(['2026年目标', '时序目标']))
  const { columns, rows } = modelOf('waterfall').records
  const code = columns.findIndex((column) => column.header === '指标代码')
  expect(columns.map((column) => column.header)).toContain('得分或增减')
  expect([rows[0], rows.at(-1)].map((row) => row?.[code]?.text)).toEqual(['—', '—'])
})

test('people are whole numbers in every file', async () => {
  for (const model of gallery()) {
    const columns = model.records.columns.flatMap((column, at) => (/^(分子|分母)$/.test(column.header) ? [at] : []))
    for (const row of model.records.rows)
      for (const at of columns) expect(must(row[at]).text, model.kind).toMatch(/^(—|[\d,]+)$/)
    if (columns.length === 0) continue
    expect(renderCsv(model), model.kind).not.toMatch(/,\d+\.00,/)
  }
})

test('every method and the note in full are in 说明 and the CSV, and no method in a picture', async () => {
  const withMethods = gallery().filter((model) => model.methods.length > 0)
  expect(withMethods.map((model) => model.kind)).toEqual(expect.arrayContaining(['district-ranking', 'rank-interval']))
  for (const model of gallery()) {
    const told = [...model.methods, ...(model.fullNote === null ? [] : [model.fullNote.replace(/^注：/, '')])]
    const book = await readXlsx(await renderXlsx(model))
    const notes = must(book.sheets[0]).rows.map((row) => row[1])
    const csv = renderCsv(model)
    for (const text of told) {
      expect(notes, model.kind).toContain(text)
      expect(csv, model.kind).toContain(text)
    }
    const picture = Object.values(model.lines).join('')
    for (const method of model.methods) expect(picture, model.kind).not.toContain(method)
  }
})
