import type { Breach, EvaluateOptions } from '../expression/evaluate.ts'
import { breachesOf } from '../expression/evaluate.ts'
import type { Condition, ItemUse } from '../expression/syntax.ts'
import { itemUses } from '../expression/syntax.ts'
import type { FormCell } from '../form/form-cell.ts'
import { cellKey, sameCell } from '../form/form-cell.ts'
import type { CompiledRule, ExpressionBody, RuleBody } from './rule.ts'
import type { Observation, RuleContext, RuleFinding } from './context.ts'
import { copiedForm, fallingFigures, largeChanges, unitSlips } from './history.ts'
import { childrenSums, heapedFigures, outsideLimits, zeroDenominators } from './pattern.ts'
import { unitReader } from './reader.ts'
import { unusualFigures } from './unusual.ts'
import { breachSentence, remedyFor } from './sentence.ts'

/** Checks all units against all rules. The findings stand in a fixed order, whatever the order of the rules. */
export function evaluateRules(rules: readonly CompiledRule[], context: RuleContext): RuleFinding[] {
  const position = new Map(context.units.map((unit, at) => [unit.code, at]))
  const nameOf = (unit: string) => context.units[position.get(unit) ?? -1]?.name ?? unit
  const found = rules.map((rule) => {
    const findings: RuleFinding[] = []
    for (const one of observe(rule, context)) {
      const finding = toFinding(rule, one, { context, name: nameOf(one.unit) })
      if (finding !== null) findings.push(finding)
    }
    return { kind: rule.definition.body.kind, findings }
  })
  return withoutRepeats(found)
    .map((finding) => ({
      finding,
      severity: severityOrder.indexOf(finding.severity),
      unit: position.get(finding.unit ?? '') ?? -1,
    }))
    .sort(
      (left, right) =>
        left.severity - right.severity ||
        left.unit - right.unit ||
        compareTexts(left.finding.rule, right.finding.rule) ||
        compareTexts(cellsText(left.finding), cellsText(right.finding)) ||
        compareTexts(left.finding.sentence, right.finding.sentence),
    )
    .map(({ finding }) => finding)
}

type Found = { readonly kind: RuleBody['kind']; readonly findings: readonly RuleFinding[] }

const sayMore: ReadonlySet<RuleBody['kind']> = new Set(['change', 'unit-slip', 'limits', 'not-falling', 'copied'])

/**
 * One figure, one question: where its change, its unit or its bounds are asked about, or whether the form was copied from
 * last quarter, that it is unusual is no news.
 */
function withoutRepeats(found: readonly Found[]): RuleFinding[] {
  if (!found.some(({ kind, findings }) => kind === 'unusual' && findings.length > 0))
    return found.flatMap(({ findings }) => findings)
  const asked = new Set(
    found
      .filter(({ kind }) => sayMore.has(kind))
      .flatMap(({ findings }) => findings.flatMap((finding) => finding.cells.map(cellKey))),
  )
  return found.flatMap(({ kind, findings }) =>
    kind === 'unusual'
      ? findings.filter((finding) => !finding.cells.some((cell) => asked.has(cellKey(cell))))
      : findings,
  )
}

const severityOrder = ['error', 'warning', 'info']

const cellsText = ({ cells }: RuleFinding): string => cells.map(cellKey).join()

const compareTexts = (left: string, right: string): number => (left === right ? 0 : left < right ? -1 : 1)

function observe(rule: CompiledRule, context: RuleContext): Observation[] {
  const { body } = rule.definition
  const perUnit = (check: (unit: string) => readonly Observation[]) => {
    const told: Observation[] = []
    for (const { code } of context.units) for (const one of check(code)) told.push(one)
    return told
  }
  switch (body.kind) {
    case 'expression':
      return expressionBreaches(rule.conditions, body, context)
    case 'limits':
      return perUnit((unit) => outsideLimits(body, context, unit))
    case 'not-falling':
      return perUnit((unit) => fallingFigures(body, context, unit))
    case 'change':
      return perUnit((unit) => largeChanges(body, context, unit))
    case 'unusual':
      return unusualFigures(body, context)
    case 'copied':
      return perUnit((unit) => copiedForm(body, context, unit))
    case 'unit-slip':
      return perUnit((unit) => unitSlips(body, context, unit))
    case 'children-sum':
      return perUnit((unit) => childrenSums(body, context, unit))
    case 'zero-denominator':
      return perUnit((unit) => zeroDenominators(body, context, unit))
    case 'heaped':
      return heapedFigures(body, context)
    // Results and units are no figures of a form: suspicion.ts and catalogue-rules.ts look at them.
    case 'on-target':
    case 'area-types':
      return []
  }
}

/** Of every unit each condition: of the total, then of each class of the axes that the rule names. */
function expressionBreaches(
  conditions: readonly Condition[],
  body: ExpressionBody,
  context: RuleContext,
): Observation[] {
  const breakdowns = breakdownsOf(body, context)
  const told: Observation[] = []
  for (const { code } of context.units)
    for (const condition of conditions)
      for (const breakdown of breakdowns) {
        const options: EvaluateOptions = {
          read: unitReader(context, code, breakdown),
          tolerance: body.tolerance ?? 0,
          missingLeft: breakdown === '' ? (body.missing?.left ?? 'skip') : 'skip',
          missingRight: breakdown === '' ? (body.missing?.right ?? 'skip') : 'skip',
        }
        for (const breach of breachesOf(condition, options))
          told.push(observationOf(breach, { body, context, unit: code, breakdown }))
      }
  return told
}

type Broken = {
  readonly body: ExpressionBody
  readonly context: RuleContext
  readonly unit: string
  readonly breakdown: string
}

function observationOf(breach: Breach, { body, context, unit, breakdown }: Broken): Observation {
  const uses =
    breach.kind === 'link'
      ? [...itemUses(breach.left), ...itemUses(breach.right)]
      : itemUses(breach.kind === 'range' ? breach.operand : breach.condition)
  const wording = { context, breakdown, names: { left: body.left, right: body.right } }
  return {
    unit,
    cells: cellsOf(uses, unit, breakdown, context),
    sentence: breachSentence(breach, wording),
    remedy: remedyFor(uses),
  }
}

const totalAlone: readonly string[] = ['']

function breakdownsOf({ alsoBy }: ExpressionBody, { axes }: RuleContext): readonly string[] {
  if (alsoBy === undefined) return totalAlone
  const classes = alsoBy.flatMap((axis) => [...(axes.get(axis)?.classes.keys() ?? [])].map((name) => `${axis}:${name}`))
  return ['', ...classes]
}

/** The cells of this quarter that a person can mend; past readings count only where nothing else is named. */
function cellsOf(uses: readonly ItemUse[], unit: string, breakdown: string, context: RuleContext): FormCell[] {
  const cells: FormCell[] = []
  const put = (cell: FormCell) => {
    if (!cells.some((one) => sameCell(one, cell))) cells.push(cell)
  }
  const isAnyPresent = uses.some(isPresent)
  for (const use of uses) {
    if (isAnyPresent && !isPresent(use)) continue
    if (use.kind === 'item') put({ item: use.item, unit, breakdown: use.breakdown === '' ? breakdown : use.breakdown })
    else
      for (const name of context.axes.get(use.axis)?.classes.keys() ?? [])
        put({ item: use.item, unit, breakdown: `${use.axis}:${name}` })
  }
  return cells
}

const isPresent = (use: ItemUse): boolean => use.kind === 'sumBy' || (use.time !== 'prev' && use.time !== 'lastYear')

type Told = { readonly context: RuleContext; readonly name: string }

/** Null: nothing of it lies in the form at hand. */
function toFinding(
  { definition }: CompiledRule,
  observation: Observation,
  { context, name }: Told,
): RuleFinding | null {
  const inForm = context.inForm ?? (() => true)
  const own: FormCell[] = []
  const others: FormCell[] = []
  for (const cell of observation.cells) (inForm(cell) ? own : others).push(cell)
  if (own.length === 0) return null
  const { code, family, severity, scope } = definition
  const blocks = severity === 'error' && scope !== 'cross' && others.length === 0
  const needsExplanation = severity === 'warning' || (severity === 'error' && !blocks)
  const remedy = needsExplanation ? `${observation.remedy}，如属实请填写说明` : observation.remedy
  const { sentence } = observation
  return {
    rule: code,
    family,
    severity,
    scope,
    unit: observation.unit,
    cells: others.length === 0 ? own : [...own, ...others],
    sentence: `${name}：${sentence}${sentence === '' || remedy === '' ? '' : '，'}${remedy}`,
    blocks,
    needsExplanation,
  }
}
