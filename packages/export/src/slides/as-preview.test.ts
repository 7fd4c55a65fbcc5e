import type { ChartBody, ChartModel, Tone } from '@cg/charts/model'
import { gallery } from '@cg/charts/testing/gallery'
import { themes } from '@cg/charts/theme'
import { formatValue } from '@cg/domain/number/number-format'
import { must } from '@cg/domain/must'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ReadSeries } from '../testing/chart-part.ts'
import { namedSeries } from '../testing/chart-part.ts'
import type { SlideObject } from '../testing/slide-part.ts'
import { slideObjects } from '../testing/slide-part.ts'
import { partNames, partText } from '../testing/zip.ts'
import { nativeChart } from './forms.ts'
import { renderPptx } from './pptx.ts'

/* Slide = preview: what a model says is read back from the slide's XML. */

type Bodies = { readonly [F in ChartBody['form']]: Extract<ChartBody, { readonly form: F }> }

/** The texts that the preview prints of a body's figures. */
const printed: { readonly [F in ChartBody['form']]: (body: Bodies[F]) => string[] } = {
  bars: (body) => body.rows.flatMap((row) => [row.reason ?? row.figure.text, row.move?.text ?? '']),
  dumbbell: (body) =>
    body.rows.flatMap((row) => [
      row.reason ?? row.end.text,
      row.change,
      body.printsStart && row.start.value !== null ? row.start.text : '',
    ]),
  bump: (body) => body.series.flatMap((line) => line.ranks.map((rank) => (rank === null ? '' : String(rank)))),
  interval: (body) => body.rows.map((row) => (row.place === null ? (row.reason ?? '') : String(row.place))),
  lines: (body) => body.series.map((line) => line.figures.findLast((figure) => figure.value !== null)?.text ?? ''),
  funnel: (body) => body.points.flatMap((point) => (point.level === 'within' ? [] : [point.name])),
  panes: (body) => body.panes.map((pane) => pane.figure.text),
  grid: (body) => body.rows.flatMap((row) => row.cells.map((cell) => cell.text)),
  spine: (body) => body.rows.flatMap((row) => [row.figure.text, row.base.text, row.change, row.place]),
  steps: (body) => body.rows.map((row) => row.figure.text),
  goals: (body) =>
    body.rows.flatMap((row) => [
      `${row.figure.text}${row.figure.value === null ? '' : row.unit}`,
      row.target?.text ?? '',
      row.need,
      row.standing,
    ]),
  tiles: (body) => body.tiles.map((tile) => tile.figure.text),
  map: (body) => [...body.areas, ...body.beside].map((unit) => unit.figure.text),
  plane: (body) => [...body.x.ticks.map(({ text }) => text), body.xWord, ...body.rows.map(({ note }) => note)],
  bullet: (body) => body.cards.flatMap((card) => [card.number, card.unit, card.target?.text ?? '', card.change]),
}

/** The names a body lists, in the preview's order from top to bottom (or left to right over time). */
const listed: { readonly [F in ChartBody['form']]: (body: Bodies[F]) => string[] } = {
  bars: (body) => body.rows.map((row) => row.name),
  dumbbell: (body) => body.rows.map((row) => row.name),
  bump: (body) => [...body.periods],
  interval: (body) => body.rows.map((row) => row.name),
  lines: (body) => [...body.periods],
  funnel: (body) => body.points.flatMap((point) => (point.level === 'within' ? [] : [point.name])),
  panes: (body) => body.panes.map((pane) => pane.name),
  grid: (body) => body.rows.map((row) => row.name),
  spine: (body) => body.rows.map((row) => row.name),
  steps: (body) => body.rows.map((row) => row.name),
  goals: (body) => body.rows.map((row) => row.name),
  tiles: (body) => body.tiles.map((tile) => tile.name),
  map: (body) => body.beside.map((unit) => unit.name),
  plane: (body) => body.rows.map(({ name }) => name),
  bullet: (body) => body.cards.map((card) => card.name),
}

function of<R>(table: { readonly [F in ChartBody['form']]: (body: Bodies[F]) => R }, body: ChartBody): R {
  return (table[body.form] as (given: ChartBody) => R)(body)
}

type Read = {
  readonly objects: readonly SlideObject[]
  readonly chart: string
  readonly series: readonly ReadSeries[]
  /** Every text beside the chart's head and foot, whole and by words. */
  readonly texts: readonly string[]
}

async function read(model: ChartModel): Promise<Read> {
  const bytes = await renderPptx([model])
  const hasChart = (await partNames(bytes)).includes('ppt/charts/chart1.xml')
  const chart = hasChart ? await partText(bytes, 'ppt/charts/chart1.xml') : ''
  const parts = (await partNames(bytes)).filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name))
  const slides = await Promise.all(parts.map(async (name) => slideObjects(await partText(bytes, name))))
  const objects = must(slides[0])
  const series = namedSeries(chart)
  const words = slides
    .flat()
    .filter((object) => !headAndFoot.includes(object.name))
    .flatMap((object) => [...object.xml.matchAll(/<a:t>([^<]*)<\/a:t>/g)].map((match) => match[1] ?? ''))
  const texts = [...words, ...labels(chart, series)].flatMap((text) => [text, ...text.split(' ')])
  return { objects, chart, series, texts }
}

const headAndFoot = ['标题', '副标题', '演示数据', '来源与口径', '页码']

/** What the chart itself prints: fields with their text, and numbers of series that show them, in their format. */
function labels(chart: string, series: readonly ReadSeries[]): string[] {
  const shown = series.filter((line) => line.xml.includes('<c:showVal val="1"/>'))
  const numbers = shown.flatMap((line) => {
    const decimals = /<c:numFmt formatCode="[^".]*\.?(0*)"/.exec(line.xml)?.[1]?.length ?? 0
    return line.values.flatMap((value) => (value === null ? [] : [formatValue(value, { unit: '', decimals })]))
  })
  return [...numbers, ...[...chart.matchAll(/<a:t>([^<]*)<\/a:t>/g)].map((match) => match[1] ?? '')]
}

/** Names along the rows or under the lines, in the order of the sheet; rows run down from the first. */
function categories(chart: string): string[] {
  const cache =
    /<c:cat>[^]*?<\/c:cat>/.exec(chart)?.[0] ?? /<c15:dlblRangeCache>[^]*?<\/c15:dlblRangeCache>/.exec(chart)?.[0]
  return [...(cache ?? '').matchAll(/<c:v>([^<]*)<\/c:v>/g)].map((match) => match[1] ?? '')
}

const { light } = themes
const ink: Readonly<Record<Exclude<Tone, 'plain'>, string>> = {
  focus: light.primary,
  compare: light.highlight,
  context: light.contextMark,
}

const inFocus = { focus: 'YC09', compare: 'YC10' } as const
const cases = [...gallery(), ...gallery(inFocus)].map(
  (model, at) => [`${model.kind}${at < gallery().length ? '' : ' in focus'}`, model] as const,
)

describe.each(cases)('the slide of %s is the preview', (_, model) => {
  let slide: Read
  beforeAll(async () => {
    slide = await read(model)
  })
  const { body } = model

  test('in every value and word it prints', () => {
    const missing = of(printed, body).filter((text) => text !== '' && text !== '—' && !slide.texts.includes(text))
    expect(missing).toEqual([])
  })

  test('in its order and orientation', () => {
    const names = of(listed, body)
    if (nativeChart(model) === null) {
      const places = names.map((name) => slide.texts.indexOf(name))
      expect(places).toEqual(places.toSorted((left, right) => left - right))
      expect(places).not.toContain(-1)
      return
    }
    expect(categories(slide.chart).map((name) => name.replace(/^\d+ {2}/, ''))).toEqual(names)
    if (body.form === 'bump' || body.form === 'lines') expect(slide.chart).toContain('<c:lineChart>')
    else if (slide.chart.includes('<c:barChart>')) {
      expect(slide.chart).toContain('<c:barDir val="bar"/>')
      expect(slide.chart).toMatch(/<c:catAx>.*?<c:orientation val="maxMin"\/>/)
    } else {
      expect(slide.chart).toMatch(/<c:axPos val="l"\/>/)
      expect(slide.chart).toMatch(/<c:valAx><c:axId val="222222222"\/><c:scaling><c:orientation val="maxMin"\/>/)
      for (const line of slide.series)
        expect(line.rows).toEqual(line.values.map((value, at) => (value === null ? null : at + 1)))
    }
  })

  test('in the colours of the units in focus', () => {
    for (const [at, tone] of tonesOf(body).entries()) {
      if (tone === 'plain') continue
      expect(colourAt(slide, body, at), `${at} ${tone}`).toBe(ink[tone].slice(1))
    }
  })

  test('in its brackets', () => {
    const expected = body.form === 'bars' || body.form === 'interval' ? body.brackets : []
    const drawn = slide.objects.filter((object) => object.name.startsWith('括号 '))
    expect(drawn).toHaveLength(expected.length)
    for (const [at, { first, last }] of expected.entries()) {
      const frame = must(slide.objects.find((object) => object.kind === 'frame'))
      const bracket = must(drawn[at])
      const rows = of(listed, body).length
      expect(bracket.y).toBeGreaterThan(frame.y + (frame.h * first) / rows - 0.1)
      expect(bracket.y + bracket.h).toBeLessThan(frame.y + (frame.h * (last + 1)) / rows + 0.1)
    }
  })
})

/** Tones of the rows that carry a mark with the tone's own colour; a state's colour goes before it. */
function tonesOf(body: ChartBody): Tone[] {
  switch (body.form) {
    case 'bars':
      return body.rows.map((row) => (row.reason === null ? row.tone : 'plain'))
    case 'interval':
      return body.rows.map((row) => (row.place === null ? 'plain' : row.tone))
    case 'dumbbell':
      return body.rows.map((row) => (row.light === null && row.end.value !== null ? row.tone : 'plain'))
    case 'bump':
      return body.series.map((line) => (line.tone === 'context' ? 'plain' : line.tone))
    default:
      return []
  }
}

function colourAt({ series }: Read, body: ChartBody, at: number): string | undefined {
  if (body.form === 'bump') {
    const name = must(body.series[at]).name
    const line = must(series.find((candidate) => candidate.name === name))
    return /<a:srgbClr val="(\w+)"/.exec(line.xml)?.[1]
  }
  const marks = must(series.at(-1)).xml
  const own = new RegExp(`<c:dPt><c:idx val="${at}"/>[^]*?</c:dPt>`).exec(marks)?.[0]
  return /<a:solidFill><a:srgbClr val="(\w+)"/.exec(own ?? marks.replace(/<a:ln[^]*?<\/a:ln>/, ''))?.[1]
}
