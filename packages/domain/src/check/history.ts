import { differenceOf, stepWords } from '../number/difference.ts'
import { formatPeriod } from '../number/number-format.ts'
import type { Period } from '../period.ts'
import { makePeriod, periodRange, previousPeriod, sameQuarterLastYear, shiftPeriod, yearOf } from '../period.ts'
import type { ChangeBody, ChangeReference, CopiedBody, NotFallingBody, UnitSlipBody } from './rule.ts'
import type { ItemLimits, Observation, RuleContext } from './context.ts'
import { cellValue, observeItems } from './reader.ts'
import { itemName, itemValue } from './sentence.ts'

type Pair = { readonly item: string; readonly now: number; readonly before: number; readonly since: Period }

/** How far back the last figure of an item that is not asked every quarter is looked for. */
const farBack = 4

/** This quarter's figure and the newest one of the earlier quarters given, nearest first; null when either is missing. */
function pairOf(context: RuleContext, unit: string, item: string, earlier: readonly Period[]): Pair | null {
  const cell = { item, unit, breakdown: '' }
  const now = cellValue(context, cell, context.period)
  if (now === null) return null
  for (const since of earlier) {
    const before = cellValue(context, cell, since)
    if (before !== null) return { item, now, before, since }
  }
  return null
}

/** Asked for every item of every unit: made once per quarter. */
const earlierThisYear = perPeriod((period) =>
  periodRange(makePeriod(yearOf(period), 1), previousPeriod(period)).reverse(),
)

const lastQuarters = perPeriod((period) => Array.from({ length: farBack }, (_, back) => shiftPeriod(period, -back - 1)))

function perPeriod(make: (period: Period) => readonly Period[]): (period: Period) => readonly Period[] {
  const known = new Map<Period, readonly Period[]>()
  return (period) => {
    const quarters = known.get(period) ?? make(period)
    known.set(period, quarters)
    return quarters
  }
}

/** 上季, 上年同期, or the quarter by name. */
function sinceWords(since: Period, period: Period): string {
  if (since === previousPeriod(period)) return '上季'
  return since === sameQuarterLastYear(period) ? '上年同期' : formatPeriod(since)
}

/** R11, R16, R20: a running figure below the last one. Within a year, the first figure of a year starts again. */
export function fallingFigures(body: NotFallingBody, context: RuleContext, unit: string): Observation[] {
  const { period } = context
  const earlier = body.within === 'year' ? earlierThisYear(period) : lastQuarters(period)
  return observeItems(body, context, (item) => {
    const cell = { item, unit, breakdown: '' }
    const pair = pairOf(context, unit, item, earlier)
    if (!pair || pair.now >= pair.before || (body.excusedByNote && context.hasNote?.(cell) === true)) return null
    const sentence = `${itemName(item, context)} ${itemValue(item, pair.now, context)} 小于${sinceWords(pair.since, period)}的 ${itemValue(item, pair.before, context)}，累计数不应减少`
    return { unit, cells: [cell], sentence, remedy: body.excusedByNote ? '请核对，确有核减请在该格加批注' : '请核对' }
  })
}

/** R32: a change larger than the item's own limit, against last quarter or the same quarter last year. */
export function largeChanges(body: ChangeBody, context: RuleContext, unit: string): Observation[] {
  return observeItems(body, context, (item) => {
    const facts = context.items.get(item)
    const limit = facts?.limits?.softChange
    if (!facts || !limit) return null
    const found = (body.against[facts.periodKind] ?? []).flatMap((reference) => {
      const pair = pairOf(context, unit, item, [referencePeriod(context.period, reference)])
      return pair && exceeds(pair, limit, body.floor) ? [pair] : []
    })
    const [first] = found
    if (!first) return null
    const words = found.map((pair) => sinceChangeWords(pair, context)).join('，')
    const bound = limit.kind === 'percent' ? `${limit.value}%` : `${itemValue(item, limit.value, context)}${facts.unit}`
    const sentence = `${itemName(item, context)} ${itemValue(item, first.now, context)} ${words}，超过 ${bound} 的波动限度`
    return { unit, cells: [{ item, unit, breakdown: '' }], sentence, remedy: '请核对' }
  })
}

function referencePeriod(period: Period, reference: ChangeReference): Period {
  return reference === 'prev' ? previousPeriod(period) : sameQuarterLastYear(period)
}

/** Whether a figure moved beyond its item's change limit; per cents are not asked about below a difference of `floor`. */
export function exceeds(
  { now, before }: { readonly now: number; readonly before: number },
  limit: NonNullable<ItemLimits['softChange']>,
  floor: number,
): boolean {
  const gap = Math.abs(now - before)
  if (limit.kind !== 'percent') return gap > limit.value + 1e-9
  return gap > floor && gap > (limit.value / 100) * Math.abs(before) * (1 + 1e-9)
}

function sinceChangeWords({ item, now, before, since }: Pair, context: RuleContext): string {
  const format = context.items.get(item) ?? { unit: '', decimals: 0 }
  const moved = differenceOf(now, before, format)
  const words = moved === null ? '' : ` ${stepWords(moved, format)}`
  return `较${sinceWords(since, context.period)} ${itemValue(item, before, context)}${words}`
}

/** R35: the figure stands to the last one as 人 to 万人 would. A year's first running total is held against last year's. */
export function unitSlips(body: UnitSlipBody, context: RuleContext, unit: string): Observation[] {
  const { period } = context
  return observeItems(body, context, (item) => {
    const kind = context.items.get(item)?.periodKind
    const running = kind === 'YTD_CUM' || kind === 'YTD_UNIQUE'
    const pair = pairOf(
      context,
      unit,
      item,
      running ? [...earlierThisYear(period), sameQuarterLastYear(period)] : lastQuarters(period),
    )
    const factor = pair && slipFactor(pair, body)
    if (!pair || !factor) return null
    const reference = `${sinceWords(pair.since, period)} ${itemValue(item, pair.before, context)}`
    const times = pair.now > pair.before ? `是${reference} 的 ${factor} 倍` : `只有${reference} 的 ${factor} 分之一`
    const sentence = `${itemName(item, context)} ${itemValue(item, pair.now, context)} ${times}，计量单位可能写错`
    const remedy = `本项单位为${context.items.get(item)?.unit ?? ''}，请核对`
    return { unit, cells: [{ item, unit, breakdown: '' }], sentence, remedy }
  })
}

/** How many times larger the larger figure is, where that lies in a forbidden range; null elsewhere. */
export function slipFactor(
  { now, before }: { readonly now: number; readonly before: number },
  { ranges, atLeast }: Pick<UnitSlipBody, 'ranges' | 'atLeast'>,
): number | null {
  const [low, high] = [Math.min(now, before), Math.max(now, before)]
  if (low <= 0 || high < atLeast) return null
  const ratio = high / low
  return ranges.some(([from, to]) => ratio >= from && ratio <= to) ? Math.round(ratio * 10) / 10 : null
}

const changing = ['FLOW_Q', 'STOCK_EOQ', 'YTD_CUM', 'YTD_UNIQUE']

/** R33: every figure of the unit's form is last quarter's. Annual and survey figures, and forms of zeros, prove nothing. */
export function copiedForm(body: CopiedBody, context: RuleContext, unit: string): Observation[] {
  const form = context.formItems ?? [...context.items.keys()]
  const items = form.filter((item) => changing.includes(context.items.get(item)?.periodKind ?? ''))
  const pairs = items
    .map((item) => pairOf(context, unit, item, [previousPeriod(context.period)]))
    .filter((pair) => pair !== null)
  const same = pairs.every(({ now, before }) => now === before) && pairs.some(({ now }) => now !== 0)
  if (pairs.length < body.minimumItems || !same) return []
  const cells = pairs.map(({ item }) => ({ item, unit, breakdown: '' }))
  return [{ unit, cells, sentence: `已填的 ${pairs.length} 项与上季完全相同，可能照抄了上期`, remedy: '请核对' }]
}
