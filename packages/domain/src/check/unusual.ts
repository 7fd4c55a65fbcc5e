import type { PeriodKind } from '../indicator.ts'
import type { Period } from '../period.ts'
import { previousPeriod, quarterOf, shiftPeriod } from '../period.ts'
import type { Observation, RuleContext, RuleItem } from './context.ts'
import type { Figure, OutlierOptions } from './outlier.ts'
import { judgeAgainstPeers, judgeFigure } from './outlier.ts'
import { cellValue, selectItems } from './reader.ts'
import type { UnusualBody } from './rule.ts'
import { itemName, itemValue } from './sentence.ts'

/** What is judged: the figure itself, or of a running total what this quarter added. */
type Step = {
  readonly unit: string
  readonly now: number
  readonly earlier: readonly number[]
  readonly last: number | null
}

/** Why a figure stands out, in words, and whether it is too high. */
type Reason = { readonly words: string; readonly isHigh: boolean }

/**
 * R32d (B3): a figure that lies far outside the unit's own quarters, or moved otherwise than the other units' did. Both
 * times it must be improbable by the robust score and outside what was seen by a share that matters, so that seasons and
 * what moves everywhere alarm nobody. What a change limit or a slip of the unit says already is not said again (rules.ts).
 */
export function unusualFigures(body: UnusualBody, context: RuleContext): Observation[] {
  return selectItems(body, context).flatMap((item) => {
    const facts = context.items.get(item)
    if (facts === undefined) return []
    const steps = context.units.flatMap(({ code }) =>
      stepOf(context, { item, unit: code, kind: facts.periodKind, body }),
    )
    const options = optionsOf(facts, body)
    const peers = judgeAgainstPeers(steps.flatMap(peerFigure), options)
    return steps.flatMap((step) => {
      const print = (value: number) => itemValue(item, value, context)
      const reasons = [
        ...ownReason(step, { body, options, print }),
        ...peerReason(step, { body, expected: expectedOf(peers, step.unit), others: peers.size - 1, print }),
      ]
      const [first] = reasons
      if (first === undefined || reasons.some((reason) => reason.isHigh !== first.isHigh)) return []
      const figure = `${itemName(item, context)}${isRunning(facts.periodKind) ? '本季新增' : ''} ${print(step.now)}`
      const sentence = `${figure} 明显偏${first.isHigh ? '高' : '低'}：${reasons.map((reason) => reason.words).join('；')}`
      return [{ unit: step.unit, cells: [{ item, unit: step.unit, breakdown: '' }], sentence, remedy: '请核对' }]
    })
  })
}

function isRunning(kind: PeriodKind): boolean {
  return kind === 'YTD_CUM'
}

type Asked = { readonly item: string; readonly unit: string; readonly kind: PeriodKind; readonly body: UnusualBody }

function stepOf(context: RuleContext, { item, unit, kind, body }: Asked): Step[] {
  const at = (period: Period) => stepValue(context, { item, unit, kind }, period)
  const now = at(context.period)
  if (now === null) return []
  const before = Array.from({ length: body.quarters }, (_, back) => at(shiftPeriod(context.period, -back - 1)))
  return [{ unit, now, earlier: before.filter((value) => value !== null), last: before[0] ?? null }]
}

function stepValue(context: RuleContext, { item, unit, kind }: Omit<Asked, 'body'>, period: Period): number | null {
  const cell = { item, unit, breakdown: '' }
  const value = cellValue(context, cell, period)
  if (value === null || !isRunning(kind) || quarterOf(period) === 1) return value
  const last = cellValue(context, cell, previousPeriod(period))
  return last === null ? null : value - last
}

function optionsOf({ unit, decimals }: RuleItem, { leastChange }: UnusualBody): OutlierOptions {
  return { scale: decimals === 0 && !unit.includes('元') ? 'count' : 'amount', decimals, leastChange }
}

function peerFigure({ unit, now, last }: Step): { unit: string; now: Figure; before: Figure }[] {
  return last === null ? [] : [{ unit, now: { value: now }, before: { value: last } }]
}

type Own = { readonly body: UnusualBody; readonly options: OutlierOptions; readonly print: (value: number) => string }

function ownReason({ now, earlier }: Step, { body, options, print }: Own): Reason[] {
  const verdict = judgeFigure(
    { value: now },
    earlier.map((value) => ({ value })),
    options,
  )
  if (verdict.verdict !== 'unusual') return []
  const [low, high] = [Math.min(...earlier), Math.max(...earlier)]
  const isHigh = now > high
  const edge = isHigh ? high : low
  const gap = isHigh ? now - high : low - now
  if (gap <= Math.max(body.floor, body.leastChange * Math.abs(edge))) return []
  return [{ words: `本单位此前 ${earlier.length} 个季度在 ${print(low)}～${print(high)} 之间`, isHigh }]
}

function expectedOf(peers: ReturnType<typeof judgeAgainstPeers>, unit: string): number | null {
  const verdict = peers.get(unit)
  return verdict?.verdict === 'unusual' ? verdict.expected : null
}

type Peer = {
  readonly body: UnusualBody
  readonly expected: number | null
  readonly others: number
  readonly print: (value: number) => string
}

function peerReason({ now }: Step, { body, expected, others, print }: Peer): Reason[] {
  if (expected === null || Math.abs(now - expected) <= Math.max(body.floor, body.leastPeerChange * Math.abs(expected)))
    return []
  return [
    { words: `按其他 ${others} 个单位较上季变动的中位数推算应为 ${print(expected)} 左右`, isHigh: now > expected },
  ]
}
