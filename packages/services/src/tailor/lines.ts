import { directionWords } from '@cg/domain/direction-words'
import type { HeaderInput, OwnMeasure } from '@cg/contract/catalogue-own'
import { askedNames, ownMeasureNames, ownPeriodKindNames } from '@cg/contract/catalogue-own'
import { dimensionNames } from '@cg/contract/dimension'
import { formatDate, formatPeriod } from '@cg/domain/number/date-format'
import { shiftPeriod } from '@cg/domain/period'
import type { Change } from './change.ts'
import { ownUnit } from './indicator-rows.ts'
import { nameOf } from './standing.ts'
import type { Tailored } from './standing.ts'

type Of<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>

/** What becomes another, a line each. */
export function linesOf(tailored: Tailored, change: Change): string[] {
  switch (change.kind) {
    case 'switch':
      return switchLines(tailored, change)
    case 'item':
      return itemLines(tailored, change)
    case 'indicator':
      return indicatorLines(tailored, change)
    case 'definition':
      return definitionLines(tailored, change)
    case 'form':
      return formLines(tailored, change)
    case 'header':
      return headLines(tailored, change.body)
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

function itemLines({ known }: Tailored, { body: { item } }: Of<'item'>): string[] {
  const axes = known.guide.axes.filter(({ code }) => item.breakdowns.includes(code)).map(({ name }) => name)
  const form = known.forms.find(({ code }) => code === item.form)?.name ?? item.form
  return [
    `数据项“${item.name}”，计量单位：${item.unit}，${item.decimals} 位小数`,
    `口径：${item.definition}`,
    `${ownPeriodKindNames[item.periodKind]}，${askedNames[item.asked]}填报`,
    `列入《${form}》，提供部门：${departmentName(known.departments, item.department)}`,
    axes.length === 0 ? '不分组' : `按${axes.join('、')}分组`,
    ...(item.hasCityTotal ? ['全市另填一个合计'] : []),
    ...(item.mayBeNegative ? ['可以为负数'] : []),
  ]
}

function indicatorLines(tailored: Tailored, { body: { indicator } }: Of<'indicator'>): string[] {
  const { measure, numerator, denominator, direction, dimension, department, decimals } = indicator
  const listed = (codes: readonly string[]) => codes.map((code) => nameOf(tailored, 'items', code)).join(' + ')
  return [
    `指标“${indicator.name}”（${dimensionNames[dimension] ?? dimension}），计量单位：${ownUnit(indicator)}，${decimals} 位小数`,
    `口径：${indicator.definition}`,
    `${ownMeasureNames[measure]}`,
    partsLine(measure, listed(numerator), listed(denominator)),
    `${directionWords[direction]}，${indicator.isAssessed ? '参加评价' : '只监测'}`,
    `牵头部门：${departmentName(tailored.known.departments, department)}`,
  ]
}

function partsLine(measure: OwnMeasure, upper: string, lower: string): string {
  if (measure === 'count') return `合计：${upper}`
  if (measure !== 'score') return `分子：${upper}；分母：${lower}`
  return `各区县得分：${upper}；全市：${lower === '' ? '有得分的区县的算术平均' : `有得分的区县按${lower}加权平均`}`
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

function departmentName(departments: readonly { code: string; name: string }[], code: string): string {
  return departments.find((one) => one.code === code)?.name ?? code
}
