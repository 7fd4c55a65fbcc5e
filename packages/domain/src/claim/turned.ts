import type { NumberFormat } from '../number/number-format.ts'
import { moveOf } from './comparison.ts'
import type { Comparison } from './comparison.ts'
import { againstWords } from './words.ts'

declare const checked: unique symbol

/** How the cards of a cockpit moved together: which for the better and which for the worse. */
export type TurnedClaim = {
  readonly kind: 'turned'
  /** All cards that have a better direction. */
  readonly all: number
  /** Those of them that compare with an earlier figure. */
  readonly compared: number
  /** 较上季, 较上年同期 …: what they are held against, each once, in the order of the cards. */
  readonly leads: readonly string[]
  readonly better: number
  readonly worse: number
  readonly level: number
  readonly [checked]?: true
}

export type TurnedCard = {
  readonly direction: 'higher' | 'lower' | 'neutral'
  readonly comparison: Comparison | null
  readonly format: NumberFormat
}

/**
 * Null with fewer than two cards that compare; what has no better direction is not counted, and a gap whose sides changed
 * places does not compare: its smaller number is no smaller gap.
 */
export function claimTurned(cards: readonly TurnedCard[]): TurnedClaim | null {
  const judged = cards.filter(({ direction }) => direction !== 'neutral')
  const moved = judged.flatMap(({ direction, comparison, format }) => {
    const move = comparison === null ? null : moveOf(comparison, format)
    if (comparison === null || move === null || hasTurnedOver(comparison, format)) return []
    const isUp = move.direction === 'up'
    const way = move.direction === 'level' ? 'level' : isUp === (direction === 'higher') ? 'better' : 'worse'
    return [{ way, lead: againstWords(comparison.against, comparison.thenPeriod) } as const]
  })
  if (moved.length < 2) return null
  const count = (wanted: 'better' | 'worse' | 'level'): number => moved.filter(({ way }) => way === wanted).length
  return {
    kind: 'turned',
    all: judged.length,
    compared: moved.length,
    leads: [...new Set(moved.map(({ lead }) => lead))],
    better: count('better'),
    worse: count('worse'),
    level: count('level'),
  }
}

function hasTurnedOver({ now, before }: Comparison, { unit }: NumberFormat): boolean {
  return (unit === '百分点' || unit === '个百分点') && now < 0 !== before < 0
}

/** 6项核心指标与上季或上年同期相比，5项好转、1项变差 · 可比的4项核心指标与上季相比，均好转 */
export function turnedWords({ all, compared, leads, better, worse, level }: TurnedClaim): string {
  const some = compared < all ? '可比的' : ''
  const then = leads.map((lead) => lead.replace(/^较/, '')).join('或')
  const parts = [
    { count: better, word: '好转' },
    { count: worse, word: '变差' },
    { count: level, word: '持平' },
  ].filter(({ count }) => count > 0)
  const tail =
    parts.length === 1
      ? `均${parts.map(({ word }) => word).join('')}`
      : parts.map(({ count, word }) => `${count}项${word}`).join('、')
  return `${some}${compared}项核心指标与${then}相比，${tail}`
}
