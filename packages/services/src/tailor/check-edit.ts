import { scoredUnit } from '@cg/contract/appraisal'
import type { OwnItemInput } from '@cg/contract/catalogue-own'
import { isOwnCode } from '@cg/contract/catalogue-own'
import { cell } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { formatPeriod } from '@cg/domain/number/date-format'
import type { IndicatorCode, ItemCode } from '@cg/domain/indicator'
import { parsePeriod, shiftPeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { and, eq, max, ne } from 'drizzle-orm'
import { lastOf } from '../catalogue/layer.ts'
import { indicatorItems } from '../release/words.ts'
import type { Part } from './change.ts'
import { breakdownRefusals, pointRefusals } from './check-own.ts'
import { sentForms } from './sent.ts'
import { nameOf, ownIndicator } from './standing.ts'
import type { Tailored } from './standing.ts'

type Of<Kind extends Part['kind']> = Extract<Part, { kind: Kind }>

/** Why an own item cannot be changed so: what was filed keeps its meaning, and what was sent its questions. */
export async function itemEditRefusals(db: Db, tailored: Tailored, { from, body }: Of<'itemEdit'>): Promise<string[]> {
  const { known, layer } = tailored
  const { code, item } = body
  const was = lastOf(layer.items).get(code)
  if (was === undefined) return [`${nameOf(tailored, 'items', code)}不是本市自设的数据项，名称和口径不能改。`]
  if (from < was.from) return [laterFirst(was.from)]
  if (JSON.stringify({ ...was.item }) === JSON.stringify({ ...was.item, ...item })) return ['没有修改。请先修改。']
  const same = [...known.items.values()].find((one) => one.name === item.name.trim() && one.code !== code)
  return [
    ...(same === undefined ? [] : [`已有数据项“${same.name}”。请换一个名称。`]),
    ...(known.departments.some((one) => one.code === item.department) ? [] : ['没有这个部门。请重新选提供部门。']),
    ...axisRefusals(tailored, item.breakdowns),
    ...(item.form === was.item.form
      ? []
      : ['换报表请在“报表”中把这个数据项移入另一张报表，或在 Excel 的“报表”一列改。']),
    ...cityTotalRefusals(tailored, code, item),
    ...pointRefusals(item),
    ...(await filedRefusals(db, was.item, { code, item })),
    ...usedRefusals(tailored, was.item, { code, item }),
    ...(asksOther(was.item, item) ? await askedRefusals(db, tailored, { code, from }) : []),
    ...(await goneGroups(db, tailored, { code, from, before: was.item.breakdowns, after: item.breakdowns })),
  ]
}

function laterFirst(from: Period): string {
  return `已有从${formatPeriod(from)}起的修改。请选${formatPeriod(from)}或以后的季度。`
}

function axisRefusals({ known }: Tailored, breakdowns: readonly string[]): string[] {
  const axes = new Set(known.guide.axes.map(({ code }) => code))
  return breakdowns.flatMap((axis) => (axes.has(axis) ? [] : [`没有分组维度 ${axis}。请重新选分组。`]))
}

function cityTotalRefusals({ known }: Tailored, code: string, { hasCityTotal }: OwnItemInput): string[] {
  const form = known.forms.find(({ cells }) => cells.some(({ item }) => item === code))
  return hasCityTotal && form?.filledBy === 'unit'
    ? [`《${form.name}》由各区县填报，没有全市一栏。请去掉全市合计。`]
    : []
}

type Edit = { readonly code: string; readonly item: OwnItemInput }

/** What was counted in another unit, or of another time, would stand beside the new figures as if it were the same. */
async function filedRefusals(db: Db, was: OwnItemInput, { code, item }: Edit): Promise<string[]> {
  const isOther = was.unit !== item.unit || was.periodKind !== item.periodKind
  const last = isOther ? await lastFiled(db, code) : null
  if (last === null) return []
  const what = was.unit === item.unit ? '时间口径' : '计量单位'
  return [
    `${formatPeriod(last)}已有填报的数，${what}不能再改：新旧的数不能相比。请新增一个数据项，再停用“${was.name}”。`,
  ]
}

async function lastFiled(db: Db, code: string, breakdown?: string): Promise<Period | null> {
  const isIt = and(eq(cell.itemCode, code), ne(cell.state, 'not_reported'))
  const [row] = await db
    .select({ last: max(cell.period) })
    .from(cell)
    .where(breakdown === undefined ? isIt : and(isIt, eq(cell.breakdown, breakdown)))
  return row === undefined || row.last === null ? null : parsePeriod(row.last)
}

/** An indicator is computed by the time and the quarters of its items. */
function usedRefusals(tailored: Tailored, was: OwnItemInput, { code, item }: Edit): string[] {
  const isPoints = ({ unit }: OwnItemInput) => unit === scoredUnit
  if (was.periodKind === item.periodKind && was.asked === item.asked && isPoints(was) === isPoints(item)) return []
  const used = usersOf(tailored, code)
  return used.length === 0
    ? []
    : [
        `指标${used.map((one) => `“${one.name}”`).join('、')}按它现在的时间口径和填报频率计算，不能改。请新增一个数据项，或先停用这些指标。`,
      ]
}

function usersOf({ known }: Tailored, code: string) {
  const all = [...known.indicators.values()]
  return all.filter((one) => indicatorItems({ indicators: all }, one).includes(code as ItemCode))
}

function asksOther(was: OwnItemInput, item: OwnItemInput): boolean {
  const asks = ({ breakdowns, asked, hasCityTotal, periodKind, unit }: OwnItemInput) =>
    JSON.stringify([breakdowns.toSorted(), asked, hasCityTotal, periodKind, unit])
  return asks(was) !== asks(item)
}

type Asking = { readonly code: string; readonly from: Period }

/** A form that was sent answers what it was asked. */
async function askedRefusals(db: Db, { known }: Tailored, { code, from }: Asking): Promise<string[]> {
  const asking = known.forms.filter(({ cells }) => cells.some(({ item }) => item === code))
  const sent = await sentForms(
    db,
    asking.map((form) => form.code),
    from,
  )
  return sent.map(({ period, form }) => {
    const name = asking.find((one) => one.code === form)?.name ?? form
    return `${formatPeriod(period)}的《${name}》已经报送，不能再改填报内容。请改从${formatPeriod(shiftPeriod(period, 1))}起，或先退回这张报表。`
  })
}

type Regroup = Asking & { readonly before: readonly string[]; readonly after: readonly string[] }

/** Figures of groups that are filled in for a quarter stay asked in it; what an own indicator shows stays too. */
async function goneGroups(db: Db, tailored: Tailored, { code, from, before, after }: Regroup): Promise<string[]> {
  const gone = before.filter((axis) => !after.includes(axis))
  const { axes } = tailored.known.guide
  const refusals: string[] = []
  for (const axis of axes.filter((one) => gone.includes(one.code))) {
    const users = usersOf(tailored, code).filter((one) => isOwnCode(one.code) && one.breakdowns.includes(axis.code))
    refusals.push(
      ...users.map((one) => `指标“${one.name}”按${axis.name}分组，用到它。请先去掉这个指标的${axis.name}分组。`),
    )
    const filed: Period[] = []
    for (const { code: group } of axis.groups) {
      const last = await lastFiled(db, code, `${axis.code}:${group}`)
      if (last !== null && last >= from) filed.push(last)
    }
    const last = filed.toSorted().at(-1)
    if (last !== undefined)
      refusals.push(
        `${formatPeriod(last)}的报表已按${axis.name}填了这个数据项。请改从${formatPeriod(shiftPeriod(last, 1))}起。`,
      )
  }
  return refusals
}

/** Why a shipped item cannot be asked by these groups. */
export async function groupRefusals(db: Db, tailored: Tailored, { from, body }: Of<'groups'>): Promise<string[]> {
  const { code, breakdowns } = body
  const item = tailored.known.items.get(code as ItemCode)
  if (item === undefined) return [`目录中没有数据项 ${code}。请重新选。`]
  if (isOwnCode(code)) return ['自设的数据项请在“修改”中选分组。']
  if (item.axes.enteredFor === 'none') return [`“${item.name}”由系统统计，不在报表中填报，没有分组。`]
  const last = lastOf(tailored.layer.groups).get(code)
  if (last !== undefined && from < last.from) return [laterFirst(last.from)]
  const before = item.axes.breakdowns
  if (before.toSorted().join() === breakdowns.toSorted().join()) return ['分组没有变化。请先勾选或去掉分组。']
  const { off } = await tailored.definitionsAt(from)
  return [
    ...axisRefusals(tailored, breakdowns),
    ...(off.items.has(code) ? [`“${item.name}”在${formatPeriod(from)}已停用。请先恢复它，或改选季度。`] : []),
    ...(await askedRefusals(db, tailored, { code, from })),
    ...(await goneGroups(db, tailored, { code, from, before, after: breakdowns })),
  ]
}

/** Why an own indicator cannot be changed so: another formula is another indicator. */
export async function indicatorEditRefusals(
  db: Db,
  tailored: Tailored,
  { from, body }: Of<'indicatorEdit'>,
): Promise<string[]> {
  const { known } = tailored
  const { code, indicator: own } = body
  const now = known.indicators.get(code as IndicatorCode)
  const was = now === undefined ? null : ownIndicator(tailored, now)
  if (now === undefined || was === null)
    return [`${nameOf(tailored, 'indicators', code)}不是本市自设的指标，只能修改名称和口径，或停用。`]
  if (from < now.validFrom) return [laterFirst(now.validFrom)]
  if (JSON.stringify({ breakdowns: [], ...was }) === JSON.stringify({ breakdowns: [], ...was, ...own }))
    return ['没有修改。请先修改。']
  const formula = ({ measure, numerator, denominator, dimension }: typeof own) =>
    [measure, numerator.join(), denominator.join(), dimension].join('|')
  const same = [...known.indicators.values()].find((one) => one.name === own.name.trim() && one.code !== code)
  const { items, off } = await tailored.definitionsAt(from)
  return [
    ...(same === undefined ? [] : [`已有指标“${same.name}”。请换一个名称。`]),
    ...(known.departments.some((one) => one.code === own.department) ? [] : ['没有这个部门。请重新选牵头部门。']),
    ...(formula(was) === formula(own) ? [] : ['维度和计算公式不能改。要另一种算法的，请新增一个指标，再停用这一个。']),
    ...(off.indicators.has(code) ? [`“${was.name}”在${formatPeriod(from)}已停用。请先恢复它，或改选季度。`] : []),
    ...breakdownRefusals(tailored, items, own),
  ]
}
