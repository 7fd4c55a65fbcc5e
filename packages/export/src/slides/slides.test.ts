import { chartFromSpec } from '@cg/charts/from-spec'
import type {
  BarsBody,
  BulletBody,
  ChartBody,
  ChartModel,
  DumbbellBody,
  GridBody,
  IntervalBody,
  LinesBody,
} from '@cg/charts/model'
import { niceScale } from '@cg/charts/scale'
import { rankingFacts } from '@cg/charts/testing/fixtures'
import { gallery } from '@cg/charts/testing/gallery'
import { must } from '@cg/domain/must'
import { readXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { namedSeries, readSeries } from '../testing/chart-part.ts'
import { officeFindings } from '../testing/office.ts'
import type { SlideObject } from '../testing/slide-part.ts'
import { slideObjects, tableHeight } from '../testing/slide-part.ts'
import { partBytes, partNames, partText } from '../testing/zip.ts'
import { checkPptx } from './check.ts'
import { nativeChart } from './forms.ts'
import { renderPptx } from './pptx.ts'

type Form = ChartBody['form']
type BodyOf<F extends Form> = Extract<ChartBody, { readonly form: F }>

/** A chart of the gallery with another body of its form. */
function changed<F extends Form>(
  kind: ChartModel['kind'],
  form: F,
  change: (body: BodyOf<F>) => BodyOf<F>,
): ChartModel {
  const model = must(gallery().find((candidate) => candidate.kind === kind))
  if (model.body.form !== form) throw new Error(`${kind} is no ${form}`)
  return { ...model, body: change(model.body as BodyOf<F>) }
}

async function slidesOf(model: ChartModel): Promise<{ bytes: Uint8Array; slides: SlideObject[][] }> {
  const bytes = await renderPptx([model])
  const names = (await partNames(bytes)).filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name))
  const slides = await Promise.all(names.map((_, at) => partText(bytes, `ppt/slides/slide${at + 1}.xml`)))
  return { bytes, slides: slides.map(slideObjects) }
}

function named(objects: readonly SlideObject[], name: string): SlideObject {
  return must(
    objects.find((object) => object.name === name),
    `no object ${name}`,
  )
}

const longNames = Array.from({ length: 30 }, (_, at) => `第${at + 1}项规上工业企业技能薪酬激励机制建制率`)

describe('a contribution of thirty parts', async () => {
  const model = changed('contribution', 'bars', (body): BarsBody => {
    const row = must(body.rows[0])
    return {
      ...body,
      rows: longNames.map((name, at) => ({
        ...row,
        key: name,
        name,
        figure: { ...row.figure, value: 1 + at / 10, text: (1 + at / 10).toFixed(2) },
        full: 5,
      })),
    }
  })
  const { bytes, slides } = await slidesOf(model)

  test('stands on three slides with every name and ends above the source line', async () => {
    expect(slides).toHaveLength(3)
    const names: string[] = []
    for (const [at, objects] of slides.entries()) {
      const chart = named(objects, '图表')
      expect(chart.y + chart.h).toBeLessThan(named(objects, '来源与口径').y)
      expect(named(objects, '标题').words).toBe(`${model.title}（${at + 1}/3）`)
      const xml = await partText(bytes, `ppt/charts/chart${at + 1}.xml`)
      expect(xml).toContain('<c:tickLblSkip val="1"/>')
      names.push(
        ...[...must(/<c:cat>.*?<\/c:cat>/.exec(xml))[0].matchAll(/<c:v>([^<]*)<\/c:v>/g)].map(
          (match) => match[1] ?? '',
        ),
      )
    }
    expect(names).toEqual(longNames)
  })

  test('prints names no higher than its rows, and values in a column beside the full marks', async () => {
    const frame = named(must(slides[0]), '图表')
    const xml = await partText(bytes, 'ppt/charts/chart1.xml')
    const points = Number(/<c:catAx>.*?sz="(\d+)"/.exec(xml)?.[1]) / 100
    expect(points).toBe(14)
    expect((points * 1.3) / 72).toBeLessThan(frame.h / 10)
    const max = Number(/<c:max val="([\d.]+)"/.exec(xml)?.[1])
    const [full, points2] = namedSeries(xml)
    expect(max).toBeGreaterThan(5 * 1.05)
    expect(must(full).name).toBe('满分')
    expect(valueEdges(xml, must(points2).values)).toSatisfy((edges: number[]) =>
      edges.every((edge) => edge > plotX(xml, 5)),
    )
  })
})

/** Share of the frame's width where a value stands on a bar chart's axis. */
function plotX(xml: string, value: number): number {
  const read = (tag: string) => Number(new RegExp(`<c:${tag} val="(-?[\\d.]+)"/>`).exec(xml)?.[1])
  return read('x') + (read('w') * (value - read('min'))) / (read('max') - read('min'))
}

/** Where the moved labels of bars begin, as shares of the frame's width. */
function valueEdges(xml: string, values: readonly (number | null)[]): number[] {
  const steps = [...xml.matchAll(/<c:dLbl><c:idx val="(\d+)"\/><c:layout><c:manualLayout><c:x val="([\d.]+)"/g)]
  return steps.map(([, at, step]) => plotX(xml, must(values[Number(at)])) + Number(step))
}

test("a ranking with targets of its own draws no target's mark through a value", async () => {
  const target = { value: 88, state: 'reported', text: '88.0' } as const
  const model = changed('by-unit', 'bars', (body): BarsBody => ({
    ...body,
    reference: null,
    targetWord: '2026年目标',
    rows: body.rows.map((row) => (row.figure.value === null ? row : { ...row, target })),
  }))
  const { bytes, slides } = await slidesOf(model)
  const objects = must(slides[0])
  const frame = named(objects, '图表')
  const xml = await partText(bytes, 'ppt/charts/chart1.xml')
  const ticks = objects.filter((object) => object.name.startsWith('2026年目标 '))
  const values = must(namedSeries(xml)[0]).values
  expect(ticks).toHaveLength(values.filter((value) => value !== null).length)
  const edges = valueEdges(xml, values).map((share) => frame.x + frame.w * share)
  expect(edges).toHaveLength(ticks.length)
  for (const tick of ticks) expect(tick.x).toBeLessThan(Math.min(...edges) - 0.1)
})

test('gaps lie as in the preview and keep the column of gaps', async () => {
  const model = must(gallery().find((candidate) => candidate.kind === 'gaps'))
  const { bytes, slides } = await slidesOf(model)
  const body = model.body as DumbbellBody
  const xml = await partText(bytes, 'ppt/charts/chart1.xml')
  expect(xml).toContain('<c:scatterChart>')
  expect(xml).not.toContain('<c:lineChart>')
  const column = must(slides[0]).filter((object) => object.name.startsWith('变化 '))
  expect(column.map((object) => object.words)).toEqual(body.rows.map((row) => row.change))
  expect(column.map((object) => object.y)).toEqual(
    column.map((object) => object.y).toSorted((left, right) => left - right),
  )
})

describe.each(['dumbbell', 'gaps', 'rank-interval'] as const)('the connectors of %s', (kind) => {
  test('read the cells of the two marks they join, so that an edit of the sheet moves marks and connectors', async () => {
    const model = must(gallery().find((candidate) => candidate.kind === kind))
    const bytes = await renderPptx([model])
    const xml = await partText(bytes, 'ppt/charts/chart1.xml')
    expect(xml).not.toMatch(/errBars|<c:numLit>[^]*<c:plus>/)
    const all = readSeries(xml)
    const [start, end] = namedSeries(xml)
    const body = model.body as DumbbellBody | IntervalBody
    const connectors = all.filter((line) => line.name === null && line.range !== null)
    expect(connectors).toHaveLength(body.rows.length)
    const sheet = must((await readXlsx(await partBytes(bytes, 'ppt/embeddings/chart-data1.xlsx'))).sheets[0]).rows
    for (const [row, connector] of connectors.entries()) {
      const [first, second] = [must(start).values[row] ?? null, must(end).values[row] ?? null]
      expect(connector.range).toMatch(new RegExp(`^Sheet1!\\$B\\$${row + 2}:\\$[A-Z]+\\$${row + 2}$`))
      expect(must(start).range).toBe(`Sheet1!$B$2:$B$${body.rows.length + 1}`)
      expect(must(end).range).toBe(`Sheet1!$C$2:$C$${body.rows.length + 1}`)
      expect(connector.values.slice(0, 2)).toEqual([first, second])
      expect(must(sheet[row + 1]).slice(1, 3)).toEqual([first, second])
      const cells = cellsOf(must(connector.rowRange))
      expect(cells.map(([line, column]) => sheet[line]?.[column] ?? null).slice(0, 2)).toEqual(
        connector.rows.slice(0, 2),
      )
      expect(connector.rows.slice(2).every((value) => value === null)).toBe(true)
      expect(cells.slice(2).every(([line, column]) => (sheet[line]?.[column] ?? null) === null)).toBe(true)
    }
  })
})

/** [row, column] of the cells of a range on one row, counted from 0. */
function cellsOf(range: string): [number, number][] {
  const [, from = '', row = '', to = ''] = must(/!\$([A-Z]+)\$(\d+):\$([A-Z]+)\$\d+$/.exec(range))
  const column = (letters: string) =>
    Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
  return Array.from({ length: column(to) - column(from) + 1 }, (_, at) => [Number(row) - 1, column(from) + at])
}

test('a rug with a wide figure gets columns in which it takes one line of 14 points', async () => {
  const sizeOf = async (text: string) => {
    const model = changed('tartan', 'grid', (body): GridBody => {
      const [first, ...others] = body.rows
      const cells = must(first).cells.map((cell, at) => (at === 0 ? { ...cell, text } : cell))
      const columns = Array.from({ length: 12 }, (_, at) => must(body.columns[at % body.columns.length]))
      const spread = (row: typeof first) => ({
        ...must(row),
        cells: columns.map((_, at) => must(cells[at % cells.length])),
      })
      return { ...body, columns, rows: [first, ...others].map(spread), totals: columns.map(() => '') }
    })
    const { slides } = await slidesOf(model)
    const table = named(must(slides[0]), '数据表')
    const width = Number([...table.xml.matchAll(/<a:gridCol w="(\d+)"/g)].at(-1)?.[1]) / 12_700
    const cell = must(
      [...table.xml.matchAll(/<a:tc>.*?<\/a:tc>/g)].map(([xml]) => xml).find((xml) => xml.includes(text)),
    )
    return { width, points: Number(/ sz="(\d+)"/.exec(cell)?.[1]) / 100 }
  }
  const [usual, wide] = [await sizeOf('82.6'), await sizeOf('21,674.13')]
  expect([usual.points, wide.points]).toEqual([14, 14])
  expect(wide.width).toBeGreaterThan(usual.width)
  // A shape, a space and nine letters, bold.
  expect(wide.points * 6.2).toBeLessThan(wide.width)
})

test(
  'a rug of thirty units and thirty indicators is cut into parts of 14 points, and no table reaches the source line',
  { timeout: 60_000 },
  async () => {
    const model = changed('tartan', 'grid', (body): GridBody => {
      const times = <T>(list: readonly T[]) => Array.from({ length: 30 }, (_, at) => must(list[at % list.length]))
      return {
        ...body,
        columns: times(body.columns).map((column) => ({ ...column, name: '规上工业企业技能薪酬激励机制建制率' })),
        rows: times(body.rows).map((row) => ({ ...row, cells: times(row.cells) })),
        totals: times(body.totals),
      }
    })
    const { bytes, slides } = await slidesOf(model)
    expect(slides).toHaveLength(24)
    for (const objects of slides) {
      const table = named(objects, '数据表')
      expect(table.y + tableHeight(table)).toBeLessThan(named(objects, '来源与口径').y)
      expect((must(/<a:tr .*?<\/a:tr>/.exec(table.xml))[0].match(/<a:tc[ >]/g) ?? []).length).toBeLessThanOrEqual(13)
      expect((table.xml.match(/<a:tr /g) ?? []).length).toBeLessThanOrEqual(14)
    }
    expect(await partText(bytes, 'ppt/notesSlides/notesSlide24.xml')).toContain(must(model.table.rows.at(-1)?.[0]).text)
    expect(await officeFindings(bytes, 'pptx')).toEqual([])
  },
)

test('a gap over time writes the gap at its ends, between the lines', async () => {
  const model = must(gallery().find(({ kind }) => kind === 'gap-trend'))
  const { slides } = await slidesOf(model)
  const objects = must(slides[0])
  if (model.body.form !== 'lines') throw new Error(model.body.form)
  const [first, last] = model.body.apart
  const words = objects.filter(({ name }) => name.startsWith('差距 '))
  expect(words.map((object) => object.words)).toEqual([must(first).text, must(last).text])
  for (const rule of objects.filter(({ name }) => name.startsWith('差距线 '))) {
    const word = must(words.find((object) => rule.name.endsWith(object.words)))
    const middle = word.y + word.h / 2
    expect([rule.y < middle, middle < rule.y + rule.h]).toEqual([true, true])
  }
})

test('a waterfall draws losses in another colour than gains, each with its sign', async () => {
  const model = must(gallery().find(({ kind }) => kind === 'waterfall'))
  if (model.body.form !== 'steps') throw new Error(model.body.form)
  const { bytes, slides } = await slidesOf(model)
  const all = readSeries(await partText(bytes, 'ppt/charts/chart1.xml'))
  const colours = all
    .filter((line) => line.name === null && line.range !== null)
    .map(({ xml }) => /<a:srgbClr val="(\w+)"/.exec(xml)?.[1])
  const [gain, loss] = [1, -1].map((sign) => [
    ...new Set(
      model.body.form === 'steps'
        ? model.body.rows.flatMap((row, at) =>
            row.role === 'step' && Math.sign(row.to - row.from) === sign ? [colours[at]] : [],
          )
        : [],
    ),
  ])
  expect([must(gain).length, must(loss).length]).toEqual([1, 1])
  expect(must(gain)[0]).not.toBe(must(loss)[0])
  const words = must(slides[0]).filter(({ name }) => name.startsWith('分 '))
  expect(words.map((object) => object.words)).toEqual(model.body.rows.map((row) => row.figure.text))
})

test('a bump chart draws the units in focus last, in their colours', async () => {
  const model = must(gallery({ focus: 'YC01', compare: 'YC02' }).find((candidate) => candidate.kind === 'bump'))
  const xml = await partText(await renderPptx([model]), 'ppt/charts/chart1.xml')
  const last = namedSeries(xml).slice(-2)
  expect(last.map((line) => line.name)).toEqual(['江东区', '江北区'])
  expect(last.map((line) => /<a:srgbClr val="(\w+)"/.exec(line.xml)?.[1])).toEqual(['E26B16', '1F5FBF'])
})

test('each card keeps its small trend, broken where a quarter has no number', async () => {
  const model = changed('kpi', 'bullet', (body): BulletBody => ({
    ...body,
    cards: body.cards.map((card) => ({ ...card, spark: [1, 2, null, 3, 4] })),
  }))
  const { slides } = await slidesOf(model)
  const trends = must(slides[0]).filter((object) => object.name.startsWith('走势 '))
  expect(trends).toHaveLength((model.body as BulletBody).cards.length)
  for (const trend of trends) {
    expect(trend.xml.match(/<a:moveTo>/g)).toHaveLength(2)
    expect(trend.xml.match(/<a:lnTo>/g)).toHaveLength(2)
  }
})

test('a bracket over the edge of two slides goes on behind it', async () => {
  const model = changed('district-ranking', 'bars', (body): BarsBody => {
    const row = must(body.rows[0])
    const rows = Array.from({ length: 30 }, (_, at) => ({
      ...row,
      key: String(at),
      name: `单位${at}`,
      rank: String(at + 1),
    }))
    return { ...body, rows, brackets: [{ first: 8, last: 12 }] }
  })
  const { slides } = await slidesOf(model)
  const brackets = slides.map((objects) =>
    objects.filter((object) => object.name.startsWith('括号 ')).map((object) => object.name),
  )
  expect(brackets).toEqual([['括号 9  单位8—10  单位9'], ['括号 11  单位10—13  单位12'], []])
})

test('no stroke of a measured line leads to the quarter in which another definition begins', async () => {
  const model = changed('trend', 'lines', (body): LinesBody => ({ ...body, breaks: [{ at: 4, text: '口径调整' }] }))
  const all = readSeries(await partText((await slidesOf(model)).bytes, 'ppt/charts/chart1.xml'))
  const city = all.filter(({ name }) => name?.startsWith('全市') === true)
  const periods = model.body.form === 'lines' ? model.body.periods : []
  expect(city.map(({ name }) => name)).toEqual([`全市（${periods[4]}口径调整前）`, '全市'])
  const [before, now] = city.map(({ values }) => values.map((value) => value !== null))
  expect(before?.lastIndexOf(true)).toBe(3)
  expect(now?.indexOf(true)).toBe(4)
})

describe('a line with a quarter that lacks a unit', () => {
  test('has a hollow mark there, and dashed strokes to and from it', async () => {
    const model = changed('trend', 'lines', (body): LinesBody => ({
      ...body,
      series: body.series.map((line) =>
        line.key === 'city' ? { ...line, incomplete: [{ at: 2, words: '缺岚谷县' }] } : line,
      ),
    }))
    const { bytes } = await slidesOf(model)
    const chart = await partText(bytes, 'ppt/charts/chart1.xml')
    const points = [...chart.matchAll(/<c:dPt><c:idx val="(\d+)"\/>(.*?)<\/c:dPt>/g)]
    const dashed = points.filter(([, , xml]) => xml?.includes('<a:prstDash val="dash"/>') === true)
    expect(dashed.map(([, at]) => at)).toEqual(['2', '3'])
    expect(
      points.filter(([, , xml]) => xml?.includes('<c:symbol val="diamond"/>') === true).map(([, at]) => at),
    ).toEqual(['2'])
  })
})

test('a line that begins before its unit was made is a dashed line of hollow squares there, up to its own', async () => {
  const model = changed('trend', 'lines', (body): LinesBody => ({
    ...body,
    breaks: [],
    series: body.series.map((line) =>
      line.key === 'city'
        ? {
            ...line,
            revised: [],
            figures: line.figures.map((one, at) => (at < 1 ? { ...one, isRestated: true } : one)),
          }
        : line,
    ),
  }))
  const chart = await partText((await slidesOf(model)).bytes, 'ppt/charts/chart1.xml')
  const [past, own] = readSeries(chart).filter(({ name }) => name?.startsWith('全市') === true)
  expect([past?.name, own?.name]).toEqual(['全市（按合并前合计重算）', '全市'])
  expect(past?.values.map((value) => value !== null).lastIndexOf(true)).toBe(1)
  expect(own?.values.map((value) => value !== null).indexOf(true)).toBe(1)
  const xml = must(chart.split('<c:ser>').find((one) => one.includes('按合并前合计重算')))
  expect(xml).toContain('<a:prstDash val="dash"/>')
  expect(xml).toContain('<c:symbol val="square"/>')
})

describe('an axis above ten thousand', () => {
  const values = [376_000, 390_120, 398_871]
  const scale = niceScale(values, { format: { unit: '人', decimals: 0 }, startsAtZero: false })

  test('reads in 万 on lines, as in the picture', async () => {
    const model = changed('trend', 'lines', (body): LinesBody => ({
      ...body,
      unit: '人',
      decimals: 0,
      periods: ['26Q1', '26Q2', '26Q3'],
      breaks: [],
      scale,
      series: [
        {
          key: 'city',
          name: '全市',
          role: 'value',
          tone: 'plain',
          revised: [],
          incomplete: [],
          figures: values.map((value) => ({ value, state: 'reported', text: value.toLocaleString('en-US') })),
        },
      ],
    }))
    const { bytes, slides } = await slidesOf(model)
    const words = must(slides[0]).filter((object) => /^(刻度|单位) /.test(object.name))
    expect(words.map((object) => object.words)).toEqual([...scale.ticks.map((tick) => tick.text), '万人'])
    expect(await partText(bytes, 'ppt/charts/chart1.xml')).toMatch(/<c:valAx>.*<c:tickLblPos val="none"\/>/)
  })

  test('reads in 万 on dots', async () => {
    const model = changed('dumbbell', 'dumbbell', (body): DumbbellBody => ({
      ...body,
      unit: '人',
      decimals: 0,
      scale,
      reference: null,
      rows: body.rows.slice(0, 3).map((row, at) => ({
        ...row,
        end: { value: must(values[at]), state: 'reported', text: must(values[at]).toLocaleString('en-US') },
        start: { value: 377_000, state: 'reported', text: '377,000' },
      })),
    }))
    const { slides } = await slidesOf(model)
    expect(named(must(slides[0]), '单位 万人').words).toBe('万人')
    for (const tick of scale.ticks) expect(named(must(slides[0]), `刻度 ${tick.text}`).words).toBe(tick.text)
  })
})

describe('every object of every slide', async () => {
  const bytes = await renderPptx(gallery({}, { state: 'preview', code: '试看-2026Q3' }))
  const slides = (await partNames(bytes)).filter((name) => /^ppt\/slides\/slide\d+\.xml$/.test(name))

  test('has an alternative text and a name in Chinese, and the title its placeholder', async () => {
    for (const name of slides) {
      const objects = slideObjects(await partText(bytes, name))
      expect(objects.filter((object) => object.description.trim() === '').map((object) => object.name)).toEqual([])
      expect(objects.filter((object) => !/[\u4e00-\u9fff]/.test(object.name)).map((object) => object.name)).toEqual([])
      const title = named(objects, '标题')
      expect(title.xml).toMatch(/<p:ph[^>]*type="title"/)
      expect(title.words).not.toBe('')
    }
  })

  test('writes every run in an East-Asian face', async () => {
    for (const name of (await partNames(bytes)).filter((part) =>
      /^ppt\/(slides|notesSlides|charts)\/[^/]+\.xml$/.test(part),
    )) {
      const runs = (await partText(bytes, name)).match(/<a:rPr[^>]*?(?:\/>|>[^]*?<\/a:rPr>)/g) ?? []
      expect(
        runs.filter((run) => !/<a:ea typeface="[^"]+"/.test(run)),
        name,
      ).toEqual([])
    }
  })
})

test('charts are ours alone: one part and one workbook each, nothing of the library', async () => {
  const bytes = await renderPptx(gallery())
  const names = await partNames(bytes)
  const charts = names.filter((name) => /^ppt\/charts\/[^/]+\.xml$/.test(name))
  const natives = gallery().filter((model) => nativeChart(model) !== null).length
  expect(charts).toHaveLength(natives)
  expect(names.filter((name) => name.startsWith('ppt/embeddings/'))).toHaveLength(natives)
  for (const name of charts) expect(await partText(bytes, name)).not.toMatch(/占位|PptxGenJS/i)
  expect(await checkPptx(bytes)).toEqual([])
})

test('a unit without a place has its reason, its value and no bar', async () => {
  const facts = rankingFacts()
  const model = chartFromSpec(
    { kind: 'district-ranking', measure: 'JN03' },
    {
      facts: 'ranking',
      data: {
        ...facts,
        rank: facts.rank.map((place, at) => (at === 0 ? null : place)),
        unrankedReason: facts.unrankedReason.map((reason, at) => (at === 0 ? '分母过小，不参与排名' : reason)),
      },
    },
  )
  const { bytes, slides } = await slidesOf(model)
  const at = (model.body as BarsBody).rows.findIndex((row) => row.key === 'YC01')
  const series = must(namedSeries(await partText(bytes, 'ppt/charts/chart1.xml'))[0])
  expect(series.values[at]).toBe(85.1)
  expect(series.xml).toMatch(new RegExp(`<c:dPt><c:idx val="${at}"/>.*?<a:noFill/>`))
  expect(must(slides[0]).some((object) => object.words === '分母过小，不参与排名')).toBe(true)
})

test('the quarters under a line lie beside each other: where they would touch every second or fourth, the last among them', async () => {
  const quarters = Array.from({ length: 25 }, (_, at) => `${21 + Math.floor(at / 4)}Q${(at % 4) + 1}`)
  const axisOf = async (count: number) => {
    const periods = quarters.slice(0, count)
    const model = changed('trend', 'lines', (body): LinesBody => {
      const one = must(body.series.find((line) => line.role === 'value'))
      const figure = must(one.figures.find(({ value }) => value !== null))
      const figures = periods.map(() => figure)
      return { ...body, periods, breaks: [], series: [{ ...one, figures, revised: [], incomplete: [] }] }
    })
    const { bytes, slides } = await slidesOf(model)
    const axis = must(/<c:catAx>.*<\/c:catAx>/.exec(await partText(bytes, 'ppt/charts/chart1.xml')))[0]
    expect(axis).toContain('rot="0"')
    const own = must(slides[0]).flatMap(({ words }) => (periods.includes(words) ? [words] : []))
    return { isNamed: axis.includes('<c:tickLblPos val="low"/>'), own }
  }
  expect(await axisOf(8)).toEqual({ isNamed: true, own: [] })
  expect(await axisOf(25)).toEqual({ isNamed: false, own: quarters.filter((_, at) => at % 2 === 0) })
})
