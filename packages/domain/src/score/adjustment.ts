import { unreachable } from '../must.ts'

/**
 * What is added or taken after aggregation, always explicit (scoring 1.6, domain 3.6 rows 2, 7, 9, 10). `fact` names a
 * number kept per unit: honours, late returns, vetoed events. `gate`: the bonus counts only when these items have at
 * least that many points of 100.
 */
export type Adjustment =
  | {
      readonly kind: 'bonus'
      readonly fact: string
      readonly perUnit: number
      readonly cap: number
      readonly gate?: readonly { readonly indicator: string; readonly points: number }[]
    }
  | { readonly kind: 'deduction'; readonly fact: string; readonly perUnit: number; readonly cap: number }
  | { readonly kind: 'veto'; readonly fact: string; readonly effect: 'zero' | 'unranked' }

export type AdjustmentInput = {
  readonly facts: Readonly<Record<string, number>>
  /** Points of 100 per indicator; null: not scored. */
  readonly points: Pick<ReadonlyMap<string, number | null>, 'get'>
}

/**
 * `amount` is what was added (negative: taken); a veto that fired has the amount null. `effect` is what it did to the total,
 * which does not fall below 0: the effects add up to the total less the one before adjustments.
 */
export type AppliedAdjustment = {
  readonly adjustment: Adjustment
  readonly amount: number | null
  readonly effect: number
}

export type Adjusted = {
  readonly total: number
  readonly applied: readonly AppliedAdjustment[]
  /** 一票否决: the unit is out of the ranking. */
  readonly vetoed: boolean
}

/** Applies the adjustments in their order. Totals do not fall below 0 (扣完为止); bonuses may lift them above 100. */
export function applyAdjustments(total: number, adjustments: readonly Adjustment[], input: AdjustmentInput): Adjusted {
  const applied: AppliedAdjustment[] = []
  let now = total
  let vetoed = false
  for (const adjustment of adjustments) {
    const count = input.facts[adjustment.fact] ?? 0
    if (count <= 0) continue
    const amount = amountOf(adjustment, count, input)
    const before = now
    if (amount !== null) now = Math.max(0, now + amount)
    else if (adjustment.kind === 'veto' && adjustment.effect === 'zero') now = 0
    else vetoed = true
    applied.push({ adjustment, amount, effect: now - before })
  }
  return { total: now, applied, vetoed }
}

function amountOf(adjustment: Adjustment, count: number, input: AdjustmentInput): number | null {
  switch (adjustment.kind) {
    case 'bonus': {
      const open = (adjustment.gate ?? []).every(
        ({ indicator, points }) => (input.points.get(indicator) ?? -1) >= points,
      )
      return open ? Math.min(adjustment.cap, count * adjustment.perUnit) : 0
    }
    case 'deduction':
      return -Math.min(adjustment.cap, count * adjustment.perUnit)
    case 'veto':
      return null
    default:
      return unreachable(adjustment)
  }
}
