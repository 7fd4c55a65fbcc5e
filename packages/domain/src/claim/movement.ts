import type { NumberFormat } from '../number/number-format.ts'
import { formatProse } from '../number/number-format.ts'
import { comparisonWords, moveOf } from './comparison.ts'
import type { Comparison } from './comparison.ts'
import { movedVerb, movedWords } from '../number/difference.ts'
import { againstWords } from './words.ts'

declare const checked: unique symbol

/** One figure held against an earlier one. */
export type ChangeClaim = {
  readonly kind: 'change'
  readonly subject: string
  readonly comparison: Comparison
  readonly format: NumberFormat
  readonly [checked]?: true
}

/** Null without a comparison and for growth without a base. */
export function claimChange(subject: string, comparison: Comparison | null, format: NumberFormat): ChangeClaim | null {
  if (comparison === null || moveOf(comparison, format) === null) return null
  return { kind: 'change', subject, comparison, format }
}

/**
 * 技能培训覆盖率为82.6%，较上季提高1.8个百分点; without a subject: 较上季提高1.8个百分点; a small count names both its
 * ends in one: 生产安全事故起数较上年同期由14起减至7起
 */
export function changeSentence({ subject, comparison, format }: ChangeClaim): string {
  const moved = comparisonWords(comparison, format) ?? ''
  if (subject === '') return moved
  const isSaid = moveOf(comparison, format)?.ends !== undefined && comparison.now !== comparison.before
  // The value over common units is not the published one: it is not printed as such.
  return comparison.without.length === 0 && !isSaid
    ? `${subject}为${formatProse(comparison.now, format)}，${moved}`
    : `${subject}${moved}`
}

/** Under a picture that names the measure: 全市443.56亿元，较上年同期增长5.2% · 全市较上季同口径提高0.7个百分点（不含岚谷县） */
export function changeHeadings(claim: ChangeClaim, who: string): string[] {
  const { comparison, format } = claim
  const whole = changeSentence({ ...claim, subject: who === '' ? '' : who })
  return [whole.replace(`${who}为`, who), `${who}${comparisonWords(comparison, format) ?? ''}`]
}

/** All units of a list moved the same way against the same year. */
export type AllMovedClaim = {
  readonly kind: 'all_moved'
  readonly subject: string
  readonly units: number
  readonly direction: 'up' | 'down'
  /** One of them; of counts one that moved from a small base, if any did: 均增加 is true of growth too. */
  readonly first: Comparison
  /** The one that moved most, when it is only one. */
  readonly most: { readonly name: string; readonly comparison: Comparison } | null
  readonly format: NumberFormat
  readonly [checked]?: true
}

export type MovedRow = { readonly name: string; readonly comparison: Comparison | null }

/** Null below three units, when one of them cannot be compared, and unless all moved one way against one period. */
export function claimAllMoved(subject: string, rows: readonly MovedRow[], format: NumberFormat): AllMovedClaim | null {
  const known = rows.flatMap(({ name, comparison }) => {
    const moved = comparison === null ? null : moveOf(comparison, format)
    return comparison === null || moved === null ? [] : [{ name, comparison, moved }]
  })
  const [head] = known
  if (head === undefined || known.length < 3 || known.length < rows.length) return null
  const { direction } = head.moved
  if (direction === 'level' || !known.every(({ moved }) => moved.direction === direction)) return null
  if (!known.every(({ comparison }) => comparison.thenPeriod === head.comparison.thenPeriod)) return null
  const sizes = known.map(({ moved }) => Math.abs(moved.size))
  const isOneKind = known.every(({ moved }) => moved.kind === head.moved.kind)
  const largest = Math.max(...sizes)
  const top = isOneKind ? known.filter((_, at) => sizes[at] === largest) : []
  const [only] = top
  const most = top.length === 1 && only !== undefined ? { name: only.name, comparison: only.comparison } : null
  const first = known.find(({ moved }) => moved.kind === 'count') ?? head
  return { kind: 'all_moved', subject, units: known.length, direction, first: first.comparison, most, format }
}

/** 12个单位的技能培训覆盖率较2021年均提高，安平县提高21.4个百分点，幅度最大 */
export function allMovedWords({ subject, units, direction, first, most, format }: AllMovedClaim): string {
  const verb = movedVerb({ kind: moveOf(first, format)?.kind ?? 'amount', direction, size: 0 }, format)
  const head = `${units}个单位的${subject}${againstWords(first.against, first.thenPeriod)}均${verb}`
  const moved = most === null ? null : moveOf(most.comparison, format)
  if (most === null || moved === null) return head
  return `${head}，${most.name}${movedWords(moved, format)}，幅度最大`
}

/** Under a picture that names the measure: 12个单位较2021年均提高，青禾县幅度最大 */
export function allMovedHeadings({ units, direction, first, most, format }: AllMovedClaim): string[] {
  const verb = movedVerb({ kind: moveOf(first, format)?.kind ?? 'amount', direction, size: 0 }, format)
  const head = `${units}个单位${againstWords(first.against, first.thenPeriod)}均${verb}`
  return [...(most === null ? [] : [`${head}，${most.name}幅度最大`]), head]
}
