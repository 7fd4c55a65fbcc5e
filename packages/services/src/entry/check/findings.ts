import type { Finding } from '@cg/contract/entry'
import { heldRows } from '@cg/db/held-rows'
import { assistSupply, department, evidence, explanation } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { notReported } from '@cg/domain/cell'
import { cellKey } from '@cg/domain/form/form-cell'
import type { FormCell } from '@cg/domain/form/form-cell'
import { must } from '@cg/domain/must'
import type { RuleAxis, RuleContext, RuleFinding } from '@cg/domain/check/context'
import { evaluateRules } from '@cg/domain/check/rules'
import { getTableName } from 'drizzle-orm'
import type { Context } from '../../context.ts'
import { backgroundOf } from '../cells/background.ts'
import { evidencedIn, loadEvidence } from '../evidence/list.ts'
import { evidenceFindings } from './evidence-needed.ts'
import type { Judged } from './judged.ts'
import type { CellRow } from '../cells/cells.ts'
import { isCounted as isCountedIn, loadGiven } from '../cells/given-cells.ts'
import type { Given } from '../cells/given-cells.ts'
import type { OpenedForm } from '../form/open.ts'
import type { FormPlan, RequiredCell } from '../form/plan.ts'
import type { Standing } from '../move/standing.ts'
import { explainedKeys, explanationKey, loadExplanations } from './explanations.ts'

/** The code under which cells that were left empty are explained: one finding per unit. */
export const missingRule = 'MISSING'

/** Everything that the rules find in a form, with what was left empty; the same code runs in the browser. */
export function judge(judged: Judged): Finding[] {
  const found = evaluateRules(judged.plan.rules, ruleContext(judged))
  return [
    ...found.flatMap((finding) => toFinding(finding, judged)),
    ...evidenceFindings(judged),
    ...missingFindings(judged),
  ]
}

/** What the rules of a form look at; the browser builds the same of what it was given. */
export function ruleContext({ plan, cells, background }: Omit<Judged, 'explained' | 'evidenced'>): RuleContext {
  const { period } = plan.definitions
  const { children, axes, totals, keys } = fixedOf(plan)
  // Rules read every total many times, by way of its number.
  const own = keys.map((key) => cells.get(key) ?? notReported)
  const ownAt = (place: FormCell, units: ReadonlyMap<string, number>) => {
    const at = place.breakdown === '' ? units.get(place.unit) : undefined
    return (at === undefined ? cells.get(cellKey(place)) : own[at]) ?? notReported
  }
  return {
    period,
    units: plan.units,
    items: plan.ruleItems,
    axes,
    cell(place, at) {
      const units = at === period ? totals.get(place.item) : undefined
      return units === undefined ? background.at(place, at) : ownAt(place, units)
    },
    hasNote: (place) => (cells.get(cellKey(place))?.note ?? '') !== '',
    inForm: (place) => isAsked(plan, { totals }, place),
    formItems: plan.items,
    children: (unit) => children.get(unit) ?? [],
  }
}

/** By item and unit, which of a plan's places their total is: put together once, where rules ask for thousands. */
type Totals = ReadonlyMap<string, ReadonlyMap<string, number>>

function isAsked({ places }: FormPlan, { totals }: Pick<Fixed, 'totals'>, place: FormCell): boolean {
  if (place.breakdown !== '') return places.has(cellKey(place))
  return totals.get(place.item)?.has(place.unit) === true
}

/** What rules need of a plan itself, whatever figures stand in it. */
type Fixed = {
  readonly children: ReadonlyMap<string, readonly string[]>
  readonly axes: ReadonlyMap<string, RuleAxis>
  readonly totals: Totals
  /** Of all places, in their order. */
  readonly keys: readonly string[]
  readonly titles: ReadonlyMap<string, string>
}

const fixed = new WeakMap<FormPlan, Fixed>()

function fixedOf(plan: FormPlan): Fixed {
  const known = fixed.get(plan)
  if (known !== undefined) return known
  const titles = new Map(plan.rules.map(({ definition }) => [definition.code, definition.title]))
  const made = {
    children: childrenIn(plan),
    axes: ruleAxes(plan),
    totals: totalsOf(plan),
    keys: [...plan.places.keys()],
    titles,
  }
  fixed.set(plan, made)
  return made
}

function totalsOf({ items, places }: FormPlan): Totals {
  const totals = new Map(items.map((item) => [item as string, new Map<string, number>()]))
  for (const [at, key] of [...places.keys()].entries()) {
    const [item = '', unit = '', breakdown = ''] = key.split('|')
    if (breakdown === '') must(totals.get(item), 'a form asks for an item that is none of its own').set(unit, at)
  }
  return totals
}

/** The columns of a department's form that are parts of another column. */
function childrenIn(plan: FormPlan): ReadonlyMap<string, readonly string[]> {
  if (plan.form.filledBy === 'unit') return new Map()
  const columns = new Set(plan.units.map((unit) => unit.code))
  const parts = plan.definitions.units.filter((unit) => unit.countsInParent && columns.has(unit.code))
  const byParent = [...Map.groupBy(parts, (unit) => unit.parent ?? '')]
  return new Map(byParent.map(([parent, own]) => [parent, own.map((unit) => unit.code)]))
}

function ruleAxes({ definitions }: FormPlan): ReadonlyMap<string, RuleAxis> {
  return new Map(
    definitions.guide.axes.map(({ code, name, groups }) => [
      code,
      { name, classes: new Map(groups.map((group) => [group.code, group.name])) },
    ]),
  )
}

function toFinding(finding: RuleFinding, { plan, explained }: Judged): Finding[] {
  const first = finding.cells[0]
  if (first === undefined) return []
  const own = fixedOf(plan)
  return [
    {
      rule: finding.rule,
      title: own.titles.get(finding.rule) ?? finding.rule,
      class: finding.blocks ? 'block' : finding.needsExplanation ? 'explain' : 'inform',
      ...first,
      cells: finding.cells.filter((place) => isAsked(plan, own, place)),
      message: finding.sentence,
      isExplained: explained.size > 0 && explained.has(explanationKey(finding.rule, first)),
    },
  ]
}

/** Cells that were asked and left empty: 未报 may be sent, but not in silence. */
function missingFindings({ plan, cells, explained, given }: Judged): Finding[] {
  return plan.required.flatMap(({ unit, cells: asked }) => {
    const empty = asked.filter(
      ({ key, place }) =>
        (cells.get(key)?.state ?? 'not_reported') === 'not_reported' && !isCounted(plan, given, place),
    )
    const anchor = asked[0]
    if (anchor === undefined || empty.length === 0) return []
    const finding: Finding = {
      rule: missingRule,
      title: '应填未填',
      class: 'explain',
      ...anchor.place,
      cells: empty.map((one) => one.place),
      message: `${unit.name}：${missingWords(empty, given?.scored)}`,
      isExplained: explained.has(explanationKey(missingRule, anchor.place)),
    }
    return [finding]
  })
}

/** What records fill is filled at the latest when the form is sent. */
function isCounted(plan: FormPlan, given: Given | undefined, place: RequiredCell['place']): boolean {
  return given !== undefined && isCountedIn(plan, given, place)
}

/** What is empty and what to do: typed by the filler, or awaited where scorers give it. */
function missingWords(empty: readonly RequiredCell[], scored: ReadonlySet<string> = new Set()): string {
  const { typed = [], awaited = [] } = Object.groupBy(empty, ({ place }) =>
    scored.has(place.item) ? 'awaited' : 'typed',
  )
  const waits = `${namesOf(awaited)}由评分得出，不用填写，产改办还没有写入`
  if (typed.length === 0) return `${waits}。请等写入后再提交；确需先提交的请填写说明`
  const words = `${namesOf(typed)} ${typed.length} 格未填。没有发生请填 0，没有此项请选“不适用”，掌握不了请选“无法提供”；确需按未报上报请填写说明`
  return awaited.length === 0 ? words : `${words}。另有${waits}`
}

function namesOf(cells: readonly RequiredCell[]): string {
  const names = [...new Set(cells.map((one) => one.name))]
  return names.length > 3 ? `${names.slice(0, 3).join('、')}等` : names.join('、')
}

export function blockingOf(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.class === 'block')
}

export function unexplainedOf(findings: readonly Finding[]): Finding[] {
  return findings.filter((finding) => finding.class === 'explain' && !finding.isExplained)
}

type After = {
  readonly opened: OpenedForm
  readonly standing: Standing
  readonly cells: ReadonlyMap<string, CellRow>
  /** What scorers and records give, where the caller has read it. */
  readonly given?: Given
}

/** The rules again over what is stored now: the server's word replaces the browser's. */
export async function findingsAfter(
  ctx: Context,
  db: Db,
  { opened, standing, cells, ...read }: After,
): Promise<Finding[]> {
  const { explained, evidenced } =
    standing.submission === null ? nothingBeside : await besideOf(db, standing.submission.id)
  const background = await backgroundOf(ctx.store, db, opened.plan)
  const given = read.given ?? (await loadGiven(db, opened.plan.definitions))
  return judge({ plan: opened.plan, cells, background, explained, evidenced, given })
}

type Beside = Pick<Judged, 'explained' | 'evidenced'>

const nothingBeside: Beside = { explained: new Set(), evidenced: new Set() }

/** What stands beside the figures of a submission: the file of a document is there before it, and stays as it is. */
const besideOf = heldRows(
  [explanation, evidence, assistSupply, department].map(getTableName),
  async (db, id: number): Promise<Beside> => ({
    explained: explainedKeys(await loadExplanations(db, id)),
    evidenced: evidencedIn(await loadEvidence(db, id)),
  }),
)
