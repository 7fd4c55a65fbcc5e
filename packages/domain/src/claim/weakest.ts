import { must } from '../must.ts'
import { namesWords } from './words.ts'

declare const checked: unique symbol

/** The indicators shown in which most units lag. */
export type WeakestClaim = {
  readonly kind: 'weakest'
  readonly shown: number
  readonly names: readonly string[]
  readonly late: number
  readonly [checked]?: true
}

export type LateCount = { readonly name: string; readonly late: number }

/** Null below three indicators, with fewer than two lagging units, and when more than two share the most. */
export function claimWeakest(columns: readonly LateCount[]): WeakestClaim | null {
  if (columns.length < 3) return null
  const late = Math.max(...columns.map((column) => column.late))
  const names = columns.filter((column) => column.late === late).map(({ name }) => name)
  return late < 2 || names.length > 2 ? null : { kind: 'weakest', shown: columns.length, names, late }
}

/** 所列指标中，工伤保险参保率滞后的单位最多，有4个: true of every picture that keeps these, so it counts none. */
export function weakestWords({ names, late }: WeakestClaim): string {
  const lead = '所列指标中，'
  if (names.length === 1) return `${lead}${must(names[0])}滞后的单位最多，有${late}个`
  return `${lead}${namesWords(names)}滞后的单位最多，各有${late}个`
}
