import { cell } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { formatPeriod } from '@cg/domain/number/date-format'
import { parsePeriod, shiftPeriod } from '@cg/domain/period'
import { and, asc, count, gte, inArray, ne } from 'drizzle-orm'
import { partsKey } from '../catalogue/layer.ts'
import { loadDefinitions, reportingUnits } from '../catalogue/read.ts'
import type { CatalogueForm, CatalogueUnit, Definitions } from '../catalogue/read.ts'
import type { Part } from './change.ts'
import { sentForms } from './sent.ts'
import { nameOf } from './standing.ts'
import type { Tailored } from './standing.ts'

export type Scope = Extract<Part, { kind: 'formScope' }>

/** Why the form cannot be filled by these districts, each with its remedy. */
export async function scopeRefusals(db: Db, tailored: Tailored, { from, body }: Scope): Promise<string[]> {
  const definitions = await loadDefinitions(db, from)
  const form = definitions.forms.find(({ code }) => code === body.form)
  if (form === undefined) return [`${formatPeriod(from)}没有这张报表。请重新选报表或季度。`]
  const districts = reportingUnits(definitions.units)
  const unknown = body.excused.filter((code) => !districts.some((one) => one.code === code))
  if (unknown.length > 0)
    return [
      `${unknown.map((code) => tailored.unitNames.get(code) ?? code).join('、')}在${formatPeriod(from)}不是填报的区县。请从不填报的区县中去掉，或改选季度。`,
    ]
  if (districts.length > 0 && districts.every(({ code }) => body.excused.includes(code)))
    return [`没有区县填报《${form.name}》了。不再用这张报表的，请在“数据项”中停用它的数据项；否则请至少留一个区县。`]
  const moved = movedUnits(definitions, form, { districts, excused: body.excused })
  if (moved.length === 0) return [`《${form.name}》的填报范围没有变化。请先修改。`]
  const whole = form.cells.map(({ item }) => item).find((item) => isForCity(definitions, item))
  if (whole !== undefined && body.excused.length > 0)
    return [
      `《${form.name}》的${nameOf(tailored, 'items', whole)}由部门另填一个全市合计，只填部分区县时与合计对不上。请先把它移到别的报表，或保持全部区县。`,
    ]
  return sentAlready(db, form, { from, moved })
}

function isForCity({ items }: Definitions, code: CatalogueForm['cells'][number]['item']): boolean {
  return items.get(code)?.axes.enteredFor === 'unitsAndCity'
}

type Chosen = { readonly districts: readonly CatalogueUnit[]; readonly excused: readonly string[] }

/** Districts of which the change says another thing than what holds. */
function movedUnits({ excused: now }: Definitions, { code }: CatalogueForm, { districts, excused }: Chosen) {
  return districts.filter((unit) => now.has(partsKey(code, unit.code)) !== excused.includes(unit.code))
}

type Moved = { readonly from: Scope['from']; readonly moved: readonly CatalogueUnit[] }

/** What was sent stands as it was sent. */
async function sentAlready(db: Db, form: CatalogueForm, { from, moved }: Moved): Promise<string[]> {
  const isByUnits = form.filledBy === 'unit'
  const sentBy = (reporters: readonly string[] | null) => sentForms(db, [form.code], from, reporters)
  const last = (await sentBy(isByUnits ? moved.map(({ code }) => code) : null)).at(-1)?.period
  if (last === undefined) return []
  const names: string[] = []
  for (const { code, name } of isByUnits ? moved : []) if ((await sentBy([code])).length > 0) names.push(name)
  const who = isByUnits ? `${names.join('、')}已经报送` : '部门已经报送'
  return [
    `${who}${formatPeriod(last)}的《${form.name}》，不能再改它的填报范围。请改从${formatPeriod(shiftPeriod(last, 1))}起，或先退回这张报表。`,
  ]
}

/** What was typed already in cells that are asked no more; it stays, and is not read. */
export async function unreadWords(db: Db, { form, gone, from }: Unread): Promise<string[]> {
  if (gone.length === 0) return []
  const units = gone.map(({ code }) => code as string)
  const rows = await db
    .select({ period: cell.period, unit: cell.unitCode, cells: count() })
    .from(cell)
    .where(
      and(
        gte(cell.period, from),
        inArray(cell.itemCode, [...new Set(form.cells.map(({ item }) => item as string))]),
        inArray(cell.unitCode, units),
        ne(cell.state, 'not_reported'),
      ),
    )
    .groupBy(cell.period, cell.unitCode)
    .orderBy(asc(cell.period), asc(cell.unitCode))
  return [...Map.groupBy(rows, ({ period }) => period)].map(([period, own]) => {
    const names = gone.filter(({ code }) => own.some(({ unit }) => unit === code)).map(({ shortName }) => shortName)
    const cells = own.reduce((sum, one) => sum + one.cells, 0)
    return `${names.join('、')}已填的${formatPeriod(parsePeriod(period))}《${form.name}》 ${cells} 个数保留备查，不再报送，也不进入发布。`
  })
}

export type Unread = {
  readonly form: CatalogueForm
  readonly gone: readonly CatalogueUnit[]
  readonly from: Scope['from']
}
