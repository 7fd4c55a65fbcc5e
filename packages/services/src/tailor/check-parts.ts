import { cell } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { partWords } from '@cg/domain/figure/parts'
import { formatPeriod } from '@cg/domain/number/date-format'
import { parsePeriod, shiftPeriod } from '@cg/domain/period'
import { and, gte, inArray, max, ne } from 'drizzle-orm'
import { partsKey } from '../catalogue/layer.ts'
import { loadDefinitions, reportingUnits } from '../catalogue/read.ts'
import type { CatalogueForm, CatalogueUnit, Definitions } from '../catalogue/read.ts'
import type { Part } from './change.ts'
import { sentForms } from './sent.ts'

type Parting = Extract<Part, { kind: 'byParts' }>

/** Why the form cannot be reported so, each with its remedy. */
export async function partsRefusals(db: Db, change: Parting): Promise<string[]> {
  const { from, body } = change
  const definitions = await loadDefinitions(db, from)
  const form = definitions.forms.find(({ code }) => code === body.form)
  if (form === undefined) return [`${formatPeriod(from)}没有这张报表。请重新选报表或季度。`]
  if (form.filledBy === 'department')
    return [
      `《${form.name}》由部门一次填全市各区县的数，这些数在部门自己的系统里，不再向乡镇街道和企业要。请选各区县填的报表。`,
    ]
  const districts = body.units.flatMap((code) => reportingUnits(definitions.units).filter((unit) => unit.code === code))
  if (districts.length < body.units.length) return [`所选单位中有的在${formatPeriod(from)}不是填报的区县。请重新选。`]
  const own = districts.flatMap((district) => districtRefusals(definitions, { form, district, by: body.by, from }))
  return own.length > 0 ? own : filledAlready(db, definitions, { form, districts, change })
}

type Asked = {
  readonly form: CatalogueForm
  readonly district: CatalogueUnit
  readonly by: Parting['body']['by']
  readonly from: Parting['from']
}

function districtRefusals({ parts, units, excused }: Definitions, { form, district, by, from }: Asked): string[] {
  const { name } = district
  const since = excused.get(partsKey(form.code, district.code))
  if (since !== undefined)
    return [`${name}自${formatPeriod(since)}起不填报《${form.name}》。请从所选中去掉它，或先调整填报范围。`]
  const now = parts.get(partsKey(form.code, district.code)) ?? null
  if (now === by) {
    const how = by === null ? '本来就由区县自己填' : `本来就由${partWords[by]}分报`
    return [`${name}的《${form.name}》在${formatPeriod(from)}${how}。请从所选中去掉它，或改选季度。`]
  }
  if (by === null || units.some((unit) => unit.kind === by && unit.parent === district.code)) return []
  return [`${name}在${formatPeriod(from)}没有${partWords[by]}。请先在“单位”中新增，或从所选中去掉它。`]
}

type Filled = { readonly form: CatalogueForm; readonly districts: readonly CatalogueUnit[]; readonly change: Parting }

/** A figure is entered once: what somebody has filled in for a quarter, or sent, stays with who filled it. */
async function filledAlready(db: Db, { units }: Definitions, { form, districts, change }: Filled): Promise<string[]> {
  const { from, body } = change
  const sent = (await sentForms(db, [form.code], from, body.units)).at(-1)
  const own = new Set<string>(districts.map(({ code }) => code))
  const touched = units.filter(({ code, parent }) => own.has(code) || own.has(parent ?? ''))
  const [row] = await db
    .select({ last: max(cell.period) })
    .from(cell)
    .where(
      and(
        gte(cell.period, from),
        inArray(cell.itemCode, [...new Set(form.cells.map(({ item }) => item as string))]),
        inArray(
          cell.unitCode,
          touched.map(({ code }) => code as string),
        ),
        ne(cell.state, 'not_reported'),
      ),
    )
  const last = [sent?.period, row?.last ?? undefined]
    .filter((period) => period !== undefined)
    .toSorted()
    .at(-1)
  if (last === undefined) return []
  const period = parsePeriod(last)
  return [
    `所选区县的《${form.name}》在${formatPeriod(period)}已填了数，同一个数不填两遍。请改从${formatPeriod(shiftPeriod(period, 1))}起。`,
  ]
}
