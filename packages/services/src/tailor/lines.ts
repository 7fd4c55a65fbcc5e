import { directionWords } from '@cg/domain/direction-words'
import { assistingWords, evidenceNeedNames } from '@cg/contract/catalogue-duty'
import type { DutyInput } from '@cg/contract/catalogue-duty'
import type { HeaderInput, OwnIndicatorBody, OwnItemBody, OwnMeasure } from '@cg/contract/catalogue-own'
import { askedNames, ownMeasureNames, ownPeriodKindNames } from '@cg/contract/catalogue-own'
import { dimensionNames } from '@cg/contract/dimension'
import { partWords } from '@cg/domain/figure/parts'
import { formatDate, formatPeriod } from '@cg/domain/number/date-format'
import { shiftPeriod } from '@cg/domain/period'
import { partTitle, partsOf } from './change.ts'
import type { Change, Part } from './change.ts'
import { ownUnit } from './indicator-rows.ts'
import { nameOf, withNames } from './standing.ts'
import { scopeLines } from './scope-lines.ts'
import type { Tailored } from './standing.ts'

type Of<Kind extends Part['kind']> = Extract<Part, { kind: Kind }>

/** What becomes another, a line each; of a bundle a line for each of its changes. */
export function linesOf(standing: Tailored, change: Change): string[] {
  const tailored = withNames(standing, change)
  if (change.kind !== 'bundle') return partLines(tailored, change)
  return partsOf(change).flatMap((part) => {
    const lines = partLines(tailored, part)
    return part.kind === 'switch'
      ? lines
      : [`${partTitle(part)}：${lines.map((line) => line.replace(/。$/, '')).join('；')}`]
  })
}

function partLines(tailored: Tailored, part: Part): string[] {
  switch (part.kind) {
    case 'switch':
      return switchLines(tailored, part)
    case 'item':
      return itemLines(tailored, part.body)
    case 'itemEdit':
      return itemEditLines(tailored, part)
    case 'groups':
      return groupLines(tailored, part)
    case 'indicator':
      return indicatorLines(tailored, part.body)
    case 'indicatorEdit':
      return indicatorEditLines(tailored, part)
    case 'definition':
      return definitionLines(tailored, part)
    case 'form':
      return formLines(tailored, part)
    case 'header':
      return headLines(tailored, part.body)
    case 'byParts':
      return byPartsLines(tailored, part)
    case 'formScope':
      return scopeLines(tailored, part)
    case 'duty':
      return dutyLines(tailored, part.body)
  }
}

/** A line for each thing that is switched; where it is switched back later, until when. */
function switchLines(tailored: Tailored, { from, body }: Of<'switch'>): string[] {
  const verb = body.isOn ? '恢复使用' : '停用'
  const lineOf = (kind: 'indicators' | 'items') => (code: string) => {
    const { switches } = tailored.layer
    const back = switches.find((one) => one.from > from && one.isOn !== body.isOn && one[kind].includes(code))
    const until = back === undefined ? '' : `，到${formatPeriod(shiftPeriod(back.from, -1))}止`
    const noun = kind === 'indicators' ? '指标' : '数据项'
    return `${noun}${nameOf(tailored, kind, code)}：${formatPeriod(from)}起${verb}${until}`
  }
  return [...body.indicators.map(lineOf('indicators')), ...body.items.map(lineOf('items'))]
}

function itemLines({ known, added }: Tailored, { item }: OwnItemBody): string[] {
  const form = known.forms.find(({ code }) => code === item.form)?.name ?? added?.get(item.form) ?? item.form
  return [
    `数据项“${item.name}”，计量单位：${item.unit}，${item.decimals} 位小数`,
    `口径：${item.definition}`,
    `${ownPeriodKindNames[item.periodKind]}，${askedNames[item.asked]}填报`,
    `列入《${form}》，提供部门：${departmentName(known.departments, item.department)}`,
    axisWords(known, item.breakdowns),
    ...(item.hasCityTotal ? ['全市另填一个合计'] : []),
    ...(item.mayBeNegative ? ['可以为负数'] : []),
  ]
}

function indicatorLines(tailored: Tailored, { indicator }: OwnIndicatorBody): string[] {
  const { measure, numerator, denominator, direction, dimension, department, decimals, breakdowns = [] } = indicator
  const listed = (codes: readonly string[]) => codes.map((code) => nameOf(tailored, 'items', code)).join(' + ')
  return [
    `指标“${indicator.name}”（${dimensionNames[dimension] ?? dimension}），计量单位：${ownUnit(indicator)}，${decimals} 位小数`,
    `口径：${indicator.definition}`,
    `${ownMeasureNames[measure]}`,
    partsLine(measure, listed(numerator), listed(denominator)),
    `${directionWords[direction]}，${indicator.isAssessed ? '参加评价' : '只监测'}`,
    `牵头部门：${departmentName(tailored.known.departments, department)}`,
    ...(breakdowns.length === 0 ? [] : [axisWords(tailored.known, breakdowns)]),
  ]
}

function partsLine(measure: OwnMeasure, upper: string, lower: string): string {
  if (measure === 'count') return `合计：${upper}`
  if (measure !== 'score') return `分子：${upper}；分母：${lower}`
  return `各区县得分：${upper}；全市：${lower === '' ? '有得分的区县的算术平均' : `有得分的区县按${lower}加权平均`}`
}

/** 按企业规模、产业集群分组 */
function axisWords({ guide }: Tailored['known'], codes: readonly string[]): string {
  const names = guide.axes.filter(({ code }) => codes.includes(code)).map(({ name }) => name)
  return names.length === 0 ? '不分组' : `按${names.join('、')}分组`
}

/** Only what is other than it was: before the change, and after it. */
function otherLines(before: readonly string[], after: readonly string[]): string[] {
  const gone = before.filter((line) => !after.includes(line))
  const come = after.filter((line) => !before.includes(line))
  return [...gone.map((line) => `原来：${line}`), ...come.map((line) => `改为：${line}`)]
}

/** What stood before a change that may have been confirmed long ago: the last of the code before it. */
function standingBefore<One extends { readonly code: string; readonly from: string }>(
  all: readonly One[],
  { code, from, body }: { code: string; from: string; body: unknown },
): One | undefined {
  const own = all.filter((one) => one.code === code && one.from <= from)
  const at = own.findIndex((one) => isPart(one, body))
  return at === -1 ? own.at(-1) : own[at - 1]
}

function isPart(one: object, body: unknown): boolean {
  return Object.entries(body as object).every(
    ([key, value]) => JSON.stringify(one[key as keyof typeof one]) === JSON.stringify(value),
  )
}

function itemEditLines(tailored: Tailored, { from, body }: Of<'itemEdit'>): string[] {
  const was = standingBefore(tailored.layer.items, { code: body.code, from, body })
  return otherLines(was === undefined ? [] : itemLines(tailored, was), itemLines(tailored, body))
}

function indicatorEditLines(tailored: Tailored, { from, body }: Of<'indicatorEdit'>): string[] {
  const was = standingBefore(tailored.layer.indicators, { code: body.code, from, body })
  return otherLines(was === undefined ? [] : indicatorLines(tailored, was), indicatorLines(tailored, body))
}

function groupLines(tailored: Tailored, { from, body }: Of<'groups'>): string[] {
  const before = standingBefore(tailored.layer.groups, { code: body.code, from, body })
  const groups = before === undefined ? (tailored.shippedGroups.get(body.code) ?? []) : before.breakdowns
  const name = nameOf(tailored, 'items', body.code)
  return [`数据项${name}原来${axisWords(tailored.known, groups)}`, `改为${axisWords(tailored.known, body.breakdowns)}`]
}

/** Held against what was in force before: of a change that was confirmed that is no more the newest. */
function definitionLines({ known }: Tailored, { from, body }: Of<'definition'>): string[] {
  const newest = [...known.indicators.values()].find(({ code }) => code === body.code)
  const old = newest === undefined ? undefined : [...newest.earlier, newest].findLast((one) => one.validFrom < from)
  return [
    ...(old === undefined || old.name === body.name ? [] : [`名称：“${old.name}”改为“${body.name}”`]),
    `原口径：${old?.definition ?? '—'}`,
    `新口径：${body.definition}`,
  ]
}

function formLines(tailored: Tailored, { body: { code, form } }: Of<'form'>): string[] {
  const department = departmentName(tailored.known.departments, form.department)
  return [
    form.filledBy === 'unit' ? `各区县各填一张，${department}审核` : `${department}填报，各区县一列`,
    ...headLines(tailored, { code, ...form }),
  ]
}

function headLines(
  tailored: Tailored,
  { name, issuer, tableNo, approvalNo, validUntil, items }: HeaderInput,
): string[] {
  return [
    `报表《${name}》，制定机关：${issuer}`,
    tableNo === null ? '没有表号：内部工作调度表' : `表号：${tableNo}`,
    ...(approvalNo === null ? [] : [`批准文号：${approvalNo}`]),
    ...(validUntil === null ? [] : [`有效期至${formatDate(validUntil)}`]),
    ...(items.length === 0
      ? []
      : [
          `列入的数据项：${items.map((code) => nameOf(tailored, 'items', code)).join('、')}（原来在其他报表的，移到这张报表）`,
        ]),
  ]
}

/** 《…》：2 个区县、18 个乡镇街道 … and a line for each district. */
function byPartsLines({ known }: Tailored, { from, body: { form: code, units: codes, by } }: Of<'byParts'>): string[] {
  const form = known.forms.find((one) => one.code === code)?.name ?? code
  const districts = known.units.filter((unit) => codes.includes(unit.code))
  if (by === null)
    return [
      `《${form}》：${districts.map(({ shortName }) => shortName).join('、')} ${districts.length} 个区县${formatPeriod(from)}起由区县自己填`,
    ]
  const of = (district: string) => known.units.filter((unit) => unit.kind === by && unit.parent === district)
  const all = districts.reduce((sum, { code: district }) => sum + of(district).length, 0)
  return [
    `${districts.length} 个区县、${all} 个${partWords[by]}，1 张表：《${form}》`,
    ...districts.map(
      ({ code: district, shortName }) =>
        `${shortName}：${of(district)
          .map((unit) => unit.shortName)
          .join('、')}（${of(district).length} 个）分报，区县的数由系统相加`,
    ),
    '不能相加的数（人均、比率、去重人数）仍由区县填一个',
  ]
}

function departmentName(departments: readonly { code: string; name: string }[], code: string): string {
  return departments.find((one) => one.code === code)?.name ?? code
}

function dutyLines(tailored: Tailored, { items, evidence, assisting }: DutyInput): string[] {
  const named = assisting.map(({ department, supplies }) => ({
    name: departmentName(tailored.known.departments, department),
    supplies,
  }))
  return [
    `数据项：${items.map((code) => nameOf(tailored, 'items', code)).join('、')}`,
    evidenceNeedNames[evidence],
    ...(named.length === 0 ? ['没有协助部门'] : named.map((one) => `协助部门：${assistingWords([one])}`)),
  ]
}
