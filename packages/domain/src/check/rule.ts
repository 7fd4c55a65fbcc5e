import { parseCondition } from '../expression/parse.ts'
import type { MissingStrategy } from '../expression/evaluate.ts'
import type { Condition } from '../expression/syntax.ts'
import { bindVariables, itemUses } from '../expression/syntax.ts'
import type { PeriodKind } from '../indicator.ts'

/** error = 强制性 (blocks), warning = 核实性 (wants an explanation), info = told, nothing asked. */
export const ruleSeverities = ['error', 'warning', 'info'] as const
export type RuleSeverity = (typeof ruleSeverities)[number]

/** cell: one cell and its own past · form: cells of one filler · cross: cells of two fillers, never blocks · catalogue: units, not figures. */
export const ruleScopes = ['cell', 'form', 'cross', 'catalogue'] as const
export type RuleScope = (typeof ruleScopes)[number]

/** A condition that must hold. With `operands`, it holds for each row: `$part` stands for the row's `part`. */
export type ExpressionBody = {
  readonly kind: 'expression'
  readonly expression: string
  readonly operands?: readonly Readonly<Record<string, string>>[]
  /** Axes over whose classes the same condition must hold too; a class nobody entered is skipped. */
  readonly alsoBy?: readonly string[]
  /** Absolute slack of the comparison, in the item's unit. */
  readonly tolerance?: number
  readonly missing?: { readonly left: MissingStrategy; readonly right: MissingStrategy }
  /** Words for the two sides where the generated ones would be clumsy. */
  readonly left?: string
  readonly right?: string
}

/** Which items a rule of a whole kind applies to: those named, else those of the period kinds, less the exceptions. */
export type ItemSelection = {
  readonly items?: readonly string[]
  readonly periodKinds?: readonly PeriodKind[]
  readonly except?: readonly string[]
}

/** The item's own hard or soft bounds (its catalogue entry). */
export type LimitsBody = ItemSelection & { readonly kind: 'limits'; readonly bound: 'hard' | 'soft' }

/** A running figure does not fall: within a calendar year, or ever. A note on the cell excuses it where the rule says so. */
export type NotFallingBody = ItemSelection & {
  readonly kind: 'not-falling'
  readonly within: 'year' | 'ever'
  readonly excusedByNote: boolean
}

export type ChangeReference = 'prev' | 'lastYear'

/**
 * The change against a reference is larger than the item's own `softChange`. What a period kind is held against stands
 * in `against`; differences up to `floor` are never asked about, 2 → 5 accidents being no trend.
 */
export type ChangeBody = ItemSelection & {
  readonly kind: 'change'
  readonly against: Readonly<Partial<Record<PeriodKind, readonly ChangeReference[]>>>
  readonly floor: number
}

/**
 * A figure far outside the unit's own last `quarters`, or moved otherwise than the other units' did (B3). `leastChange` is
 * the share by which it must leave the range of its own quarters, `leastPeerChange` the one by which it must miss what the
 * others' movement would give; differences up to `floor` are never asked about.
 */
export type UnusualBody = ItemSelection & {
  readonly kind: 'unusual'
  readonly quarters: number
  readonly leastChange: number
  readonly leastPeerChange: number
  readonly floor: number
}

/** All figures of a unit's form are last quarter's, to the digit. */
export type CopiedBody = { readonly kind: 'copied'; readonly minimumItems: number }

/** The value stands to the last one as 人 to 万人 would. `ranges` are ratios that must not be; their inverses too. */
export type UnitSlipBody = ItemSelection & {
  readonly kind: 'unit-slip'
  readonly ranges: readonly (readonly [number, number])[]
  /** Only where the larger of the two is at least this. */
  readonly atLeast: number
}

/** At least `units` units end in `zeros` zeros in the same item. */
export type HeapedBody = ItemSelection & { readonly kind: 'heaped'; readonly zeros: number; readonly units: number }

/** At least `units` units print exactly their target in the same indicator. */
export type OnTargetBody = { readonly kind: 'on-target'; readonly units: number }

/**
 * A unit's own figure equals the sum over its parts, where all of them are entered; with `atMost` it is not above it, as
 * people counted once over all parts cannot be.
 */
export type ChildrenSumBody = ItemSelection & {
  readonly kind: 'children-sum'
  readonly tolerance: number
  readonly atMost?: boolean
}

/** A denominator of 0: the indicators named are 不可计算, never 0 %. */
export type ZeroDenominatorBody = {
  readonly kind: 'zero-denominator'
  readonly denominators: readonly ZeroDenominator[]
}
export type ZeroDenominator = { readonly item: string; readonly indicators: readonly string[] }

/** Every district has an area type, and there are centre and remote ones. */
export type AreaTypesBody = { readonly kind: 'area-types' }

export type RuleBody =
  | ExpressionBody
  | LimitsBody
  | NotFallingBody
  | ChangeBody
  | UnusualBody
  | CopiedBody
  | UnitSlipBody
  | HeapedBody
  | OnTargetBody
  | ChildrenSumBody
  | ZeroDenominatorBody
  | AreaTypesBody

/** One rule as data. `family` is its number in the catalogue (R06 for R06a and R06b). */
export type RuleDefinition = {
  readonly code: string
  readonly family: string
  readonly severity: RuleSeverity
  readonly scope: RuleScope
  readonly title: string
  readonly active: boolean
  readonly inactiveReason: string | null
  readonly body: RuleBody
}

/** A rule ready to run: for expressions, one condition per row of operands. */
export type CompiledRule = {
  readonly definition: RuleDefinition
  readonly conditions: readonly Condition[]
  /** Null for a rule over whole kinds of items. */
  readonly items: ReadonlySet<string> | null
}
export type RuleProblem = { readonly rule: string; readonly reason: string }

/** Parses every expression once. Rules that cannot be read are named, never dropped in silence; inactive ones are left out. */
export function compileRules(definitions: readonly RuleDefinition[]): {
  readonly rules: CompiledRule[]
  readonly problems: RuleProblem[]
} {
  const rules: CompiledRule[] = []
  const problems: RuleProblem[] = []
  for (const definition of definitions) {
    const conditions = conditionsOf(definition)
    if (typeof conditions === 'string')
      problems.push({ rule: definition.code, reason: `规则 ${definition.code}：${conditions}` })
    else if (definition.active) rules.push({ definition, conditions, items: itemsOf(definition, conditions) })
  }
  return { rules, problems }
}

function conditionsOf({ body }: RuleDefinition): Condition[] | string {
  if (body.kind !== 'expression') return []
  const parsed = parseCondition(body.expression)
  if (!parsed.ok) return parsed.reason
  const conditions = (body.operands ?? [{}]).map((row) => bindVariables(parsed.expression, row))
  const open = conditions.flatMap(itemUses).find((use) => use.item.startsWith('$'))
  return open ? `变量“${open.item}”没有对应的数据项` : conditions
}

function itemsOf({ body }: RuleDefinition, conditions: readonly Condition[]): ReadonlySet<string> | null {
  if (body.kind === 'expression') return new Set(conditions.flatMap(itemUses).map((use) => use.item))
  if (body.kind === 'zero-denominator') return new Set(body.denominators.map((denominator) => denominator.item))
  if (body.kind === 'area-types') return new Set()
  return 'items' in body && body.items ? new Set(body.items) : null
}

/** The rules that a change of this item can decide; those over whole kinds and whole forms touch every item. */
export function rulesTouching(rules: readonly CompiledRule[], item: string): CompiledRule[] {
  return rules.filter((rule) => rule.items === null || rule.items.has(item))
}
