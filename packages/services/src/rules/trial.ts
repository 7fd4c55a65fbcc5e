import { cell, release, submission } from '@cg/db/schema'
import type { Db, Store } from '@cg/db/store'
import { compileRules } from '@cg/domain/check/rule'
import type { CompiledRule, RuleDefinition } from '@cg/domain/check/rule'
import { evaluateRules } from '@cg/domain/check/rules'
import { itemUses } from '@cg/domain/expression/syntax'
import { cellKey } from '@cg/domain/form/form-cell'
import type { FormCell } from '@cg/domain/form/form-cell'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { and, desc, eq, inArray, ne } from 'drizzle-orm'
import type { CellRow } from '../entry/cells/cells.ts'
import { asCell } from '../entry/cells/cells.ts'
import { earlierPeriods } from '../entry/cells/background.ts'
import { FigureTable } from '../entry/cells/figures.ts'
import { ruleContext } from '../entry/check/findings.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { plansOf } from '../entry/form/plan.ts'
import type { FormPlan } from '../entry/form/plan.ts'

/** Quarters that a trial looks back over. */
export const trialQuarters = 4

/** One place where a rule speaks of a past quarter, with the figures as they stand now. */
export type Hit = {
  readonly rule: string
  readonly period: Period
  readonly form: string
  readonly formName: string
  readonly reporter: string
  readonly unit: string
  readonly unitName: string
  readonly sentence: string
}

export type Trial = { readonly periods: readonly Period[]; readonly forms: number; readonly hits: readonly Hit[] }

/** The newest published quarters, newest first: their figures are known to everybody whom a trial is shown. */
export async function pastPeriods(db: Db): Promise<Period[]> {
  const rows = await db
    .selectDistinct({ period: release.period })
    .from(release)
    .where(eq(release.state, 'published'))
    .orderBy(desc(release.period))
    .limit(trialQuarters)
  return rows.map((row) => parsePeriod(row.period))
}

/**
 * Runs rules over the forms of past quarters, those that are switched off too, as they would run while the forms were
 * filled. Figures of forms that were never sent count as 未报.
 */
export async function tryRules(store: Store, db: Db, definitions: readonly RuleDefinition[]): Promise<Trial> {
  const periods = await pastPeriods(db)
  const { rules } = compileRules(definitions.map((rule) => ({ ...rule, active: true, inactiveReason: null })))
  const past = await readPast(db, periods)
  const hits: Hit[] = []
  let forms = 0
  for (const period of periods) {
    const meaning = await meaningOf(store, db, period)
    // Plans are kept by their definitions; these hold other rules and live as long as this trial.
    const plans = plansOf({ definitions: { ...meaning.definitions }, rules })
    const sent = plans.filter((plan) => past.isSent(period, plan))
    forms += sent.length
    hits.push(...sent.flatMap((plan) => hitsIn(plan, past)))
  }
  return { periods, forms, hits }
}

function hitsIn(plan: FormPlan, past: Past): Hit[] {
  const { period } = plan.definitions
  const cells = new Map([...plan.places.keys()].flatMap((key) => past.cellsOf(period, key)))
  const names = new Map(plan.units.map((unit) => [unit.code as string, unit.shortName]))
  return evaluateRules(plan.rules, ruleContext({ plan, cells, background: past.figures })).map((finding) => ({
    rule: finding.rule,
    period,
    form: plan.form.code,
    formName: plan.form.name,
    reporter: plan.reporter,
    unit: finding.unit ?? '',
    unitName: names.get(finding.unit ?? '') ?? plan.reporterName,
    sentence: finding.sentence,
  }))
}

type Past = {
  readonly figures: FigureTable
  readonly cellsOf: (period: Period, key: string) => [string, PastCell][]
  readonly isSent: (period: Period, plan: FormPlan) => boolean
}
type PastCell = Pick<CellRow, 'state' | 'value' | 'note'>

async function readPast(db: Db, periods: readonly Period[]): Promise<Past> {
  const all = [...new Set(periods.flatMap((period) => [period, ...earlierPeriods(period)]))]
  const sent = new Set(
    (
      await db
        .select()
        .from(submission)
        .where(and(inArray(submission.period, all), ne(submission.state, 'draft')))
    ).map((row) => `${row.period}|${row.formCode}|${row.reporter}`),
  )
  const own = new Map(periods.map((period) => [period as string, new Map<string, PastCell>()]))
  const figures = new FigureTable()
  const columns = {
    period: cell.period,
    itemCode: cell.itemCode,
    unitCode: cell.unitCode,
    breakdown: cell.breakdown,
    state: cell.state,
    value: cell.value,
    note: cell.note,
  }
  for (const row of await db.select(columns).from(cell).where(inArray(cell.period, all))) {
    const place: FormCell = { item: row.itemCode, unit: row.unitCode, breakdown: row.breakdown }
    figures.put(place, row.period, asCell(row))
    own.get(row.period)?.set(cellKey(place), row)
  }
  return {
    figures,
    cellsOf: (period, key) => {
      const found = own.get(period)?.get(key)
      return found === undefined ? [] : [[key, found]]
    },
    isSent: (period, { form, reporter }) => sent.has(`${period}|${form.code}|${reporter}`),
  }
}

/** Counts of a trial by rule: how often it spoke, of how many units. */
export function countHits(hits: readonly Hit[]): ReadonlyMap<string, { count: number; units: number }> {
  const byRule = Map.groupBy(hits, (hit) => hit.rule)
  return new Map(
    [...byRule].map(([rule, own]) => [rule, { count: own.length, units: new Set(own.map((hit) => hit.unit)).size }]),
  )
}

/** Rules that compile and whose axes and items exist: the others cannot run here, and it is said why. */
export function whyNotRun(definition: RuleDefinition, known: Known): string | null {
  const { rules, problems } = compileRules([{ ...definition, active: true, inactiveReason: null }])
  const [problem] = problems
  if (problem !== undefined) return problem.reason
  if (definition.body.kind === 'expression' && rules.every((rule) => rule.conditions.length === 0))
    return '目录里还没有可以这样核对的数据项'
  return missingIn(rules, known)
}

export type Known = { readonly items: ReadonlySet<string>; readonly axes: ReadonlySet<string> }

function missingIn(rules: readonly CompiledRule[], { items, axes }: Known): string | null {
  for (const { items: named, conditions } of rules) {
    const unknown = [...(named ?? [])].find((item) => !items.has(item))
    if (unknown !== undefined) return `目录里没有数据项 ${unknown}`
    for (const condition of conditions) {
      const axis = axesOf(condition).find((one) => !axes.has(one))
      if (axis !== undefined) return `目录里没有分组 ${axis}`
    }
  }
  return null
}

function axesOf(condition: CompiledRule['conditions'][number]): string[] {
  return itemUses(condition).flatMap((use) => (use.kind === 'sumBy' ? [use.axis] : []))
}
