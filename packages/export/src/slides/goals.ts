import type { GoalRow, GoalsBody, Reference } from '@cg/charts/model'
import { statusMarks } from '@cg/charts/theme'
import { drawTrack } from './card-marks.ts'
import type { Frame } from './layout.ts'
import { evenParts, textInches } from './layout.ts'
import type { Slide } from './library.ts'
import { theme } from './native.ts'
import type { ShapeForm } from './slide-form.ts'
import { word } from './words.ts'

/** Rows of a slide whose letters of 14 points are read from the back of a room; a long name takes two lines. */
const rowsOnASlide = 8
const readable = 14
/** Letters of a name in one line; a longer one stands in two. */
const nameLetters = 12
/** The key stands above the heads of the columns, across the slide. */
const keyInches = 0.3
const headInches = keyInches + 0.32
const keyPoints = 14

/** Commitments as lines of native words and shapes: each has an axis of its own, which no chart of Office knows. */
export const goalsForm: ShapeForm<GoalsBody> = {
  drawnBy: 'shapes',
  pages: (body) => evenParts(body.rows, rowsOnASlide).map((rows) => ({ ...body, rows })),
  draw: drawGoals,
}

type Align = 'left' | 'right'

type Column = {
  readonly head: string
  readonly align: Align
  /** Inches; null: what the others leave, for the bullet. */
  readonly width: number | null
  readonly text: (row: GoalRow) => string
}

type Placed = Column & { readonly x: number; readonly w: number }

function columnsOf({ rows, words }: GoalsBody, points: number): Column[] {
  const of = (mark: Reference | null): string => mark?.text ?? '—'
  const column = (head: string, align: Align, text: Column['text']): Column => {
    const widest = Math.max(textInches(head, points), ...rows.map((row) => textInches(text(row), points)))
    return { head, align, text, width: widest * 1.06 + 0.16 }
  }
  const all = [
    nameColumn(rows, points),
    column(words.figure, 'right', valueText),
    { head: '', align: 'left', width: null, text: () => '' } as const,
    ...(words.expected === '' ? [] : [column(words.expected, 'right', (row) => of(row.expected))]),
    column(words.target, 'right', (row) => of(row.target)),
    ...(words.final === '' ? [] : [column(words.final, 'right', (row) => of(row.final))]),
    ...(words.need === '' ? [] : [column(words.need, 'left', ({ need }) => need)]),
    column('状态', 'left', statusText),
  ]
  return all
}

/** As wide as the longest name, or as the half of it where it stands in two lines. */
function nameColumn(rows: readonly GoalRow[], points: number): Column {
  const widest = Math.max(...rows.map(({ name }) => textInches(name, points)), textInches('指标', points))
  const width = Math.min(widest, Math.max(nameLetters * (points / 72), widest * 0.55))
  return { head: '指标', align: 'left', text: ({ name }) => name, width: width * 1.06 + 0.16 }
}

function valueText({ figure, unit }: GoalRow): string {
  return figure.value === null ? figure.text : `${figure.text}${unit}`
}

function statusText({ light, standing }: GoalRow): string {
  return light === null ? standing : `${statusMarks[light].glyph} ${standing}`
}

/** Least inches of a bullet that can be read. */
const leastBullet = 1.4

/** Columns side by side; letters shrink until the bullet has room. */
function placed(body: GoalsBody, room: Frame, most: number): { readonly columns: Placed[]; readonly points: number } {
  let points = most
  let columns = columnsOf(body, points)
  const taken = () => columns.reduce((sum, { width }) => sum + (width ?? 0), 0)
  while (taken() + leastBullet > room.w && points > 8) {
    points -= 0.5
    columns = columnsOf(body, points)
  }
  let x = room.x
  const bullet = Math.max(0.4, room.w - taken())
  const set = columns.map((column) => {
    const w = column.width ?? bullet
    const at = x
    x += w
    return { ...column, x: at, w }
  })
  return { columns: set, points }
}

function drawGoals(slide: Slide, body: GoalsBody, room: Frame): void {
  const groups = body.rows.filter((row, at) => body.rows[at - 1]?.group !== row.group).length
  const height = Math.min(0.48, (room.h - headInches) / (body.rows.length + groups))
  const most = Math.max(8, Math.min(readable, Math.floor((height - 0.06) * 72 * 0.84 * 2) / 2))
  const { columns, points } = placed(body, room, most)
  for (const column of columns)
    drawWord(slide, column, column.head, {
      name: `列 ${column.head}`,
      y: room.y + keyInches + (headInches - keyInches) / 2,
      points,
      colour: theme.ink3,
    })
  drawKey(slide, body, room.x, room.y + keyInches / 2)
  let y = room.y + headInches
  for (const [at, row] of body.rows.entries()) {
    if (body.rows[at - 1]?.group !== row.group) {
      drawHeading(slide, row.group, { x: room.x, y, w: room.w, h: height }, points)
      y += height
    }
    drawRow(slide, row, columns, { x: room.x, y, w: room.w, h: height }, points)
    y += height
  }
}

/** Above the columns: what the marks on the bullets mean. */
function drawKey(slide: Slide, { rows, words }: GoalsBody, x: number, y: number): void {
  const marks = [
    { sign: '○', text: words.base, isShown: rows.some((row) => row.base !== null) },
    { sign: '│', text: words.expected, isShown: words.expected !== '' },
    { sign: '┃', text: words.target, isShown: true },
    { sign: '◇', text: words.final, isShown: words.final !== '' },
  ].flatMap(({ sign, text, isShown }) => (isShown ? [`${sign} ${text}`] : []))
  word(slide, { text: marks.join('\u3000\u3000'), x, y, points: keyPoints, colour: theme.ink2, name: '图例' })
}

function drawHeading(slide: Slide, group: string, { x, y, w, h }: Frame, points: number): void {
  word(slide, { text: group, x, y: y + h * 0.6, points, colour: theme.ink2, bold: true, name: `分组 ${group}` })
  const line = { color: theme.line.slice(1), width: 0.75 }
  slide.addShape('line', { x, y: y + h, w, h: 0, line, objectName: `分组线 ${group}` })
}

type Look = {
  readonly name: string
  readonly y: number
  readonly points: number
  readonly colour: string
  readonly bold?: boolean
}

function drawWord(slide: Slide, { x, w, align }: Placed, text: string, look: Look): void {
  if (text === '') return
  const at = align === 'right' ? x + w - 0.08 : x + 0.08
  word(slide, { ...look, text, x: at, align, within: w })
}

function drawRow(slide: Slide, row: GoalRow, columns: readonly Placed[], line: Frame, points: number): void {
  const y = line.y + line.h / 2
  const plain = row.figure.value === null ? theme.ink3 : theme.ink
  for (const column of columns) {
    if (column.width === null) {
      drawGoal(slide, row, { x: column.x + 0.12, w: column.w - 0.24, y: line.y + line.h * 0.33, h: line.h * 0.34 })
      continue
    }
    const isStatus = column.head === '状态'
    const colour = isStatus && row.light !== null ? theme.status[row.light].ink : plain
    drawWord(slide, column, column.text(row), {
      name: `${column.head} ${row.name}`,
      y,
      points,
      colour,
      bold: isStatus && row.light !== null,
    })
  }
}

function drawGoal(slide: Slide, row: GoalRow, box: Frame): void {
  const { toX, bar } = drawTrack(slide, row, box)
  const mark = (at: Reference | null, shape: 'ellipse' | 'diamond', colour: string, name: string) => {
    if (at === null) return
    const size = box.h * (shape === 'diamond' ? 1.2 : 0.8)
    slide.addShape(shape, {
      x: toX(at.value) - size / 2,
      y: box.y + box.h / 2 - size / 2,
      w: size,
      h: size,
      fill: { color: theme.card.slice(1) },
      line: { color: colour.slice(1), width: 1.25 },
      objectName: `${name} ${row.name} ${at.text}`,
    })
  }
  mark(row.base, 'ellipse', theme.ink3, '基期')
  if (row.expected !== null)
    bar(toX(row.expected.value) - 0.01, 0.02, theme.highlight, `时序目标刻线 ${row.name} ${row.expected.text}`, 0.02)
  if (row.target !== null)
    bar(toX(row.target.value) - 0.016, 0.032, theme.ink, `目标刻线 ${row.name} ${row.target.text}`, 0.04)
  mark(row.final, 'diamond', theme.ink, '末年目标')
}
