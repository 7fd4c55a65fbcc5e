import type { ChartModel } from '@cg/charts/model'
import { pageFrom } from '@cg/charts/page/page'
import { chartFromSpec } from '@cg/charts/from-spec'
import { bulletinModel } from '@cg/charts/bulletin/bulletin'
import { bulletinAnswers } from '@cg/charts/testing/bulletin-fixture'
import { matrixFacts, rankingFacts } from '@cg/charts/testing/fixtures'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { ResultState } from '@cg/domain/cell'
import { must } from '@cg/domain/must'
import { formatResult } from '@cg/domain/number/number-format'
import { roundHalfAway } from '@cg/domain/number/round'
import { readXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { renderSvg } from './image/svg.ts'
import { renderPage } from './page/render-page.ts'
import { renderBulletinDocx } from './paper/docx.ts'
import { renderCsv } from './sheet/csv.ts'
import { renderXlsx } from './sheet/xlsx.ts'
import { renderPptx } from './slides/pptx.ts'
import { textsOf } from './stamp/texts.ts'
import { partBytes, partNames, partText } from './testing/zip.ts'

/*
 * One truth: what one formatter says of a figure is what stands on the screen (the model), in the picture, on the slide, in
 * the workbook, in the table of a program, in a document, in the sheet behind a chart, and on paper. Eleven grids of every state and shape of number, 1,056 figures.
 */

const states = [
  'not_reported',
  'not_applicable',
  'not_available',
  'withheld',
  'zero_denominator',
  'uncomputable',
  'not_established',
  'invalid',
] as const satisfies readonly ResultState[]

/** Unit, digits and reach of each column, turned by one column each round. */
const shapes = [
  { measureUnit: '%', decimals: 1, most: 100 },
  { measureUnit: '人', decimals: 0, most: 2_000_000 },
  { measureUnit: '万元', decimals: 2, most: 98_765 },
  { measureUnit: '人/万人', decimals: 4, most: 3 },
  { measureUnit: '‰', decimals: 2, most: 10 },
  { measureUnit: '项', decimals: 0, most: 12 },
  { measureUnit: '%', decimals: 2, most: 0.06 },
  { measureUnit: '元', decimals: 0, most: 120_000_000 },
] as const

/** Ties of rounding, next to nothing, nothing, and all there is. */
const awkward = [0, 0.05, 0.15, 2.5, 99.995, 100 / 3, 1.005, 64.45]

const rounds = Array.from({ length: 11 }, (_, round) => round)

function shapeOf(column: number, round: number): (typeof shapes)[number] {
  return must(shapes[(column + round) % shapes.length])
}

/** Every seventh figure is none, for another reason each; the others spread over their reach. */
function grid(round: number): MatrixFacts {
  const base = matrixFacts()
  const values = base.indicators.map((_, column) =>
    base.units.code.map((__, unit) => {
      const at = round * 96 + column * 12 + unit
      if (at % 7 === 3) return null
      const { decimals, most } = shapeOf(column, round)
      const raw = at % 5 === 0 ? must(awkward[at % awkward.length]) : (most * ((at * 7919) % 1009)) / 1009
      return roundHalfAway(raw, decimals)
    }),
  )
  return matrixFacts({
    indicators: base.indicators.map((indicator, column) => ({ ...indicator, ...formatOf(column, round) })),
    value: values,
    state: values.map((row, column) =>
      row.map((value, unit) => (value !== null ? 'reported' : must(states[(round + column + unit) % states.length]))),
    ),
    light: values.map((row) => row.map(() => null)),
    rank: values.map((row) => row.map(() => null)),
  })
}

function formatOf(column: number, round: number) {
  const { measureUnit, decimals } = shapeOf(column, round)
  return { unit: measureUnit, decimals }
}

/** By unit, then indicator. */
function truthOf({ units, value, state }: MatrixFacts, round: number): string[][] {
  return units.code.map((_, unit) =>
    value.map((row, column) => {
      const { measureUnit, decimals } = shapeOf(column, round)
      return formatResult(
        { value: row[unit] ?? null, state: must(state[column]?.[unit]) },
        { unit: measureUnit, decimals },
      )
    }),
  )
}

function modelOf(facts: MatrixFacts): ChartModel {
  return chartFromSpec({ kind: 'tartan', cut: 'change' }, { facts: 'matrix', data: facts })
}

/** Those of `wanted` that `found` lacks, each as often as it lacks it. */
function lacking(wanted: readonly string[], found: readonly string[]): string[] {
  const left = new Map<string, number>()
  for (const text of found) left.set(text, (left.get(text) ?? 0) + 1)
  return wanted.filter((text) => {
    const count = left.get(text) ?? 0
    left.set(text, count - 1)
    return count <= 0
  })
}

const withoutMark = (text: string): string => text.replace(/^[●▲■◆▼◇＝–]\s*/u, '').trim()

describe.each(rounds)('grid %i', { timeout: 120_000 }, (round) => {
  const facts = grid(round)
  const truth = truthOf(facts, round)
  const all = truth.flat()
  const model = modelOf(facts)

  test('on the screen: as it is drawn, and as a table', () => {
    if (model.body.form !== 'grid') throw new Error('no grid')
    expect(model.body.rows.map(({ cells }) => cells.map(({ text }) => text))).toEqual(truth)
    expect(model.table.rows.map((row) => row.slice(1, 9).map(({ text }) => text))).toEqual(truth)
  })

  test('in the picture', () => {
    const svg = renderSvg(model, { preset: 'poster', theme: 'light', isTransparent: false })
    const drawn = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map((match) => withoutMark(match[1] ?? ''))
    expect(lacking(all, drawn)).toEqual([])
  })

  test('on the slide, as text of its table', async () => {
    const texts = await textsOf(await renderPptx([model]), 'pptx')
    expect(lacking(all, texts.map(withoutMark))).toEqual([])
  })

  test('in the workbook: a number with the digits it is printed with, a word where there is none', async () => {
    const { sheets } = await readXlsx(await renderXlsx(model), { readStyles: true })
    const { rows, cells } = must(sheets.find(({ name }) => name === '图数据'))
    for (const [unit, texts] of truth.entries()) {
      for (const [column, text] of texts.entries()) {
        const cell = rows[unit + 1]?.[column + 1]
        const value = facts.value[column]?.[unit] ?? null
        expect(cell).toBe(value ?? text)
        const format = cells?.get(`${unit + 1},${column + 1}`)?.style?.numFmt ?? ''
        if (value !== null) expect(format.split('.')[1]?.length ?? 0).toBe(text.split('.')[1]?.length ?? 0)
      }
    }
  })

  test('in the table of a program, without separators', () => {
    const lines = renderCsv(model).slice(1).split('\r\n')
    const columns = must(lines[0]).split(',')
    const [unitAt, indicatorAt, valueAt] = ['单位代码', '指标代码', '值'].map((name) => columns.indexOf(name))
    const found = new Map(
      lines.slice(1, 97).map((line) => {
        const cells = line.split(',')
        return [`${cells[must(unitAt)]} ${cells[must(indicatorAt)]}`, cells[must(valueAt)] ?? '']
      }),
    )
    for (const [unit, texts] of truth.entries())
      for (const [column, text] of texts.entries()) {
        const key = `${facts.units.code[unit]} ${facts.indicators[column]?.code}`
        expect(found.get(key)).toBe(text.replaceAll(',', ''))
      }
  })
})

describe('on paper and in the deck of the page', { timeout: 240_000 }, () => {
  test.each(rounds.slice(0, 3))('grid %i', async (round) => {
    const facts = grid(round)
    const wanted = truthOf(facts, round)
      .flat()
      .map((text) => text.replaceAll(/\s/g, ''))
    const page = pageFrom({ page: 'compare', matrix: facts, indicator: null, history: null }, { cut: 'change' }, null)
    const paper = (await textsOf((await renderPage(page, 'pdf')).bytes, 'pdf')).join('\n')
    expect([...new Set(wanted)].filter((text) => !paper.includes(text))).toEqual([])
    const deck = (await renderPage(page, 'pptx')).bytes
    const parts = (await partNames(deck)).filter((name) => /^ppt\/slides\/[^/]+\.xml$/.test(name))
    const slides = (await Promise.all(parts.map((name) => partText(deck, name)))).join('')
    expect([...new Set(wanted)].filter((text) => !slides.includes(text))).toEqual([])
  })
})

/** Texts of each cell, by table and row. */
function tablesOf(document: string): string[][][] {
  const partsOf = (xml: string, name: string): string[] =>
    [...xml.matchAll(new RegExp(`<w:${name}>(.*?)</w:${name}>`, 'gsu'))].map((match) => match[1] ?? '')
  return partsOf(document, 'tbl').map((table) =>
    partsOf(table, 'tr').map((row) => partsOf(row, 'tc').map((cell) => cell.replaceAll(/<[^>]+>/gu, ''))),
  )
}

test('in the document: every figure of all grids in its cell', async () => {
  const answers = rounds.map((round) => {
    const matrix = grid(round)
    const indicators = matrix.indicators.map((indicator) => ({ ...indicator, isAssessed: true }))
    return bulletinAnswers({ matrix: { ...matrix, indicators } })
  })
  const annexes = answers.map((one) => must(bulletinModel(one, {}, null).annexes.at(-1)))
  const model = { ...bulletinModel(bulletinAnswers(), {}, null), annexes }
  const tables = tablesOf(await partText(await renderBulletinDocx(model, {}), 'word/document.xml'))
  expect(tables.length).toBe(rounds.length)
  for (const [round, [, ...rows]] of tables.entries())
    for (const [unit, texts] of truthOf(grid(round), round).entries())
      expect(rows.map((cells) => cells[unit + 2])).toEqual(texts)
})

test('in the sheet behind a chart on a slide: the numbers alone', async () => {
  const facts = grid(0)
  const wanted = truthOf(facts, 0)
  const models = shapes.map((_, column) => {
    const { measureUnit: unit, decimals } = shapeOf(column, 0)
    const { measure } = rankingFacts()
    const [value, state] = [must(facts.value[column]), must(facts.state[column])]
    const data = rankingFacts({ measure: { ...measure, unit, decimals }, value, state, rank: value.map(() => null) })
    return chartFromSpec({ kind: 'district-ranking', measure: measure.code }, { facts: 'ranking', data })
  })
  const deck = await renderPptx(models)
  for (const column of shapes.keys()) {
    const book = await readXlsx(await partBytes(deck, `ppt/embeddings/chart-data${column + 1}.xlsx`))
    const rows = must(book.sheets.find(({ name }) => name === 'Sheet1')).rows
    const { measureUnit: unit, decimals } = shapeOf(column, 0)
    const behind = new Map(rows.slice(1).map((row) => [row[0], row[1] ?? null]))
    for (const [at, name] of facts.units.shortName.entries()) {
      const number = behind.get(name) ?? null
      const text = must(wanted[at]?.[column])
      if (must(facts.value[column])[at] === null) expect(number, name).toBeNull()
      else expect(formatResult({ value: Number(number), state: 'reported' }, { unit, decimals }), name).toBe(text)
    }
  }
})

test('the figures are a thousand and more, of every state', () => {
  const facts = rounds.map(grid)
  expect(facts.flatMap(({ value }) => value.flat()).length).toBe(1056)
  expect(new Set(facts.flatMap(({ state }) => state.flat())).size).toBe(states.length + 1)
})
