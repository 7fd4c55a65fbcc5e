import type { RuleInfo, RuleList, RulePlace, RuleTrial } from '@cg/contract/rule'
import { mostHits } from '@cg/contract/rule'
import { period as periodTable } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { evaluateCatalogueRules } from '@cg/domain/check/catalogue-rules'
import { compileRules } from '@cg/domain/check/rule'
import type { CompiledRule, RuleDefinition } from '@cg/domain/check/rule'
import { ruleWords } from '@cg/domain/check/rule-words'
import type { RuleNames } from '@cg/domain/check/sentence'
import { dayInChina } from '@cg/domain/number/china-day'
import { lastCompletePeriod, makePeriod, parsePeriod, yearOf } from '@cg/domain/period'
import { desc, ne } from 'drizzle-orm'
import { reportingUnits } from '../catalogue/read.ts'
import type { Definitions } from '../catalogue/read.ts'
import { loadRuleSwitches } from '../catalogue/rule-switches.ts'
import type { Context } from '../context.ts'
import { notFound } from '../errors.ts'
import { meaningOf } from '../entry/form/definitions.ts'
import { loadNames } from '../entry/form/names.ts'
import type { Names } from '../entry/form/names.ts'
import { plansOf } from '../entry/form/plan.ts'
import { hasCityRole, requireCityRole } from '../permission.ts'
import type { Trial } from './trial.ts'
import { countHits, tryRules, whyNotRun } from './trial.ts'

/** Every rule in words, for everybody; how often each would have spoken, for the office. */
export async function listRules(ctx: Context): Promise<RuleList> {
  return ctx.store.read(async (db) => ruleList(ctx, db))
}

/** Where a rule would have spoken. The sentences name figures, so who may not see forms gets places alone. */
export async function tryRule(ctx: Context, { code }: { code: string }): Promise<RuleTrial> {
  requireCityRole(ctx.actor, ...officeRoles)
  return ctx.store.read(async (db) => {
    const definitions = await newestDefinitions(ctx, db)
    const rule = definitions.rules.find((one) => one.code === code)
    if (rule === undefined) throw notFound('这条校验规则')
    return trialOf(ctx, code, await tryRules(ctx.store, db, [rule]))
  })
}

/** Hits of one rule, as far as the actor may read them. */
export function trialOf({ actor }: Context, code: string, { periods, hits }: Trial): RuleTrial {
  const maySee = hasCityRole(actor, 'reviewer', 'publisher')
  const own = hits.filter((hit) => hit.rule === code)
  const { count, units } = countHits(own).get(code) ?? { count: 0, units: 0 }
  return {
    code,
    periods: [...periods],
    count,
    units,
    hits: own.slice(0, mostHits).map(({ rule: _rule, unit: _unit, sentence, ...where }) => ({
      ...where,
      sentence: maySee ? sentence : null,
    })),
  }
}

const officeRoles = ['admin', 'reviewer', 'publisher', 'auditor'] as const

/** What the newest quarter means that is not merely planned; the last complete one where there is none. */
export async function newestDefinitions(ctx: Pick<Context, 'store' | 'now'>, db: Db): Promise<Definitions> {
  const [newest] = await db
    .select({ code: periodTable.code })
    .from(periodTable)
    .where(ne(periodTable.state, 'planned'))
    .orderBy(desc(periodTable.code))
    .limit(1)
  const code = newest?.code ?? lastCompletePeriod(dayInChina(ctx.now()))
  return (await meaningOf(ctx.store, db, parsePeriod(code))).definitions
}

/** The list as it stands in a transaction. */
export async function ruleList(ctx: Context, db: Db): Promise<RuleList> {
  const definitions = await newestDefinitions(ctx, db)
  const mayTry = hasCityRole(ctx.actor, ...officeRoles)
  const trial = mayTry ? await tryRules(ctx.store, db, definitions.rules) : null
  const switches = await loadRuleSwitches(db)
  const names = await loadNames(
    db,
    [...switches.values()].map((row) => row.byId),
  )
  const maySwitch = hasCityRole(ctx.actor, 'admin')
  const asked = { definitions, trial, switches, names, forms: formsOf(definitions) }
  return {
    periods: [...(trial?.periods ?? [])],
    forms: trial?.forms ?? 0,
    maySwitch,
    choices: maySwitch ? choicesOf(definitions) : [],
    items: definitions.rules.map((rule) => infoOf(rule, asked)),
  }
}

function choicesOf({ items, forms }: Definitions): RuleList['choices'] {
  const asked = new Set<string>(forms.flatMap((form) => form.cells.map((cell) => cell.item)))
  return [...items.values()]
    .filter((item) => asked.has(item.code))
    .map(({ code, name, unit }) => ({ code, name, unit }))
}

type Asked = {
  readonly definitions: Definitions
  readonly trial: Trial | null
  readonly switches: Awaited<ReturnType<typeof loadRuleSwitches>>
  readonly names: Names
  readonly forms: ReadonlyMap<string, readonly string[]>
}

function infoOf(rule: RuleDefinition, { definitions, trial, switches, names, forms }: Asked): RuleInfo {
  const last = switches.get(rule.code)
  const place = placeOf(rule)
  const isTried = trial !== null && trial.periods.length > 0 && place === 'form'
  return {
    code: rule.code,
    family: rule.family,
    severity: rule.severity,
    title: rule.title,
    words: wordsOf(rule, definitions),
    place,
    forms: [...(forms.get(rule.code) ?? [])],
    isActive: rule.active,
    inactiveReason: rule.inactiveReason,
    note: noteOf(rule, definitions),
    fixedBecause: fixedBecause(rule, definitions),
    switched:
      last === undefined
        ? null
        : { isActive: last.isActive, reason: last.reason, by: names(last.byId, last.at), at: last.at },
    trial: isTried ? (countHits(trial.hits).get(rule.code) ?? { count: 0, units: 0 }) : null,
  }
}

function placeOf({ body }: RuleDefinition): RulePlace {
  if (body.kind === 'on-target') return 'preview'
  return body.kind === 'area-types' ? 'units' : 'form'
}

function compiled(rule: RuleDefinition): CompiledRule[] {
  return compileRules([{ ...rule, active: true, inactiveReason: null }]).rules
}

/** What a rule asks, in words. */
export function wordsOf(rule: RuleDefinition, { items, guide }: Definitions): string[] {
  const names: RuleNames = {
    items,
    axes: new Map(
      guide.axes.map(({ code, name, groups }) => [
        code,
        { name, classes: new Map(groups.map((group) => [group.code, group.name])) },
      ]),
    ),
  }
  return compiled(rule).flatMap((one) => ruleWords(one, names))
}

/** Why nobody may switch a rule: it runs elsewhere, or it cannot run here at all. */
export function fixedBecause(rule: RuleDefinition, definitions: Definitions): string | null {
  const place = placeOf(rule)
  if (place === 'preview') return '这条规则在生成试看时随结果一起核对，不能单独停用。'
  if (place === 'units') return '这条规则核对单位的设置，不涉及报表，不能单独停用。'
  if (rule.active) return null
  const known = {
    items: new Set<string>(definitions.items.keys()),
    axes: new Set(definitions.guide.axes.map((axis) => axis.code)),
  }
  const why = whyNotRun(rule, known)
  return why === null ? null : `${why}，补齐后才能启用。`
}

/** What a rule found of the units, and of one that can never speak in this city that it cannot. */
function noteOf(rule: RuleDefinition, { units, guide, items }: Definitions): string | null {
  const reporting = reportingUnits(units)
  if (rule.body.kind === 'area-types') {
    const found = evaluateCatalogueRules(compiled(rule), reporting, guide.areas)
    if (found.length > 0) return `${found.map((finding) => finding.sentence).join('；')}。发布前的检查中也会列出。`
    return `现有 ${reporting.length} 个单位都已设置区域类型，没有发现问题。发布前检查试看时再核对一次。`
  }
  if (rule.body.kind === 'on-target') return '结果见指标页的存疑提示（试看和已发布的结果都有）。'
  if (rule.body.kind !== 'children-sum' || rule.body.atMost === true) return null
  const hasParts = reporting.some((unit) => unit.countsInParent && reporting.some((one) => one.code === unit.parent))
  const isForCity = [...items.values()].some((item) => item.axes.enteredFor === 'unitsAndCity')
  const why = '要在同一张表里既填上级又填所辖单位的数才比'
  if (hasParts) return `${why}。`
  return isForCity
    ? `${why}；现在只有“${[...items.values()].find((item) => item.axes.enteredFor === 'unitsAndCity')?.name ?? ''}”等去重人数同时收全市和区县，不能相加，所以暂不会触发。`
    : `${why}；现行报表没有这样的项，所以暂不会触发。`
}

/** The forms on which each rule speaks in any quarter of the year (a plan is asked in the first alone), in the catalogue's order. */
function formsOf(definitions: Definitions): ReadonlyMap<string, readonly string[]> {
  const { rules } = compileRules(definitions.rules.map((rule) => ({ ...rule, active: true, inactiveReason: null })))
  const year = Array.from({ length: 4 }, (_, at) => makePeriod(yearOf(definitions.period), at + 1))
  const plans = year.flatMap((period) => plansOf({ definitions: { ...definitions, period }, rules }))
  const found = new Map<string, Set<string>>()
  for (const { form, rules: own } of plans) {
    for (const { definition } of own)
      found.set(definition.code, (found.get(definition.code) ?? new Set()).add(form.name))
  }
  const order = definitions.forms.map((form) => form.name)
  return new Map([...found].map(([code, names]) => [code, order.filter((name) => names.has(name))]))
}
