import { formatPeriod } from './number/date-format.ts'
import { previousPeriod } from './period.ts'
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

/** How a unit came to be, as far as its earlier quarters are concerned; a unit of no act was set up. */
export type Origin = {
  readonly kind: SuccessionKind | 'new'
  readonly name: string
  /** Its first quarter. */
  readonly from: Period
  /** Names of the units before it; none of one that was set up. */
  readonly predecessors: readonly string[]
}

/** '2026年第四季度由安平区、北山区合并成立'. */
export function originWords({ kind, from, predecessors }: Omit<Origin, 'name'>): string {
  const verbs = { merge: '合并成立', split: '析出', new: '' }
  const by = kind === 'new' ? '起设立' : `由${predecessors.join('、')}${verbs[kind]}`
  return `${formatPeriod(from)}${by}`
}

/** What a reader of a new unit must know: where it comes from, and what stands before. */
export function originSentence(origin: Omit<Origin, 'name'>, isRestated: boolean): string {
  const { kind } = origin
  const past = isRestated
    ? '；此前各季，能相加的指标按合并前各单位合计重算，不参与当时的排名'
    : kind === 'merge'
      ? '，此前没有可比数据'
      : kind === 'split'
        ? '，此前没有自己的数据'
        : '，此前没有数据'
  return `${originWords(origin)}${past}。`
}

/** Why the quarters before a merge are not those of its predecessors together. */
export const unrestatedReasons = ['formula', 'definition', 'inside', 'lacking', 'unknown'] as const
export type UnrestatedReason = (typeof unrestatedReasons)[number]

const unrestatedWords: Readonly<Record<UnrestatedReason, string>> = {
  formula: '该指标不能由合并前各单位的数相加得出',
  definition: '此后口径有调整',
  inside: '合并前的单位中有的位于另一单位之内，相加会重复计算',
  lacking: '不能重算',
  unknown: '合并前的数据不在已发布的内容之中',
}

/** What stands in a merged unit's line before the merge. */
export type Past = {
  readonly origin: Origin
  /** Null: reckoned again from the predecessors. */
  readonly unrestated: UnrestatedReason | null
  /** Quarters in which one of them had no figure, oldest first, with what it was: '丁区未报'. */
  readonly lacking: readonly { readonly period: Period; readonly words: string }[]
  /** It counts people who may have been counted by more than one of them. */
  readonly mayCountTwice: boolean
}

const mostQuarters = 3

/** '2026年第一季度丁区未报，12个季度丙区不公布' */
function lackingWords(lacking: Past['lacking']): string {
  return [...Map.groupBy(lacking, ({ words }) => words)]
    .map(([words, own]) => {
      const quarters = own.map(({ period }) => formatPeriod(period))
      return `${own.length > mostQuarters ? `${own.length}个季度` : quarters.join('、')}${words}`
    })
    .join('，')
}

/**
 * '丙丁区：2026年第三季度及以前按合并前的丙区、丁区合计重算，不参与当时的排名'; of a line that begins anew, why it does.
 */
export function pastWords({ origin, unrestated, lacking, mayCountTwice }: Past): string {
  const { kind, name, from, predecessors } = origin
  if (kind === 'split') return `${name}${originWords(origin)}，此前没有自己的数据`
  if (kind === 'new') return `${name}${originWords(origin)}，此前没有数据`
  const last = formatPeriod(previousPeriod(from))
  if (unrestated !== null) {
    const which = unrestated === 'lacking' ? `${lackingWords(lacking)}，` : ''
    return `${name}${originWords(origin)}，${which}${unrestatedWords[unrestated]}，${last}及以前没有可比数据`
  }
  const twice = mayCountTwice ? '，人数可能重复计数' : ''
  const gaps = lacking.length === 0 ? '' : `，其中${lackingWords(lacking)}，不重算`
  return `${name}${last}及以前按合并前的${predecessors.join('、')}合计重算${twice}，不参与当时的排名${gaps}`
}
