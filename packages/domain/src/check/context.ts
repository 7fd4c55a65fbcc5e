import type { Cell } from '../cell.ts'
import type { FormCell } from '../form/form-cell.ts'
import type { PeriodKind } from '../indicator.ts'
import type { Period } from '../period.ts'
import type { RuleScope, RuleSeverity } from './rule.ts'

/** An item's own limits, in its unit; null where there is none. `softChange`: per cent of the value before, or a difference. */
export type ItemLimits = {
  readonly hardMin: number | null
  readonly hardMax: number | null
  readonly softMin: number | null
  readonly softMax: number | null
  readonly softChange: { readonly kind: 'percent' | 'pp' | 'absolute'; readonly value: number } | null
}

/** What a sentence, a reading and a limit need of an item. Without `limits` the rules on limits say nothing of it. */
export type RuleItem = {
  readonly name: string
  readonly unit: string
  readonly decimals: number
  readonly periodKind: PeriodKind
  readonly limits?: ItemLimits
}
export type RuleAxis = { readonly name: string; readonly classes: ReadonlyMap<string, string> }
export type RuleUnit = { readonly code: string; readonly name: string }

/** All that rules may look at. The same context serves the browser (one form) and the server (all cells). */
export type RuleContext = {
  readonly period: Period
  /** The units whose figures are checked. */
  readonly units: readonly RuleUnit[]
  readonly items: ReadonlyMap<string, RuleItem>
  /** Axis code (size) → its name and its classes (above → 规上). */
  readonly axes: ReadonlyMap<string, RuleAxis>
  /** Any cell of any quarter; an absent one must come back as `notReported`. */
  readonly cell: (cell: FormCell, period: Period) => Cell
  /** A note stands on the cell of this quarter. Default: none. */
  readonly hasNote?: (cell: FormCell) => boolean
  /** The cell belongs to the form at hand. Default: all do. Findings wholly outside are left out; partly outside never block. */
  readonly inForm?: (cell: FormCell) => boolean
  /** Items of the form at hand, for rules over a whole form. Default: all items. */
  readonly formItems?: readonly string[]
  /** The parts of a unit (towns of a district). Default: none. */
  readonly children?: (unit: string) => readonly string[]
}

/** What a rule found. `cells[0]` is where an explanation is attached. */
export type RuleFinding = {
  readonly rule: string
  readonly family: string
  readonly severity: RuleSeverity
  readonly scope: RuleScope
  readonly unit: string | null
  readonly cells: readonly FormCell[]
  readonly sentence: string
  /** Stops submission: an error whose cells all lie in the form at hand and which has one owner (decisions 15, 16). */
  readonly blocks: boolean
  /** Submission needs words on it: a warning, or an error that may not block. */
  readonly needsExplanation: boolean
}

/** What a check says before rights and blocking are decided. `sentence` ends without punctuation and without a remedy. */
export type Observation = {
  readonly unit: string
  readonly cells: readonly FormCell[]
  readonly sentence: string
  readonly remedy: string
}
