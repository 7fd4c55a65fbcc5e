import { scoredUnit } from '@cg/contract/appraisal'
import type { OwnIndicatorInput, OwnItemInput, OwnMeasure } from '@cg/contract/catalogue-own'
import { formatPeriod } from '@cg/domain/number/date-format'
import type { Db } from '@cg/db/store'
import type { ItemCode } from '@cg/domain/indicator'
import { shiftPeriod } from '@cg/domain/period'
import { periodKindWords } from '@cg/domain/period-kind-words'
import type { CatalogueItem } from '../catalogue/read.ts'
import type { Part } from './change.ts'
import { frequencyOf, itemsOf } from './indicator-rows.ts'
import { sentForms } from './sent.ts'
import { nameOf } from './standing.ts'
import type { Tailored } from './standing.ts'

type Of<Kind extends Part['kind']> = Extract<Part, { kind: Kind }>

/** Why an own item cannot be added so. The same number is never asked twice. */
export async function itemRefusals(db: Db, { known }: Tailored, { from, body }: Of<'item'>): Promise<string[]> {
  const { item } = body
  const same = [...known.items.values()].find(({ name, code }) => name === item.name.trim() && code !== body.code)
  const form = known.forms.find(({ code }) => code === item.form)
  const axes = new Set(known.guide.axes.map(({ code }) => code))
  const sent = await sentForms(db, [item.form], from)
  return [
    ...(same === undefined ? [] : [`已有数据项“${same.name}”。同一个数不重复填报，请直接使用它，或换一个名称。`]),
    ...(form === undefined ? ['没有这张报表。请重新选报表。'] : []),
    ...(known.departments.some(({ code }) => code === item.department) ? [] : ['没有这个部门。请重新选提供部门。']),
    ...item.breakdowns.flatMap((axis) => (axes.has(axis) ? [] : [`没有分组维度 ${axis}。请重新选分组。`])),
    ...(form?.filledBy === 'unit' && item.hasCityTotal
      ? [`《${form.name}》由各区县填报，没有全市一栏。请去掉全市合计，或选由部门填报的报表。`]
      : []),
    ...pointRefusals(item),
    ...sent.map(
      ({ period }) =>
        `${formatPeriod(period)}的《${form?.name ?? item.form}》已经报送，不能再增加数据项。请改从${formatPeriod(shiftPeriod(period, 1))}起，或先退回这张报表。`,
    ),
  ]
}

/** Points are given to each unit as it stands: they have no groups, no total and no running sum. */
export function pointRefusals({ unit, periodKind, breakdowns, hasCityTotal }: OwnItemInput): string[] {
  if (unit.trim() !== scoredUnit) return []
  return [
    ...(periodKind === 'STOCK_EOQ' ? [] : ['以分为单位的数据项不能累计。时间口径请选“季末时点数”。']),
    ...(breakdowns.length === 0 ? [] : ['以分为单位的数据项按区县评分，不分组。请去掉分组。']),
    ...(hasCityTotal ? ['得分不相加，全市没有合计。请去掉全市合计；全市得分由“得分”指标按平均计算。'] : []),
  ]
}

/** Why an own indicator cannot be computed so. */
export async function indicatorRefusals(
  db: Db,
  tailored: Tailored,
  { from, body }: Of<'indicator'>,
): Promise<string[]> {
  const { indicator: own, code } = body
  const { known } = tailored
  const same = [...known.indicators.values()].find((one) => one.name === own.name.trim() && one.code !== code)
  const shape = shapeRefusals(own)
  const { items, off } = await tailored.definitionsAt(from)
  const used = [...own.numerator, ...own.denominator]
  const absent = used.flatMap((one) => {
    if (itemsOf(items, [one]).length === 0)
      return [`${formatPeriod(from)}还没有数据项${nameOf(tailored, 'items', one)}。请改选数据项或季度。`]
    return off.items.has(one)
      ? [`数据项${nameOf(tailored, 'items', one)}在${formatPeriod(from)}已停用。请先恢复它，或改选数据项。`]
      : []
  })
  const parts = { upper: itemsOf(items, own.numerator), lower: itemsOf(items, own.denominator) }
  return [
    ...(same === undefined ? [] : [`已有指标“${same.name}”。请换一个名称。`]),
    ...(known.departments.some((one) => one.code === own.department) ? [] : ['没有这个部门。请重新选牵头部门。']),
    ...shape,
    ...absent,
    ...(shape.length + absent.length === 0 ? partsRefusals(own.measure, parts) : []),
    ...(absent.length === 0 ? breakdownRefusals(tailored, items, own) : []),
  ]
}

function partsRefusals(measure: OwnMeasure, parts: Parts): string[] {
  const scored = scoreRefusals(measure, parts)
  // A score and its weight are no parts of one sum: each was held to be of the quarter's end.
  return scored.length > 0 ? scored : measure === 'score' ? quarterRefusals(parts) : timeRefusals(parts)
}

/** An own indicator is shown by groups only where all of its items are asked by them. */
export function breakdownRefusals(
  { known }: Tailored,
  items: ReadonlyMap<ItemCode, CatalogueItem>,
  { breakdowns = [], numerator, denominator }: OwnIndicatorInput,
): string[] {
  const used = itemsOf(items, [...numerator, ...denominator])
  return breakdowns.flatMap((code) => {
    const axis = known.guide.axes.find((one) => one.code === code)
    if (axis === undefined) return [`没有分组维度 ${code}。请重新选分组。`]
    const lacking = used.filter((item) => !item.axes.breakdowns.includes(code)).map(({ name }) => `“${name}”`)
    return lacking.length === 0
      ? []
      : [`数据项${lacking.join('、')}没有按${axis.name}填报，指标不能按它分组。请先给数据项加上这一分组，或去掉它。`]
  })
}

/** Why an indicator cannot be defined so. Its series breaks there: the same words again are no new definition. */
export async function definitionRefusals(
  db: Db,
  tailored: Tailored,
  { from, body }: Of<'definition'>,
): Promise<string[]> {
  const { known } = tailored
  const newest = [...known.indicators.values()].find(({ code }) => code === body.code)
  if (newest === undefined) return [`目录中没有指标 ${body.code}。请重新选。`]
  const same = [...known.indicators.values()].find(({ name, code }) => name === body.name.trim() && code !== body.code)
  const { off } = await tailored.definitionsAt(from)
  return [
    ...(same === undefined ? [] : [`已有指标“${same.name}”。请换一个名称。`]),
    ...(from > newest.validFrom
      ? []
      : [
          `现行口径从${formatPeriod(newest.validFrom)}起执行。请选${formatPeriod(shiftPeriod(newest.validFrom, 1))}或以后的季度。`,
        ]),
    ...(newest.definition === body.definition.trim() ? ['口径没有变化。请写明新的口径。'] : []),
    ...(off.indicators.has(newest.code)
      ? [`“${newest.name}”在${formatPeriod(from)}已停用。请先恢复它，或改选季度。`]
      : []),
  ]
}

function shapeRefusals({ measure, numerator, denominator }: OwnIndicatorInput): string[] {
  if (measure === 'score') return scoreShape(numerator, denominator)
  const twice = numerator.filter((code) => denominator.includes(code))
  return [
    ...(numerator.length === 0 ? ['还没有选分子的数据项。请至少选一项。'] : []),
    ...(measure !== 'count' && denominator.length === 0 ? ['还没有选分母的数据项。请至少选一项，或改为“总数”。'] : []),
    ...(measure === 'count' && denominator.length > 0 ? ['“总数”没有分母。请去掉分母，或改选表示方式。'] : []),
    ...(twice.length > 0 && numerator.length === 1 && denominator.length === 1
      ? ['分子与分母是同一个数据项。请改选其中一个。']
      : []),
  ]
}

function scoreShape(scores: readonly string[], weights: readonly string[]): string[] {
  return [
    ...(scores.length === 0 ? ['还没有选评分的数据项。请选一项。'] : []),
    ...(scores.length > 1 ? ['“得分”只能来自一个数据项，几项评分不能相加。请只选一项。'] : []),
    ...(weights.length > 1 ? ['权数只能有一个。请只选一项，或不选权数。'] : []),
  ]
}

/** What is in points is averaged, and nothing else is: points add up to nothing. */
function scoreRefusals(measure: OwnMeasure, { upper, lower }: Parts): string[] {
  const pointed = [...upper, ...lower].filter(({ unit }) => unit === scoredUnit)
  if (measure !== 'score')
    return pointed.map(({ name }) => `“${name}”以分为单位，得分不能相加、相除。请把表示方式改为“得分”，或改选数据项。`)
  const other = upper.flatMap(({ name, unit, periodKind }) => {
    if (unit !== scoredUnit) return [`“${name}”的计量单位是${unit}。“得分”请选以分为单位的数据项。`]
    return periodKind === 'STOCK_EOQ'
      ? []
      : [`“${name}”是${periodKindWords[periodKind]}，得分不能累计。请选季末时点的评分。`]
  })
  const weights = lower.flatMap(({ name, unit, periodKind }) => {
    if (unit === scoredUnit) return [`“${name}”是得分，不能作权数。请改选人数、企业数等，或不选权数。`]
    if (periodKind === 'STOCK_EOQ') return []
    return [`权数“${name}”是${periodKindWords[periodKind]}，评分是季末数，时间口径不同。请选季末数，或不选权数。`]
  })
  return [...other, ...weights]
}

type Parts = { readonly upper: readonly CatalogueItem[]; readonly lower: readonly CatalogueItem[] }

/** Figures of different time, or of people counted once, are no sum and no share. */
function timeRefusals({ upper, lower }: Parts): string[] {
  const mixed = [upper, lower].flatMap((side, at) => {
    const kinds = [...new Set(side.map(({ periodKind }) => periodKind))]
    const place = at === 0 ? '分子' : '分母'
    if (kinds.length > 1)
      return [
        `${place}里有${kinds.map((kind) => periodKindWords[kind]).join('和')}，不能相加。请只选时间口径相同的数据项。`,
      ]
    const unique = side.length > 1 ? side.find(({ isDistinctPeople }) => isDistinctPeople) : undefined
    return unique === undefined ? [] : [`${place}里的“${unique.name}”是去重人数，不能与其他数据项相加。请只选这一项。`]
  })
  if (mixed.length > 0) return mixed
  const [above, below] = [upper[0]?.periodKind, lower[0]?.periodKind]
  const surveys = [...upper, ...lower].find(({ periodKind }) => periodKind === 'SURVEY')
  if (surveys !== undefined) return [`“${surveys.name}”是抽样调查数，不能用来自设指标。请改选数据项。`]
  const isComparable = below === undefined || below === above || (below === 'STOCK_EOQ' && above !== 'ANNUAL')
  if (!isComparable && above !== undefined)
    return [
      `分子是${periodKindWords[above]}，分母是${periodKindWords[below]}，时间口径不同，不能相除。分母请选${[...new Set([periodKindWords[above], '季末数'])].join('或')}。`,
    ]
  return quarterRefusals({ upper, lower })
}

function quarterRefusals({ upper, lower }: Parts): string[] {
  if (frequencyOf([...upper, ...lower]) !== null) return []
  return ['这些数据项的填报季度对不上，没有一个季度能同时取到。请改选填报频率相同的数据项。']
}
