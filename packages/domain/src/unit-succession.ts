import { formatPeriod } from './number/date-format.ts'
import type { Period } from './period.ts'

/** merge: several units became one; split: one became several. */
export const successionKinds = ['merge', 'split'] as const
export type SuccessionKind = (typeof successionKinds)[number]

type Named = { readonly code: string; readonly name: string }

/** Units that ended with the quarter before `from`, and those that took their place. */
export type Succession = {
  readonly kind: SuccessionKind
  readonly from: Period
  readonly predecessors: readonly Named[]
  readonly successors: readonly Named[]
}

const listed = (units: readonly Named[]): string => units.map(({ name }) => name).join('、')

/** '2026年第四季度起，安平区、北山区合并为云安区'. */
export function successionWords({ kind, from, predecessors, successors }: Succession): string {
  const verb = kind === 'merge' ? '合并为' : '拆分为'
  return `${formatPeriod(from)}起，${listed(predecessors)}${verb}${listed(successors)}`
}

/** What a reader of a new unit must know: where it comes from, and that its line begins there. */
export function originWords({ kind, from, predecessors }: Succession): string {
  const origin = kind === 'merge' ? '合并成立' : '析出'
  return `${formatPeriod(from)}由${listed(predecessors)}${origin}，此前没有可比数据。`
}
