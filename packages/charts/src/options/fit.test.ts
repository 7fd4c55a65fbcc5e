import { must } from '@cg/domain/must'
import { describe, expect, test } from 'vitest'
import type { BarRow, BulletCard, ChartModel } from '../model.ts'
import { chartFromSpec } from '../from-spec.ts'
import { panelSettings, pictureSettings } from '../settings-for.ts'
import { overviewFacts } from '../testing/fixtures.ts'
import { gallery } from '../testing/gallery.ts'
import { textWidth } from '../text-layout.ts'
import { buildOption } from './build.ts'
import { cardColumns } from './bullet.ts'
import type { Shape } from './frame.ts'
import type { DrawingSettings } from './settings.ts'

const narrow = ['half', 'phone', 'square'] as const
const presets = ['slide', ...narrow] as const

function modelOf(kind: ChartModel['kind']): ChartModel {
  return must(gallery().find((model) => model.kind === kind))
}

type Word = { readonly text: string; readonly left: number; readonly right: number; readonly y: number; size: number }

/** Every word that stands at a place of its own, in px. */
function words(model: ChartModel, preset: (typeof presets)[number]): Word[] {
  return wordsOf(model, pictureSettings({ preset, theme: 'light', isTransparent: false }))
}

function wordsOf(model: ChartModel, settings: DrawingSettings): Word[] {
  const option = buildOption(model, settings)
  return (option['graphic'] as Shape[]).flatMap((shape) => {
    const style = shape['style'] as { text?: string; font?: string; align?: string }
    if (shape.type !== 'text' || style.text === undefined) return []
    const size = Number(/([\d.]+)px/.exec(must(style.font))?.[1])
    const width = textWidth(style.text) * size
    const x = shape['x'] as number
    const left = style.align === 'right' ? x - width : style.align === 'center' ? x - width / 2 : x
    return [{ text: style.text, left, right: left + width, y: shape['y'] as number, size }]
  })
}

const long = '高技能人才占技能人才比重'

describe.each(presets)('%s', (preset) => {
  test('a card keeps its long name clear of the chip, and every letter large enough to read', () => {
    const model = modelOf('kpi')
    if (model.body.form !== 'bullet') throw new Error('no cards')
    const cards: BulletCard[] = [...model.body.cards, ...model.body.cards.slice(0, 2)].map((card, at) => ({
      ...card,
      key: `card${at}`,
      name: long,
    }))
    const drawn = words({ ...model, body: { form: 'bullet', cards } }, preset)
    const chips = drawn.filter((word) => /^(达标|临近|滞后)$/.test(word.text))
    const names = drawn.filter((word) => word.text.length > 1 && long.includes(word.text))
    expect(chips).toHaveLength(6)
    for (const chip of chips)
      for (const name of names)
        if (Math.abs(name.y - chip.y) < chip.size * 1.6 && name.left < chip.left)
          expect(name.right, name.text).toBeLessThan(chip.left - chip.size)
    for (const word of [...chips, ...names]) expect(word.size).toBeGreaterThanOrEqual(8)
  })

  test('a rug of twelve columns draws those that can be read and says how many it left out', () => {
    const model = modelOf('tartan')
    if (model.body.form !== 'grid') throw new Error('no grid')
    const { body } = model
    const twelve = Array.from({ length: 12 }, (_, at) => at % body.columns.length)
    const wide = {
      ...body,
      columns: twelve.map((at, place) => ({
        ...must(body.columns[at]),
        key: `c${place}`,
        name: `第${place}项${long}`,
      })),
      rows: body.rows.map((row) => ({ ...row, cells: twelve.map((at) => must(row.cells[at])) })),
      totals: twelve.map((at) => must(body.totals[at])),
    }
    const drawn = words({ ...model, body: wide }, preset)
    const numbers = drawn.filter((word) => /^\d+\.\d$/.test(word.text))
    for (const number of numbers) expect(number.size).toBeGreaterThanOrEqual(9)
    const heads = drawn.filter((word) => /^第\d+项/.test(word.text)).length
    expect(drawn.some((word) => word.text.includes(`滞后单位较多的${heads}项（共12项）`))).toBe(heads < 12)
  })

  test('a score of thirty parts draws those that have room, the dearest first, and says so', () => {
    const model = modelOf('contribution')
    if (model.body.form !== 'bars') throw new Error('no bars')
    const part = must(model.body.rows[0])
    const rows: BarRow[] = Array.from({ length: 30 }, (_, at) => ({ ...part, key: `p${at}`, name: `第${at}项${long}` }))
    const settings = pictureSettings({ preset, theme: 'light', isTransparent: false })
    const option = buildOption({ ...model, body: { ...model.body, rows } }, settings)
    const axis = option['yAxis'] as { data: string[]; axisLabel: { rich: Record<string, { fontSize: number }> } }
    expect(axis.data).toEqual(rows.slice(0, axis.data.length).map((row) => row.key))
    expect(must(axis.axisLabel.rich['nplain']).fontSize).toBeGreaterThanOrEqual(9)
    const note = words({ ...model, body: { ...model.body, rows } }, preset).at(-1)
    expect(note?.text).toBe(`图幅所限，图中列出${axis.data.length}项，另有${30 - axis.data.length}项未列`)
  })

  test('gaps keep their numbers clear of the column of differences', () => {
    const model = modelOf('gaps')
    if (model.body.form !== 'dumbbell') throw new Error('no gaps')
    const rows = model.body.rows.map((row) => ({ ...row, name: `${long}：${row.name}` }))
    const settings = pictureSettings({ preset, theme: 'light', isTransparent: false })
    const option = buildOption({ ...model, body: { ...model.body, rows } }, settings)
    const grid = option['grid'] as { left: number; width: number }
    const column = Math.max(...rows.map((row) => textWidth(preset === 'slide' ? row.change : row.changeShort)))
    const end = Math.max(...rows.map((row) => textWidth(row.end.text)))
    const right = settings.width - grid.left - grid.width
    expect(right).toBeGreaterThan((column + end) * settings.fontSize + 12)
    expect(grid.width).toBeGreaterThan(settings.width * 0.25)
  })
})

test('a unit in focus is drawn however long the list, and a bracket spans only rows that are drawn', () => {
  const model = modelOf('district-ranking')
  if (model.body.form !== 'bars') throw new Error('no bars')
  const first = must(model.body.rows[0])
  const rows: BarRow[] = Array.from({ length: 30 }, (_, at) => ({
    ...first,
    key: `u${at}`,
    name: `第${at}县`,
    tone: at === 28 ? 'focus' : 'context',
  }))
  const body = {
    ...model.body,
    rows,
    brackets: [
      { first: 1, last: 4 },
      { first: 20, last: 28 },
    ],
  }
  const option = buildOption(
    { ...model, body },
    pictureSettings({ preset: 'half', theme: 'light', isTransparent: false }),
  )
  const { data } = option['yAxis'] as { data: string[] }
  expect(data.length).toBeLessThan(30)
  expect(data.at(-1)).toBe('u28')
  const brackets = (option['graphic'] as Shape[]).filter((shape) => shape.type === 'polyline')
  expect(brackets).toHaveLength(1)
})

test('figures above ten thousand have an axis in 万 that says so; the scale knows the unit', () => {
  for (const kind of ['trend', 'dumbbell'] as const) {
    const model = modelOf(kind)
    const scale = {
      unit: '万人次',
      from: 0,
      to: 20000,
      ticks: [0, 10000, 20000].map((value) => ({ value, text: String(value / 10000) })),
    }
    const body = { ...model.body, unit: '人次', scale } as ChartModel['body']
    expect(
      words({ ...model, body }, 'slide').map((word) => word.text),
      kind,
    ).toContain('万人次')
    expect(
      words(model, 'slide').map((word) => word.text),
      kind,
    ).not.toContain('%')
  }
})

test.each([10, 12, 13, 14, 16])('the head of the column of moves stands inside its panel at %i px', (fontSize) => {
  const width = 420
  const settings = panelSettings({ width, height: 480, theme: 'light', animation: false, fontSize })
  const model = must(
    gallery().find((one) => one.body.form === 'bars' && one.body.rows.some((row) => row.move !== null)),
  )
  const head = must(wordsOf(model, settings).find((word) => word.text === '位次变动'))
  expect(head.right).toBeLessThanOrEqual(width)
})

test('every department stands once in the source of the cards', () => {
  const facts = overviewFacts()
  const cards = facts.cards.map((card, at) => ({
    ...card,
    indicator: { ...card.indicator, source: at === 0 ? '市人社局、市统计局' : '市人社局' },
  }))
  const model = chartFromSpec({ kind: 'kpi' }, { facts: 'overview', data: { ...facts, cards } })
  expect(model.lines.source).toBe('数据来源：市人社局、市统计局')
})

test.each(presets)('no head of a tartan tears a word of the catalogue in %s', (preset) => {
  const model = { ...modelOf('tartan'), unbroken: ['技能培训', '覆盖率', '思想政治工作', '工伤保险'] }
  if (model.body.form !== 'grid') throw new Error('no grid')
  const columns = model.body.columns.map((column) => ({ ...column, name: '思想政治工作技能培训工伤保险覆盖率' }))
  const drawn = words({ ...model, title: '', body: { ...model.body, columns } }, preset)
  const pieces = drawn.map((word) => word.text).filter((text) => columns[0]?.name.includes(text))
  expect(pieces.length).toBeGreaterThan(3)
  for (const text of pieces) expect(text.replaceAll(/技能培训|覆盖率|思想政治工作|工伤保险/g, ''), text).toBe('')
})

test('the reason beside a row and the name on a card break at the words of the catalogue', () => {
  const name = '产业工人思想政治工作满意率情况'
  const model = { ...modelOf('kpi'), unbroken: ['思想政治工作'] }
  if (model.body.form !== 'bullet') throw new Error('no cards')
  const cards = model.body.cards.map((card) => ({ ...card, name }))
  for (let width = 200; width < 900; width += 25) {
    const settings = { ...panelSettings({ width, height: 600, theme: 'light', animation: false }), fontSize: 14 }
    const lines = wordsOf({ ...model, body: { form: 'bullet', cards } }, settings).map((word) => word.text)
    const torn = lines.filter((text) => name.includes(text) && /思|想|政|治|工作/.test(text))
    for (const text of torn) expect({ width, whole: text.includes('思想政治工作') }).toEqual({ width, whole: true })
  }
})

test('four cards stand in a row or two by two, and no count leaves one card alone beneath others', () => {
  expect(cardColumns(4)).toEqual([1, 2, 4])
  for (let count = 2; count <= 12; count++)
    for (const columns of cardColumns(count).filter((each) => each > 1))
      expect(count % columns, `${count} in ${columns}`).not.toBe(1)
})

test('the units of one-digit and two-digit places stand under each other', () => {
  const option = buildOption(
    modelOf('district-ranking'),
    pictureSettings({ preset: 'slide', theme: 'light', isTransparent: false }),
  )
  const { axisLabel } = option['yAxis'] as { axisLabel: { fontSize?: number; rich: Record<string, RankStyle> } }
  const ends = (['r1plain', 'r2plain'] as const).map((key, at) => {
    const style = must(axisLabel.rich[key])
    expect(style.align).toBe('left')
    return must(style.padding[3]) + (at + 1) * 0.56 * style.fontSize
  })
  expect(ends[0]).toBeCloseTo(must(ends[1]))
  const widths = ['r1plain', 'r2plain'].map((key) => {
    const { width, padding } = must(axisLabel.rich[key])
    return width + must(padding[1]) + must(padding[3])
  })
  expect(widths[0]).toBeCloseTo(must(widths[1]))
})

type RankStyle = { align: string; width: number; fontSize: number; padding: number[] }

test.each(presets)('%s: no figure of a grid runs into its neighbour', (preset) => {
  const model = modelOf('dimensions')
  if (model.body.form !== 'grid') throw new Error('no grid')
  const seven = Array.from({ length: 7 }, (_, at) => at)
  const column = must(model.body.columns[0])
  const body = {
    ...model.body,
    columns: seven.map((at) => ({ ...column, key: `c${at}`, name: '发展通道' })),
    rows: model.body.rows.map((row) => ({
      ...row,
      cells: seven.map(() => ({ ...must(row.cells[0]), text: '100.00（11）' })),
    })),
  }
  const drawn = words({ ...model, body }, preset).filter(({ text }) => /^\d+\.\d+/.test(text))
  expect(drawn.length).toBeGreaterThan(20)
  for (const one of drawn)
    for (const other of drawn)
      if (other !== one && Math.abs(other.y - one.y) < 2 && other.left >= one.left)
        expect(other.left, `${one.text} ${other.text}`).toBeGreaterThanOrEqual(one.right)
})

test.each(['slide', 'half', 'phone'] as const)('%s: commitments are cut rather than set too small', (preset) => {
  const model = modelOf('targets')
  if (model.body.form !== 'goals') throw new Error('no goals')
  const [row] = model.body.rows
  const rows = Array.from({ length: 41 }, (_, at) => ({ ...must(row), key: `g${at}`, name: `第${at}项目标` }))
  const drawn = words({ ...model, body: { ...model.body, rows } }, preset)
  const names = drawn.filter(({ text }) => /^第\d+项目标$/.test(text))
  expect(names.length).toBeGreaterThan(3)
  for (const name of names) expect(name.size).toBeGreaterThanOrEqual(9.5)
})
