import { formatChange } from './number-format.ts'
import { previousPeriod, quarterOf, sameQuarterLastYear } from './period.ts'
import type { ChangeBody, ChangeLimit, ChangeReference, CopiedBody, NotFallingBody, UnitSlipBody } from './rule.ts'
import type { Observation, RuleContext } from './rule-context.ts'
import { cellValue } from './rule-reader.ts'
import { itemName, itemValue } from './rule-sentence.ts'

type Pair = { readonly item: string; readonly now: number; readonly before: number }

function pairOf(context: RuleContext, unit: string, item: string, reference: ChangeReference): Pair | null {
  const period = reference === 'prev' ? previousPeriod(context.period) : sameQuarterLastYear(context.period)
  const now = cellValue(context, { item, unit, breakdown: '' }, context.period)
  const before = cellValue(context, { item, unit, breakdown: '' }, period)
  return now === null || before === null ? null : { item, now, before }
}

const referenceWords: Readonly<Record<ChangeReference, string>> = { prev: '上季', lastYear: '上年同期' }

/** R11, R16, R20: a running figure below last quarter's. A year's first quarter starts again where the rule holds within a year. */
export function fallingFigures(body: NotFallingBody, context: RuleContext, unit: string): Observation[] {
  if (body.within === 'year' && quarterOf(context.period) === 1) return []
  return body.items.flatMap((item) => {
    const cell = { item, unit, breakdown: '' }
    const pair = pairOf(context, unit, item, 'prev')
    if (!pair || pair.now >= pair.before || (body.excusedByNote && context.hasNote?.(cell) === true)) return []
    const sentence = `${itemName(item, context)} ${itemValue(item, pair.now, context)} 小于上季的 ${itemValue(item, pair.before, context)}，累计数不应减少`
    return [{ unit, cells: [cell], sentence, remedy: body.excusedByNote ? '请核对，确有核减请在该格加批注' : '请核对' }]
  })
}

/** R32: a change larger than the item's own limit, against last quarter or the same quarter last year. */
export function largeChanges(body: ChangeBody, context: RuleContext, unit: string): Observation[] {
  return body.limits.flatMap((limit) => {
    const found = limit.against.flatMap((reference) => {
      const pair = pairOf(context, unit, limit.item, reference)
      return pair && exceeds(pair, limit) ? [changeWords(pair, reference, context)] : []
    })
    if (found.length === 0) return []
    const bound =
      limit.ratio === undefined
        ? itemValue(limit.item, limit.difference ?? 0, context)
        : `${Math.round(limit.ratio * 100)}%`
    const sentence = `${itemName(limit.item, context)} ${found.join('，')}，超过 ${bound} 的波动限度`
    return [{ unit, cells: [{ item: limit.item, unit, breakdown: '' }], sentence, remedy: '请核对' }]
  })
}

function exceeds({ now, before }: Pair, { ratio, difference, floor }: ChangeLimit): boolean {
  const gap = Math.abs(now - before)
  if (gap <= floor) return false
  if (difference !== undefined && gap > difference) return true
  if (ratio === undefined) return false
  const [low, high] = [Math.min(now, before), Math.max(now, before)]
  return low <= 0 || high / low - 1 > ratio + 1e-9
}

function changeWords({ item, now, before }: Pair, reference: ChangeReference, context: RuleContext): string {
  const change = formatChange(now, before, context.items.get(item) ?? { unit: '', decimals: 0 })
  const words = change.amount === null ? '变动较大' : change.text
  return `${itemValue(item, now, context)} 较${referenceWords[reference]} ${itemValue(item, before, context)} ${words}`
}

/** R35: the figure stands to its reference as 人 to 万人 would. A year's first running total is held against last year's. */
export function unitSlips(body: UnitSlipBody, context: RuleContext, unit: string): Observation[] {
  return body.items.flatMap((item) => {
    const kind = context.items.get(item)?.periodKind
    const restarts = (kind === 'YTD_CUM' || kind === 'YTD_UNIQUE') && quarterOf(context.period) === 1
    const reference = restarts ? 'lastYear' : 'prev'
    const pair = pairOf(context, unit, item, reference)
    const factor = pair && slipFactor(pair, body)
    if (!pair || !factor) return []
    const times =
      pair.now > pair.before
        ? `是${referenceWords[reference]} ${itemValue(item, pair.before, context)} 的 ${factor} 倍`
        : `只有${referenceWords[reference]} ${itemValue(item, pair.before, context)} 的 ${factor} 分之一`
    const sentence = `${itemName(item, context)} ${itemValue(item, pair.now, context)} ${times}，计量单位可能写错`
    return [
      {
        unit,
        cells: [{ item, unit, breakdown: '' }],
        sentence,
        remedy: `本项单位为${context.items.get(item)?.unit ?? ''}，请核对`,
      },
    ]
  })
}

/** How many times larger the larger figure is, where that lies in a forbidden range. */
export function slipFactor(
  { now, before }: { readonly now: number; readonly before: number },
  body: Pick<UnitSlipBody, 'ranges' | 'atLeast'>,
): number | null {
  const [low, high] = [Math.min(now, before), Math.max(now, before)]
  if (low <= 0 || high < body.atLeast) return null
  const ratio = high / low
  const hit = body.ranges.some(([from, to]) => ratio >= from && ratio <= to)
  return hit ? Math.round(ratio * 10) / 10 : null
}

const changing = ['FLOW_Q', 'STOCK_EOQ', 'YTD_CUM', 'YTD_UNIQUE']

/** R33: every figure of the unit's form is last quarter's. Annual and survey figures, and forms of zeros, prove nothing. */
export function copiedForm(body: CopiedBody, context: RuleContext, unit: string): Observation[] {
  const items = (context.formItems ?? [...context.items.keys()]).filter((item) =>
    changing.includes(context.items.get(item)?.periodKind ?? ''),
  )
  const pairs = items.map((item) => pairOf(context, unit, item, 'prev')).filter((pair) => pair !== null)
  const copied =
    pairs.length >= body.minimumItems &&
    pairs.every(({ now, before }) => now === before) &&
    pairs.some(({ now }) => now !== 0)
  if (!copied) return []
  const cells = pairs.map(({ item }) => ({ item, unit, breakdown: '' }))
  return [{ unit, cells, sentence: `已填的 ${pairs.length} 项与上季完全相同，可能照抄了上期`, remedy: '请核对' }]
}
