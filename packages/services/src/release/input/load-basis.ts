import {
  catalogueChange,
  dataItem,
  department,
  extension,
  form,
  formItem,
  formerUnit,
  indicator,
  indicatorVersion,
  orgUnit,
  period as periodTable,
  release,
  rule,
  ruleSwitch,
  schemeVersion,
  setting,
  submission,
  supplement,
  target,
  unitIndustrialBase,
} from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { defaultCoverageLimit } from '@cg/domain/figure/coverage'
import { isPastDeadline } from '@cg/domain/form/calendar'
import { parsePeriod, yearOf } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { and, eq, getTableName, lte, min } from 'drizzle-orm'
import { partsKey } from '../../catalogue/layer.ts'
import { loadBaselines, loadDefinitions, usualCards } from '../../catalogue/read.ts'
import type { BaselineRow, Definitions } from '../../catalogue/read.ts'
import { loadTalk } from '../../catalogue/talk.ts'
import { loadTargetColumns } from '../../catalogue/target-columns.ts'
import { dutyOf } from '../../entry/move/standing.ts'
import { invalid, notFound } from '../../errors.ts'
import { cardsIn, readSettings } from '../../settings.ts'
import type { BasisBaseline, BasisExcused, BasisForm, BasisScheme, BasisUnit, ReleaseBasis } from '../stored/basis.ts'
import { countRevised, loadChanged, loadQuality } from './count-revisions.ts'
import { asFrozen } from '../stored/basis-text.ts'
import { dueForms, formKey } from './due-forms.ts'
import type { CellHome } from './due-forms.ts'
import { KeptReads } from './kept-reads.ts'
import { loadMatters } from './load-matters.ts'
import { loadScheme } from './load-scheme.ts'
import { loadFrozenFollowUps, loadFrozenPlan } from './load-plan.ts'
import { loadRegisters } from './load-registers.ts'
import { loadStatements } from './load-statements.ts'
import { loadHistorySuccessions } from './load-successions.ts'
import { loadYardsticks } from './load-yardsticks.ts'
import { loadReturns } from '../../entry/move/events.ts'

/** Which cells are in: those of a form that was accepted, as its reporter owes it. */
export type CellOwners = {
  readonly isAccepted: (item: string, breakdown: string, unit: string) => boolean
  /** The same for all units of a cell, one after the other. */
  readonly acceptedOf: (item: string, breakdown: string) => (unit: string) => boolean
}

export type LoadedBasis = {
  readonly basis: ReleaseBasis
  readonly owners: CellOwners
  readonly catalogueHash: string
  /** The registers whose records amount to figures. */
  readonly registerKinds: NonNullable<Definitions['guide']['registerKinds']>
}

const defaultSmallCellLimit = 3

const settingsIn = ['city', 'demo', 'smallCellLimit', 'coverageLimit', 'smallCellExempt', 'cockpitCards'] as const

/** What loadDefinitions reads. */
export const definitionTables = [
  catalogueChange,
  dataItem,
  department,
  form,
  formItem,
  formerUnit,
  indicator,
  indicatorVersion,
  orgUnit,
  rule,
  ruleSwitch,
  setting,
  unitIndustrialBase,
].map(getTableName)

export const targetTables = [target, indicator].map(getTableName)
export const schemeTables = [schemeVersion].map(getTableName)
export const talkTables = [setting].map(getTableName)

/** Everything besides cells that a release of the quarter is computed from, as it stands at an instant. */
export async function loadBasis(
  db: Db,
  period: Period,
  at: string,
  reads: KeptReads = new KeptReads(),
): Promise<LoadedBasis> {
  const [calendar] = await db.select().from(periodTable).where(eq(periodTable.code, period))
  if (calendar === undefined) throw notFound(`期次 ${period}`)
  const { catalogue, items, indicators } = await loadMeaning(db, period, reads)
  const { guide } = catalogue
  const changed = await loadChanged(db, period)
  const { forms, owners, asked, homeOf } = await loadForms(db, {
    catalogue,
    changed,
    calendar,
    at: await shutAt(db, period, at),
  })
  const releases = await loadNewestReleases(db, period)
  const bases = releases.filter((one) => one.period < period)
  const oldest = bases[0]?.period ?? period
  const units = basisUnits(catalogue, oldest)
  const settings = await readSettings(db, ...settingsIn)
  const basis: ReleaseBasis = {
    format: 1,
    period,
    cityName: settings.city ?? units[0]?.name ?? '',
    isDemo: calendar.isDemo || (settings.demo ?? null) !== null,
    units,
    ...(await loadHistorySuccessions(db, { oldest, period })),
    departments: Object.fromEntries(catalogue.departments.map(({ code, name }) => [code, name])),
    departmentOrder: catalogue.departments.map(({ code }) => code),
    coordinator: coordinatorOf(catalogue),
    items,
    indicators,
    targets: await loadTargets(db, units, reads),
    baselines: basisBaselines(await loadBaselines(db), units),
    yardsticks: await loadYardsticks(db, period),
    scheme: usedScheme(await loadKeptScheme(db, period, reads), catalogue),
    matters: await loadMatters(db, period),
    statements: await loadStatements(db, period),
    ...(await laterParts(db, { catalogue, at, reads })),
    forms,
    asked,
    ...basisExcused(catalogue),
    quality: await loadQuality(db, { catalogue, homeOf, changed, isAccepted: owners.isAccepted }),
    bases,
    corrects: releases.find((one) => one.period === period) ?? null,
    smallCellLimit: settings.smallCellLimit ?? defaultSmallCellLimit,
    coverageLimit: settings.coverageLimit ?? defaultCoverageLimit,
    smallCellExempt: settings.smallCellExempt ?? guide.announcedItems,
    cards: cardsIn(settings.cockpitCards ?? [], yearOf(period)) ?? usualCards(catalogue),
    guide: frozenGuide(guide),
  }
  const { catalogueHash } = catalogue
  return { basis: asFrozen(basis), owners, catalogueHash, registerKinds: guide.registerKinds ?? [] }
}

function loadMeaning(db: Db, period: Period, reads: KeptReads) {
  return reads.of(db, { name: 'definitions', tables: definitionTables, key: period }, async () => {
    const catalogue = await loadDefinitions(db, period)
    return { catalogue, items: basisItems(catalogue), indicators: basisIndicators(catalogue) }
  })
}

function loadKeptScheme(db: Db, period: Period, reads: KeptReads): Promise<BasisScheme | null> {
  return reads.of(db, { name: 'scheme', tables: schemeTables, key: period }, () => loadScheme(db, period))
}

function loadTargets(db: Db, units: readonly BasisUnit[], reads: KeptReads): Promise<ReleaseBasis['targets']> {
  const codes = units.map(({ code }) => code)
  const what = { name: 'targets', tables: targetTables, key: codes.join(' ') }
  return reads.of(db, what, () => loadTargetColumns(db, codes))
}

/** Of the catalogue's guide what figures and pages are made by. */
function frozenGuide(guide: Definitions['guide']): ReleaseBasis['guide'] {
  return {
    people: guide.people,
    axes: guide.axes,
    areas: guide.areas,
    bases: guide.bases,
    gapPairs: guide.gapPairs,
    groupGaps: guide.groupGaps,
    workerGroups: guide.workerGroups,
    resources: guide.resources,
    swarm: guide.swarm,
    peopleUnits: guide.peopleUnits,
    firmUnits: guide.firmUnits,
    unbroken: guide.unbroken,
    matterKinds: guide.matterKinds,
  }
}

/** What came to the basis since it was first frozen: registers, plan and 督办, the statements of the speech. */
async function laterParts(
  db: Db,
  { catalogue, at, reads }: { catalogue: Definitions; at: string; reads: KeptReads },
): Promise<Partial<ReleaseBasis>> {
  const talk = await reads.of(db, { name: 'talk', tables: talkTables, key: '' }, () => loadTalk(db))
  return {
    ...(await loadRegisters(db, catalogue)),
    ...(await loadFrozenPlan(db, catalogue)),
    ...(await loadFrozenFollowUps(db, { period: catalogue.period, at })),
    ...(talk === null ? {} : { talk }),
  }
}

/** The scheme without what is off: its weight goes to the others, as with 不适用. Nothing left is no scheme. */
function usedScheme(scheme: BasisScheme | null, { off }: Definitions): BasisScheme | null {
  if (scheme === null) return null
  const { items } = scheme.body
  const used = items.filter(({ indicator }) => !off.indicators.has(indicator))
  if (used.length === items.length) return scheme
  if (used.length === 0) return null
  const left = items.flatMap(({ indicator }) => off.indicators.get(indicator)?.name ?? [])
  return { ...scheme, body: { ...scheme.body, items: used }, off: left }
}

function basisExcused({ forms, units, excused }: Definitions): Pick<ReleaseBasis, 'excused'> {
  if (excused.size === 0) return {}
  const rows = forms.flatMap(({ code: form, name, filledBy, cells }): BasisExcused[] => {
    const left = units.flatMap(({ code }) => {
      const since = excused.get(partsKey(form, code))
      return since === undefined ? [] : [{ code, since }]
    })
    return left.length === 0
      ? []
      : [{ form, filledBy, formName: name, items: [...new Set(cells.map(({ item }) => item))], units: left }]
  })
  return rows.length === 0 ? {} : { excused: rows }
}

function basisItems({ items }: Definitions): ReleaseBasis['items'] {
  return [...items.values()].map((item) => ({
    code: item.code,
    name: item.name,
    unit: item.unit,
    decimals: item.decimals,
    periodKind: item.periodKind,
    mayBeNegative: item.mayBeNegative === true,
    ownerDepartment: item.ownerDepartment,
    breakdowns: item.axes.breakdowns,
    parent: item.parentItem,
    ...(item.axes.countsForms === undefined ? {} : { countsForms: item.axes.countsForms }),
    ...(item.axes.countsRecords === undefined ? {} : { countsRecords: item.axes.countsRecords }),
  }))
}

function basisUnits({ units, period }: Definitions, oldest: Period): BasisUnit[] {
  const kept = units.flatMap((unit): BasisUnit[] => {
    const { kind, isDemo: _isDemo, validFrom, ...rest } = unit
    const since = validFrom > oldest ? { since: validFrom } : {}
    return kind === 'enterprise' ? [] : [{ ...rest, kind, ...since }]
  })
  if (kept[0]?.kind !== 'city' || kept.filter((unit) => unit.kind === 'city').length !== 1) {
    throw invalid(`${period} 的机构中应当恰好有一个市级单位。请管理员检查机构设置。`)
  }
  return kept
}

function coordinatorOf({ departments }: Definitions): string {
  return departments.find((department) => department.role === 'coordinator')?.name ?? '产改办'
}

function basisIndicators({ indicators, guide }: Definitions): ReleaseBasis['indicators'] {
  return [...indicators.values()].map((indicator) => ({
    code: indicator.code,
    name: indicator.name,
    phrase: guide.phrases[indicator.code] ?? { subject: '', measure: indicator.name },
    dimension: indicator.dimension,
    definition: indicator.definition,
    version: indicator.version,
    validFrom: indicator.validFrom,
    breaks: indicator.breaks,
    ...(indicator.earlier.length === 0 ? {} : { earlier: indicator.earlier }),
    formula: indicator.formula,
    unit: indicator.unit,
    decimals: indicator.decimals,
    direction: indicator.direction,
    periodKind: indicator.periodKind,
    frequency: indicator.frequency,
    ...(indicator.flowForm === undefined ? {} : { flowForm: indicator.flowForm }),
    ...(indicator.mayExceed === undefined ? {} : { mayExceed: indicator.mayExceed }),
    ...(indicator.mayBeNegative === undefined ? {} : { mayBeNegative: indicator.mayBeNegative }),
    isCityOnly: indicator.isCityOnly,
    breakdowns: indicator.breakdowns,
    leadDepartment: indicator.leadDepartment,
    isAssessed: indicator.isAssessed,
    weight: indicator.weight,
    ...(indicator.changeReason === undefined ? {} : { changeReason: indicator.changeReason }),
  }))
}

function basisBaselines(baselines: readonly BaselineRow[], units: readonly BasisUnit[]): Record<string, BasisBaseline> {
  const byIndicator = Map.groupBy(baselines, (row) => row.indicator)
  return Object.fromEntries(
    [...byIndicator].map(([indicator, rows]) => {
      const own = new Map<string, (typeof rows)[number]>(rows.map((row) => [row.unit, row]))
      const found = units.map((unit) => own.get(unit.code))
      return [
        indicator,
        { periods: found.map((row) => row?.period ?? null), values: found.map((row) => row?.value ?? null) },
      ]
    }),
  )
}

/** What was shut by the first publication of the quarter was due, or not, as it was then. */
async function shutAt(db: Db, period: Period, at: string): Promise<string> {
  const [first] = await db
    .select({ at: min(release.publishedAt) })
    .from(release)
    .where(and(eq(release.period, period), eq(release.state, 'published')))
  return first?.at ?? at
}

type Quarter = {
  readonly catalogue: Definitions
  readonly calendar: typeof periodTable.$inferSelect
  readonly changed: Awaited<ReturnType<typeof loadChanged>>
  /** When a form that is not there is looked at. */
  readonly at: string
}

async function loadForms(
  db: Db,
  { catalogue, calendar, changed, at }: Quarter,
): Promise<{ forms: BasisForm[]; owners: CellOwners; asked: ReleaseBasis['asked']; homeOf: CellHome }> {
  const { period } = catalogue
  const submissions = await db.select().from(submission).where(eq(submission.period, period))
  const extensions = await db.select().from(extension).where(eq(extension.period, period))
  const rows = new Map(submissions.map((row) => [formKey(row.formCode, row.reporter), row]))
  const supplements = await db.select().from(supplement).where(eq(supplement.period, period))
  const byForm = <R extends { formCode: string; reporter: string }>(all: readonly R[]) =>
    new Map(all.map((one) => [formKey(one.formCode, one.reporter), one]))
  const [extended, admitted] = [byForm(extensions), byForm(supplements)]
  const returned = await loadReturns(db, period)
  const accepted = new Set<string>()
  const { due, homeOf, homesOf, asked } = dueForms(catalogue)
  const revised = await countRevised(db, { catalogue, homeOf, changed })
  const forms = due.map(({ form, reporter, reporterName }): BasisForm => {
    const key = formKey(form.code, reporter)
    const row = rows.get(key)
    const isIn = row?.state === 'accepted' || row?.state === 'locked'
    if (isIn) accepted.add(key)
    const deadline = dutyOf({
      period: calendar,
      extension: extended.get(key) ?? null,
      supplement: admitted.get(key) ?? null,
    })
    const isLate = row?.firstSubmittedAt != null && isPastDeadline(deadline, row.firstSubmittedAt)
    return {
      form: form.code,
      formName: form.name,
      reporter,
      reporterName,
      department: form.department,
      filledBy: form.filledBy,
      state: isIn ? (isLate ? 'late' : 'on_time') : 'missing',
      ...(isIn ? {} : openOf(row?.firstSubmittedAt ?? null, isPastDeadline(deadline, at))),
      isClean: isIn && !returned.has(row.id),
      deadline: deadline.extendedTo ?? calendar.dueAt,
      firstSubmittedAt: row?.firstSubmittedAt ?? null,
      returns: row === undefined ? 0 : (returned.get(row.id) ?? 0),
      revised: isIn ? (revised.get(key) ?? 0) : 0,
      ...(isIn && row.finalBy !== null ? { finalBy: row.finalBy } : {}),
    }
  })
  const acceptedOf: CellOwners['acceptedOf'] = (item, breakdown) => {
    const homeIn = homesOf(item, breakdown)
    return (unit) => {
      const home = homeIn(unit)
      return home !== null && accepted.has(home)
    }
  }
  const isAccepted: CellOwners['isAccepted'] = (item, breakdown, unit) => acceptedOf(item, breakdown)(unit)
  return { forms, owners: { isAccepted, acceptedOf }, asked, homeOf }
}

function openOf(firstSubmittedAt: string | null, isOver: boolean): Pick<BasisForm, 'open'> {
  if (firstSubmittedAt !== null) return { open: 'undecided' }
  return isOver ? {} : { open: 'not_due' }
}

/** The newest published release of this quarter and of each one before it, oldest first. */
async function loadNewestReleases(db: Db, period: Period): Promise<{ period: Period; code: string; hash: string }[]> {
  const rows = await db
    .select({ period: release.period, sequence: release.sequence, code: release.code, hash: release.contentHash })
    .from(release)
    .where(and(eq(release.state, 'published'), lte(release.period, period)))
  const newest = new Map<string, { sequence: number; code: string; hash: string }>()
  for (const { period: quarter, sequence, code, hash } of rows) {
    if (code === null || hash === null || sequence === null) continue
    if (sequence > (newest.get(quarter)?.sequence ?? 0)) newest.set(quarter, { sequence, code, hash })
  }
  return [...newest]
    .map(([quarter, { code, hash }]) => ({ period: parsePeriod(quarter), code, hash }))
    .toSorted((left, right) => (left.period < right.period ? -1 : 1))
}
