import type { HandoverPart, HandoverRow } from '@cg/contract/handover'
import type { HandoverFacts } from './facts.ts'
import type { Measure } from './figure.ts'

/** What of ours a row stands for. */
export type Own = {
  readonly kind: 'indicator' | 'item'
  readonly name: string
  readonly parts: Readonly<Record<HandoverPart, Measure | null>>
  readonly groups: readonly { readonly code: string; readonly name: string }[]
  /** Why the release has nothing of it; null: it has. */
  readonly lacks: string | null
  readonly hasCity: boolean
}

/** What a row stands for among what the release has; null: nothing, or nothing that it knows. */
export function ownOf({ indicators, items }: HandoverFacts, row: HandoverRow): Own | null {
  if (row.item === '') {
    const found = indicators.find(({ code }) => code === row.indicator)
    return found === undefined ? null : { ...found, kind: 'indicator', lacks: null, hasCity: true }
  }
  const found = items.find(({ code }) => code === row.item)
  if (found === undefined) return null
  const { name, measure, groups, lacks, hasCity } = found
  return { kind: 'item', name, parts: { value: measure, numerator: null, denominator: null }, groups, lacks, hasCity }
}
