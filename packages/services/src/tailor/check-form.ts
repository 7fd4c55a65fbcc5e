import type { HeaderInput } from '@cg/contract/catalogue-own'
import { cell } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { formatPeriod } from '@cg/domain/number/date-format'
import type { ItemCode } from '@cg/domain/indicator'
import { parsePeriod, shiftPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { and, gte, inArray, max, ne } from 'drizzle-orm'
import type { CatalogueForm, Definitions } from '../catalogue/read.ts'
import type { Part } from './change.ts'
import { sentForms } from './sent.ts'
import { nameOf } from './standing.ts'
import type { Tailored } from './standing.ts'

type Of<Kind extends Part['kind']> = Extract<Part, { kind: Kind }>

/** Why there cannot be such a form. */
export async function formRefusals(db: Db, tailored: Tailored, { from, body }: Of<'form'>): Promise<string[]> {
  const { form, code } = body
  const { known } = tailored
  const head = { code, ...form }
  return [
    ...nameRefusals(tailored, head),
    ...(known.departments.some((one) => one.code === form.department) ? [] : ['没有这个部门。请重新选部门。']),
    ...(await itemRefusals(db, tailored, { from, head, filledBy: form.filledBy, own: null })),
  ]
}

/** Why a form cannot have such a head, or ask for these items. */
export async function headerRefusals(db: Db, tailored: Tailored, { from, body }: Of<'header'>): Promise<string[]> {
  const form = tailored.known.forms.find(({ code }) => code === body.code)
  if (form === undefined) return [`目录中没有报表 ${body.code}。请重新选。`]
  const { forms } = await tailored.definitionsAt(from)
  if (!forms.some(({ code }) => code === form.code))
    return [`《${form.name}》在${formatPeriod(from)}还没有启用。请改选季度。`]
  const same = isSameHead(form, body) ? ['表头没有变化，也没有移入数据项。请先修改。'] : []
  return [
    ...same,
    ...nameRefusals(tailored, body),
    ...(await itemRefusals(db, tailored, { from, head: body, filledBy: form.filledBy, own: form })),
  ]
}

function isSameHead(
  form: CatalogueForm,
  { name, issuer, tableNo, approvalNo, validUntil, items }: HeaderInput,
): boolean {
  const head = (one: Omit<HeaderInput, 'code' | 'items'>) =>
    [one.name, one.issuer, one.tableNo, one.approvalNo, one.validUntil].join('|')
  const has = (item: string) => form.cells.some((line) => line.item === item)
  return items.every(has) && head(form) === head({ name, issuer, tableNo, approvalNo, validUntil })
}

function nameRefusals({ known }: Tailored, { code, name }: HeaderInput): string[] {
  const same = known.forms.find((form) => form.name === name.trim() && form.code !== code)
  return same === undefined ? [] : [`已有报表《${same.name}》。请换一个名称。`]
}

type Asking = {
  readonly from: Period
  readonly head: HeaderInput
  readonly filledBy: CatalogueForm['filledBy']
  /** Null: it is not there yet. */
  readonly own: CatalogueForm | null
}

/** What is asked elsewhere moves; what somebody has filled in, or sent, stays where it is. */
async function itemRefusals(db: Db, tailored: Tailored, { from, head, filledBy, own }: Asking): Promise<string[]> {
  const then = await tailored.definitionsAt(from)
  const items = head.items.filter((item) => own?.cells.some((line) => line.item === item) !== true)
  const wrong = items.flatMap((item) => wrongItem(tailored, then, item, filledBy))
  if (wrong.length > 0) return wrong
  const sources = then.forms.filter(({ cells }) => cells.some(({ item }) => items.includes(item)))
  const touched = [...sources.map(({ code }) => code), ...(own === null ? [] : [own.code])]
  const sent = await sentForms(db, touched, from)
  const nameOfForm = (code: string) => tailored.known.forms.find((form) => form.code === code)?.name ?? code
  return [
    ...sent.map(
      ({ period, form }) =>
        `${formatPeriod(period)}的《${nameOfForm(form)}》已经报送，不能再改。请改从${formatPeriod(shiftPeriod(period, 1))}起，或先退回这张报表。`,
    ),
    ...(sent.length > 0 ? [] : await filledAlready(db, items, from)),
  ]
}

/** Why an item cannot be asked on a form of the quarter. */
export function wrongItem(
  tailored: Tailored,
  then: Definitions,
  code: string,
  filledBy: CatalogueForm['filledBy'],
): string[] {
  const name = nameOf(tailored, 'items', code)
  const item = then.items.get(code as ItemCode)
  if (item === undefined) return [`${formatPeriod(then.period)}还没有数据项${name}。请改选数据项或季度。`]
  if (item.axes.enteredFor === 'none') return [`${name}由系统统计，不在报表中填报。请去掉它。`]
  if (then.off.items.has(code)) return [`数据项${name}在${formatPeriod(then.period)}已停用。请先恢复它，或去掉它。`]
  return filledBy === 'unit' && item.axes.enteredFor === 'unitsAndCity'
    ? [`数据项${name}另有全市合计，各区县填报的报表没有全市一栏。请去掉它，或选由部门填报的报表。`]
    : []
}

async function filledAlready(db: Db, items: readonly string[], from: Period): Promise<string[]> {
  if (items.length === 0) return []
  const [row] = await db
    .select({ last: max(cell.period) })
    .from(cell)
    .where(and(gte(cell.period, from), inArray(cell.itemCode, [...items]), ne(cell.state, 'not_reported')))
  if (row === undefined || row.last === null) return []
  const period = parsePeriod(row.last)
  return [
    `移入的数据项在${formatPeriod(period)}已有填报的数，不能从这一季起换报表。请改从${formatPeriod(shiftPeriod(period, 1))}起。`,
  ]
}
