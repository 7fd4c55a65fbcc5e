import type { PeriodKind } from '../indicator.ts'
import type { Period } from '../period.ts'
import { quarterOf, shiftPeriod } from '../period.ts'
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
  // One more than is judged: what the first of them added is told by the quarter before it.
  const quarters = Array.from({ length: body.quarters + 2 }, (_, back) => shiftPeriod(context.period, -back))
  return selectItems(body, context).flatMap((item) => {
    const facts = context.items.get(item)
    if (facts === undefined) return []
    const steps: Step[] = []
    for (const { code } of context.units) {
      const step = stepOf(context, { item, unit: code, kind: facts.periodKind, quarters })
      if (step !== null) steps.push(step)
    }
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

type Asked = {
  readonly item: string
  readonly unit: string
  readonly kind: PeriodKind
  /** This one first, then back. */
  readonly quarters: readonly Period[]
}

/** Null where there is nothing to judge, or nothing to judge it by. */
function stepOf(context: RuleContext, { item, unit, kind, quarters }: Asked): Step | null {
  const cell = { item, unit, breakdown: '' }
  const total = cellValue(context, cell, context.period)
  if (total === null) return null
  const totals: (number | null)[] = [total]
  for (let back = 1; back < quarters.length; back++)
    totals.push(cellValue(context, cell, quarters[back] ?? context.period))
  const steps = isRunning(kind) ? addedIn(quarters, totals) : totals
  const [now = null, last = null] = steps
  if (now === null) return null
  const earlier: number[] = []
  for (let back = 1; back < steps.length - 1; back++) {
    const step = steps[back] ?? null
    if (step !== null) earlier.push(step)
  }
  return earlier.length === 0 ? null : { unit, now, earlier, last }
}

/** Of running totals, nearest first, what each quarter added to the one before. */
function addedIn(quarters: readonly Period[], totals: readonly (number | null)[]): (number | null)[] {
  return quarters.map((period, back) => {
    const total = totals[back] ?? null
    if (total === null || quarterOf(period) === 1) return total
    const before = totals[back + 1] ?? null
    return before === null ? null : total - before
  })
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
