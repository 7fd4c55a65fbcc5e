import type { FormDetail, FormRow } from '@cg/contract/entry'
import type { Cell, CellState } from '@cg/domain/cell'
import { isAddable, lackingParts, sumOfParts } from '@cg/domain/figure/parts'
import { must } from '@cg/domain/must'
import { formatState, formatValue } from '@cg/domain/number/number-format'

export type FormUnit = FormDetail['units'][number]

/** The cell of row r and unit u is at r * units.length + u, as the contract says. */
export function cellIndex(detail: FormDetail, row: number, unit: number): number {
  return row * detail.units.length + unit
}

export function cellPlace(
  detail: FormDetail,
  index: number,
): { row: FormRow; unit: FormUnit; rowAt: number; unitAt: number } {
  const rowAt = Math.floor(index / detail.units.length)
  const unitAt = index % detail.units.length
  return { row: must(detail.rows[rowAt]), unit: must(detail.units[unitAt]), rowAt, unitAt }
}

/** Index of the cell a finding, mark or outcome speaks of; null when it is not on this form. */
export function indexOf(
  detail: FormDetail,
  key: { item: string; unit: string; breakdown?: string | undefined },
): number | null {
  const { rows, units } = placesOf(detail)
  const row = rows.get(`${key.item}|${key.breakdown ?? ''}`)
  const unit = units.get(key.unit)
  return row === undefined || unit === undefined ? null : cellIndex(detail, row, unit)
}

type Places = { readonly rows: ReadonlyMap<string, number>; readonly units: ReadonlyMap<string, number> }

const places = new WeakMap<FormDetail, Places>()

/** Rules ask for the place of every cell at every change: a large form must not be searched each time. */
function placesOf(detail: FormDetail): Places {
  const known = places.get(detail)
  if (known !== undefined) return known
  const found = {
    rows: new Map(detail.rows.map(({ item, breakdown }, at) => [`${item}|${breakdown}`, at])),
    units: new Map(detail.units.map(({ code }, at) => [code, at])),
  }
  places.set(detail, found)
  return found
}

/** What fills a cell, a register or the key tasks; null where it is typed. */
export function registerAt(
  { fed }: FormDetail,
  row: Pick<FormRow, 'item' | 'breakdown'>,
  unit: Pick<FormUnit, 'code'>,
) {
  return row.breakdown === '' ? (fed.find((one) => one.item === row.item && one.unit === unit.code) ?? null) : null
}

/** What is said of a cell whose figure scorers, records or the key tasks give; null for any other. */
export function givenWords(
  detail: FormDetail,
  row: Pick<FormRow, 'item' | 'breakdown'>,
  unit: Pick<FormUnit, 'code'>,
): string | null {
  if (detail.scored.includes(row.item)) return '由评分人评分得出，评分截止后由产改办写入，不能填写。'
  const register = registerAt(detail, row, unit)
  if (register === null) return null
  return register.kind === null
    ? '由重点任务计数：取自已采纳的进展，不能填写。'
    : `由台账计数：取自“${register.name}”台账，不能填写。`
}

/** What stands in the field: a formatted number, a state's word, or nothing for 未报. */
export function cellText(state: CellState, value: number | null, row: FormRow): string {
  if (state === 'reported') return value === null ? '' : formatValue(value, row)
  return state === 'not_reported' ? '' : formatState(state)
}

/** A row's full name: '技能培训人次 · 规上企业'. */
export function rowName(row: FormRow): string {
  return row.breakdownName === '' ? row.name : `${row.name} · ${row.breakdownName}`
}

/** Amounts per head (元) are means, and means do not add. */
export function isSummable(row: FormRow): boolean {
  return row.unit !== '元' && row.unit !== '%'
}

/** The unit whose column is the sum of the others'; null where the reporter fills its form itself. */
export function sumUnit({ head, units }: FormDetail): number | null {
  if (head.parts === undefined || head.parts.isOwn) return null
  const at = units.findIndex(({ code }) => code === head.reporter)
  return at < 0 ? null : at
}

/** The cell that adds up the row of this one; null where nothing does. */
export function sumAt(detail: FormDetail, index: number): number | null {
  const unit = sumUnit(detail)
  const { row, rowAt } = cellPlace(detail, index)
  return unit === null || !isAddable(row) ? null : cellIndex(detail, rowAt, unit)
}

/** A whole as its field shows it: nobody types into it, so that 未报 is said. */
export function sumOf(detail: FormDetail, sum: number, read: (index: number) => Cell): Cell & { text: string } {
  const { row } = cellPlace(detail, sum)
  const whole = sumOfParts(partsOf(detail, sum).map(read))
  const text = whole.state === 'not_reported' ? formatState(whole.state) : cellText(whole.state, whole.value, row)
  return { ...whole, text }
}

/** '柳渡镇、石桥湾镇未报': which parts keep a sum from being a number. */
export function lackingIn(detail: FormDetail, sum: number, read: (index: number) => Cell): string {
  return lackingParts(
    partsOf(detail, sum).map((index) => ({ ...read(index), name: cellPlace(detail, index).unit.shortName })),
  )
}

function partsOf(detail: FormDetail, sum: number): number[] {
  const { rowAt, unitAt } = cellPlace(detail, sum)
  return detail.units.flatMap((_, at) => (at === unitAt ? [] : [cellIndex(detail, rowAt, at)]))
}
