import type { ChartModel } from '@cg/charts/model'
import { gallery } from '@cg/charts/testing/gallery'
import { chartFromSpec } from '@cg/charts/from-spec'
import { rankingFacts } from '@cg/charts/testing/fixtures'
import { formatValue } from '@cg/domain/number/number-format'
import { must } from '@cg/domain/must'
import { readXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import type { NativeChart } from './slides/native.ts'
import { nativeChart } from './slides/forms.ts'
import { renderPptx } from './slides/pptx.ts'
import { renderSvg } from './image/svg.ts'
import { namedSeries } from './testing/chart-part.ts'
import { partBytes, partNames, partText } from './testing/zip.ts'
import { renderXlsx } from './sheet/xlsx.ts'

type Column = readonly (number | null)[]

/** The numbers that a chart part holds for each series of its sheet, missing points as null. */
function cachedColumns(xml: string): Column[] {
  return namedSeries(xml).map((series) => series.values)
}

async function sheetColumns(
  bytes: Uint8Array,
  sheet: string,
  chart: NativeChart,
): Promise<{ names: unknown[]; columns: Column[]; categories: unknown[] }> {
  const book = await readXlsx(bytes)
  const rows = must(book.sheets.find((candidate) => candidate.name === sheet)).rows
  const body = rows.slice(1)
  return {
    names: must(rows[0]).slice(1, chart.series.length + 1),
    categories: body.map((row) => row[0]),
    columns: chart.series.map((_, at) =>
      body.map((row) => {
        const cell = row[at + 1] ?? null
        if (cell !== null && typeof cell !== 'number') throw new Error(`${String(cell)} is no number`)
        return cell
      }),
    ),
  }
}

const natives = gallery().flatMap((model) => {
  const chart = nativeChart(model)
  return chart === null ? [] : [[model.kind, model, chart] as const]
})

describe.each(natives)('%s', (_, model, chart) => {
  const expected = chart.series.map((line) => [...line.values])

  test('slide, embedded workbook and workbook hold the numbers of the model, empty where there is none', async () => {
    const slide = await renderPptx([model])
    expect(cachedColumns(await partText(slide, 'ppt/charts/chart1.xml'))).toEqual(expected)
    const embedded = await sheetColumns(await partBytes(slide, 'ppt/embeddings/chart-data1.xlsx'), 'Sheet1', chart)
    expect(embedded.columns).toEqual(expected)
    expect(embedded.categories).toEqual([...chart.categories])
    expect(embedded.names).toEqual(chart.series.map((line) => line.name))
    const workbook = await renderXlsx(model)
    expect((await sheetColumns(workbook, '图数据', chart)).columns).toEqual(expected)
    expect(cachedColumns(await partText(workbook, 'xl/charts/chart1.xml'))).toEqual(expected)
  })

  test('the picture prints what the sheets hold', () => {
    const drawn = new Set(
      [
        ...renderSvg(model, { preset: 'slide', theme: 'light', isTransparent: false }).matchAll(
          /<(?:text|tspan)[^>]*>([^<]*)</g,
        ),
      ].flatMap((match) => (match[1] ?? '').split(' ')),
    )
    const printed = chart.series
      .filter((line) => line.label !== 'none')
      .flatMap((line) =>
        line.values
          .filter((value) => value !== null)
          .map((value) => formatValue(value, { unit: chart.unit, decimals: chart.decimals })),
      )
    const shown = model.body.form === 'lines' ? printed.slice(-1) : printed
    expect(shown.filter((text) => !drawn.has(text))).toEqual([])
  })
})

/** Texts of a picture in pieces without their separators; numbers of the axis alone are Office's to write. */
function wordsDrawn(model: ChartModel): string[] {
  const svg = renderSvg(model, { preset: 'slide', theme: 'light', isTransparent: false })
  const texts = [...svg.matchAll(/<(?:text|tspan)[^>]*>([^<]*)</g)].map((match) => match[1] ?? '')
  const pieces = texts.flatMap((text) => text.split(/[｜，\s]+/)).map((piece) => piece.replace(/^◆/, ''))
  return [...new Set(pieces)].filter((piece) => /[\u4e00-\u9fff]/.test(piece) && !/^第\d+位$/.test(piece))
}

test.each(gallery().map((model) => [model.kind, model] as const))(
  'no word of the picture of %s is lost on its slide',
  async (_, model) => {
    const bytes = await renderPptx([model])
    const parts = (await partNames(bytes)).filter((name) => /^ppt\/(slides|charts)\/[^/]+\.xml$/.test(name))
    const xml = await Promise.all(parts.map((name) => partText(bytes, name)))
    const slide = xml.join('').replaceAll(/<[^>]+>/g, '')
    expect(wordsDrawn(model).filter((word) => !slide.includes(word))).toEqual([])
  },
)

test('a thousand awkward numbers are the same everywhere', async () => {
  const awkward = [0.1 + 0.2, 99.995, 100 / 3, 2.5, 1.005, 0, 1e-7, 12345.678, 0.05, 0.15, 88.85, 64.45]
  for (let round = 0; round < 84; round += 1) {
    const values = awkward.map((value, at) => value + round * (at % 3) * 0.01)
    const decimals = round % 3
    const base = rankingFacts()
    const facts = {
      ...base,
      measure: { ...base.measure, decimals },
      value: values,
      state: values.map(() => 'reported' as const),
      rank: values.map((_, at) => at + 1),
      unrankedReason: values.map(() => null),
      target: values.map(() => null),
      light: values.map(() => null),
    }
    const model: ChartModel = chartFromSpec(
      { kind: 'district-ranking', measure: 'JN03' },
      { facts: 'ranking', data: facts },
    )
    if (model.body.form !== 'bars') throw new Error('not bars')
    const texts = model.body.rows.map((row) => row.figure.text)
    expect(texts).toEqual(values.map((value) => formatValue(value, { unit: '%', decimals })))
    expect(model.body.rows.map((row) => Number(row.figure.text.replaceAll(',', '')))).toEqual(
      model.body.rows.map((row) => row.figure.value),
    )
    if (round < 3) {
      const chart = must(nativeChart(model))
      const slide = await renderPptx([model])
      expect(cachedColumns(await partText(slide, 'ppt/charts/chart1.xml'))[0]).toEqual(
        model.body.rows.map((row) => row.figure.value),
      )
      expect((await sheetColumns(await renderXlsx(model), '图数据', chart)).columns[0]).toEqual(
        model.body.rows.map((row) => row.figure.value),
      )
    }
  }
})
