import type { NumberFormat } from '../number/number-format.ts'
import { lengthIn } from '../figure/span.ts'
import type { Span } from '../figure/span.ts'
import type { Period } from '../period.ts'
import { differenceOf, movedWords } from '../number/difference.ts'
import type { Difference } from '../number/difference.ts'
import { againstWords, namesWords } from './words.ts'
import type { ComparedWith } from './words.ts'

/** A figure with everything that decides whether another may be held against it. */
export type Held = {
  readonly value: number | null
  /** The quarter in which it stands. */
  readonly period: Period
  /** The quarter in which it was measured: earlier when carried. */
  readonly observed: Period
  /** Version of the definition it was computed under. */
  readonly definition: number
  /** Length of what it counts, as span.ts names it. */
  readonly span: string
  /** Codes of the units it covers; a city figure of its own (a survey) covers one: the city. */
  readonly units: readonly string[]
  /** Share of the denominator that reported, 0..1; null where nothing is shared out. */
  readonly coverage: number | null
}

/** What two quarters must share for their figures to stand beside each other. */
export type Terms = Pick<Held, 'definition' | 'span'>

/** The definition in force in a quarter, by how often it had changed until then. */
export function definitionIn(breaks: readonly string[], period: string): number {
  return 1 + breaks.filter((start) => start <= period).length
}

export type Measured = { readonly breaks: readonly string[]; readonly span: Pick<Span, 'kind'> }

/** Definition and length of a measure's figure in a quarter. */
export function termsIn({ breaks, span }: Measured, period: Period): Terms {
  return { definition: definitionIn(breaks, period), span: lengthIn(span, period) }
}

/** Whether figures of all these quarters are of one definition and one length. */
export function areAlike(quarters: readonly Terms[]): boolean {
  const [first] = quarters
  return quarters.every(({ definition, span }) => definition === first?.definition && span === first.span)
}

declare const compared: unique symbol

/**
 * Two figures that may be held against each other: the same units, definition and length, each measured in its own
 * quarter, enough of the denominator behind both. Only `compareHeld` makes one.
 */
export type Comparison = {
  readonly against: ComparedWith
  readonly now: number
  readonly before: number
  readonly period: Period
  readonly thenPeriod: Period
  /** Names of the units left out on both sides because one side lacks them. */
  readonly without: readonly string[]
  readonly [compared]?: true
}

export type ComparisonRefusal =
  | 'no_value'
  | 'same_period'
  | 'other_units'
  | 'other_definition'
  | 'other_length'
  | 'carried'
  | 'too_little_covered'

export type CompareOptions = {
  readonly against: ComparedWith
  /** Of the city: least share of the denominator behind either figure (decision 33: two thirds). A unit's own is whole. */
  readonly coverageLimit?: number
  /** Names of the units that both figures leave out although one side has them. */
  readonly without?: readonly string[]
}

/** The comparison of two figures, or why there is none. */
export function compareHeld(now: Held, then: Held, options: CompareOptions): Comparison | ComparisonRefusal {
  const { against, coverageLimit = null, without = [] } = options
  if (now.value === null || then.value === null) return 'no_value'
  if (now.definition !== then.definition) return 'other_definition'
  if (now.span !== then.span) return 'other_length'
  if (now.observed !== now.period || (against !== 'baseline' && then.observed !== then.period)) return 'carried'
  if (!sameSet(now.units, then.units)) return 'other_units'
  const isThin = ({ coverage }: Held): boolean =>
    coverageLimit !== null && coverage !== null && coverage < coverageLimit
  if (isThin(now) || isThin(then)) return 'too_little_covered'
  if (now.period === then.period) return 'same_period'
  return { against, now: now.value, before: then.value, period: now.period, thenPeriod: then.period, without }
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  if (left.length !== right.length) return false
  const known = new Set(left)
  return right.every((code) => known.has(code))
}

/** How far the figure moved; null where growth has no base. */
export function moveOf({ now, before }: Comparison, format: NumberFormat): Difference | null {
  return differenceOf(now, before, format)
}

/** 较上季提高1.8个百分点 · 较上年同期同口径增长6.1%（不含岚谷县）; null where growth has no base. */
export function comparisonWords(comparison: Comparison, format: NumberFormat): string | null {
  const moved = moveOf(comparison, format)
  if (moved === null) return null
  const { against, thenPeriod, without } = comparison
  const lead = againstWords(against, thenPeriod)
  if (without.length === 0) return `${lead}${movedWords(moved, format)}`
  return `${lead}同口径${movedWords(moved, format)}（不含${namesWords(without, 3)}）`
}

/** The same for a list of facts: what it is held against, how it moved, and over which units. */
export type ComparisonParts = { readonly term: string; readonly text: string; readonly note: string | null }

/** 较上季 · 提高1.8个百分点 · 同口径，不含岚谷县; null where growth has no base. */
export function comparisonParts(comparison: Comparison, format: NumberFormat): ComparisonParts | null {
  const moved = moveOf(comparison, format)
  if (moved === null) return null
  const { against, thenPeriod, without } = comparison
  const note = without.length === 0 ? null : `同口径，不含${namesWords(without, 3)}`
  return { term: againstWords(against, thenPeriod), text: movedWords(moved, format), note }
}
