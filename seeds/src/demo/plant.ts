import type { Period } from '@cg/domain/period'
import { previousPeriod, shiftPeriod } from '@cg/domain/period'
import type { DemoCell } from './generate.ts'

/** What is odd on purpose, and where: tests and the demo's story read it from here. */
export const oddities = {
  /** Did not report its liaisons nor its training in the last published quarter. */
  silentUnit: 'LGX',
  silentForm: 'U-ZGH-IDEOLOGY',
  silentItems: ['N_TRAIN', 'P_TRAIN', 'P_TRAIN_SR', 'P_TRAIN_UNQ'],
  /** In the open quarter: trained 43 % more than the quarter before. */
  jump: { unit: 'GXQ', item: 'P_TRAIN', factor: 1.43 },
  /** In the open quarter: ten times too many. */
  slip: { unit: 'QYS', item: 'P_RED', factor: 10 },
  /** In the open quarter: every figure of the form is the last quarter's. */
  copied: { unit: 'YUX', form: 'JYJ-SKILLS' },
  /** In the open quarter: more enterprises than there are by another department, by so many. */
  beyond: [
    { unit: 'YUX', item: 'E_LIA_IND', whole: 'E_ABOVE_IND', by: 1 },
    { unit: 'CYS', item: 'E_LIA_IND', whole: 'E_ABOVE_IND', by: 1 },
  ],
  /** Published too high, corrected by a second release. */
  mistake: {
    form: 'RSJ-RIGHTS',
    unit: 'JKQ',
    item: 'P_INJ',
    excess: { '': 1860, 'size:above': 930, 'size:msme': 930 },
  },
} as const

/** The quarter whose first release was corrected: three before the open one. */
export function correctedPeriod(open: Period): Period {
  return shiftPeriod(open, -3)
}

/** The generated quarters with the oddities of the open quarter and of the one published last. */
export function plantOddities(
  quarters: ReadonlyMap<Period, readonly DemoCell[]>,
  open: Period,
  formItems: ReadonlyMap<string, readonly string[]>,
): Map<Period, DemoCell[]> {
  const planted = new Map([...quarters].map(([period, cells]) => [period, [...cells]]))
  const published = previousPeriod(open)
  const change = (period: Period, one: (cell: DemoCell) => DemoCell) => {
    const cells = planted.get(period)
    if (cells !== undefined) planted.set(period, cells.map(one))
  }
  change(published, silence)
  change(correctedPeriod(open), mistake)
  const before = new Map((quarters.get(published) ?? []).map((cell) => [keyOf(cell), cell]))
  const copiedItems = formItems.get(oddities.copied.form) ?? []
  const cells = planted.get(open) ?? []
  planted.set(open, balance(cells.map((cell) => exceed(plant(cell, before, copiedItems), cells))))
  return planted
}

function mistake(cell: DemoCell): DemoCell {
  const { unit, item, excess } = oddities.mistake
  if (cell.unit !== unit || cell.item !== item || cell.value === null) return cell
  return { ...cell, value: cell.value + (new Map<string, number>(Object.entries(excess)).get(cell.breakdown) ?? 0) }
}

function silence(cell: DemoCell): DemoCell {
  const isSilent = cell.unit === oddities.silentUnit && isOneOf(oddities.silentItems, cell.item)
  return isSilent ? { ...cell, state: 'not_reported', value: null } : cell
}

function isOneOf(list: readonly string[], text: string): boolean {
  return list.includes(text)
}

function plant(cell: DemoCell, before: ReadonlyMap<string, DemoCell>, copiedItems: readonly string[]): DemoCell {
  const { jump, slip, copied } = oddities
  const then = before.get(keyOf(cell))?.value ?? null
  if (cell.unit === copied.unit && copiedItems.includes(cell.item)) return { ...cell, value: then }
  if (cell.unit === slip.unit && cell.item === slip.item && cell.value !== null) {
    return { ...cell, value: cell.value * slip.factor }
  }
  if (cell.unit === jump.unit && cell.item === jump.item && then !== null) {
    return { ...cell, value: Math.round(then * jump.factor) }
  }
  return cell
}

function exceed(cell: DemoCell, cells: readonly DemoCell[]): DemoCell {
  const one = oddities.beyond.find(({ unit, item }) => unit === cell.unit && item === cell.item)
  const whole = cells.find(({ unit, item, breakdown }) => unit === one?.unit && item === one.whole && breakdown === '')
  return one === undefined || whole?.value == null ? cell : { ...cell, value: whole.value + one.by }
}

/** The parts of a figure that jumped still add up to it. */
function balance(cells: readonly DemoCell[]): DemoCell[] {
  const { unit, item } = oddities.jump
  const of = (breakdown: string) =>
    cells.find((cell) => cell.unit === unit && cell.item === item && cell.breakdown === breakdown)?.value ?? 0
  const rest = of('') - of('size:above')
  return cells.map((cell) =>
    cell.unit === unit && cell.item === item && cell.breakdown === 'size:msme' ? { ...cell, value: rest } : cell,
  )
}

function keyOf({ item, unit, breakdown }: DemoCell): string {
  return `${item}|${unit}|${breakdown}`
}
