import type { Setup } from '@cg/contract/setup'
import { grant, period as periodTable, release, submission, user } from '@cg/db/schema'
import type { Db } from '@cg/db/store'
import { setupSteps } from '@cg/domain/claim/setup'
import type { SetupFacts } from '@cg/domain/claim/setup'
import type { SubmissionState } from '@cg/domain/form/submission'
import { dayInChina } from '@cg/domain/number/china-day'
import { isPeriod, parsePeriod, yearOf } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { and, desc, eq, isNull } from 'drizzle-orm'
import { loadCatalogue, reportingUnits, unitsAsked } from '../catalogue/read.ts'
import type { Catalogue } from '../catalogue/read.ts'
import type { Context } from '../context.ts'
import { requireCityRole } from '../permission.ts'
import { dueForms } from '../release/input/due-forms.ts'
import { loadScheme } from '../release/input/load-scheme.ts'
import { readSetting } from '../settings.ts'

/** Where the installation stands on its way to the first release. Admins and the office. */
export async function readSetup(ctx: Context): Promise<Setup> {
  requireCityRole(ctx.actor, 'admin', 'reviewer', 'publisher')
  return ctx.store.read(async (db) => ({ steps: setupSteps(await loadFacts(db, ctx.now())) }))
}

async function loadFacts(db: Db, now: Date): Promise<SetupFacts> {
  const open = await openPeriod(db)
  const quarter = open?.code ?? quarterAt(now)
  const catalogue = await loadCatalogue(db, quarter)
  const scheme = await loadScheme(db, quarter)
  const units = reportingUnits(catalogue.units)
  const cities = catalogue.units.filter(({ kind }) => kind === 'city')
  const city = (await readSetting(db, 'city')) ?? cities[0]?.name ?? ''
  return {
    city,
    units: units.length,
    ...(await loadPeople(db, catalogue)),
    indicators: catalogue.indicators.size,
    assessed: [...catalogue.indicators.values()].filter(({ isAssessed }) => isAssessed).length,
    forms: catalogue.forms.length,
    ...aimsOf(catalogue, yearOf(quarter)),
    scheme: scheme === null ? null : { name: scheme.name, version: scheme.version },
    period: open,
    ...(await loadForms(db, catalogue, open?.code ?? null)),
    ...(await loadReleases(db)),
  }
}

async function openPeriod(db: Db): Promise<SetupFacts['period']> {
  const [row] = await db
    .select({ code: periodTable.code, dueAt: periodTable.dueAt })
    .from(periodTable)
    .where(eq(periodTable.state, 'open'))
    .orderBy(desc(periodTable.code))
    .limit(1)
  return row === undefined || !isPeriod(row.code) ? null : { code: row.code, dueAt: row.dueAt }
}

/** The quarter of today in China. */
function quarterAt(now: Date): Period {
  const [year = '', month = ''] = dayInChina(now).split('-')
  return parsePeriod(`${year}Q${Math.ceil(Number(month) / 3)}`)
}

type People = Pick<SetupFacts, 'departmentsWithout' | 'unitsWithout' | 'reviewers' | 'publishers' | 'signers'>

async function loadPeople(db: Db, catalogue: Catalogue): Promise<People> {
  const { departments, forms } = catalogue
  const grants = await db
    .select({ user: grant.userId, role: grant.role, department: grant.departmentCode, unit: grant.unitCode })
    .from(grant)
    .innerJoin(user, eq(user.id, grant.userId))
    .where(eq(user.isActive, true))
  const fillers = grants.filter(({ role }) => role === 'filler')
  const departmentsWith = new Set(fillers.map(({ department }) => department))
  const unitsWith = new Set(fillers.map(({ unit }) => unit))
  const busy = new Set<string>(forms.map(({ department }) => department))
  const asking = forms.filter(({ filledBy }) => filledBy === 'unit')
  const asked = new Set(asking.flatMap(({ code }) => unitsAsked(catalogue, code).map((unit) => unit.code)))
  const reviewers = new Set(grants.flatMap(({ role, user: id }) => (role === 'reviewer' ? [id] : [])))
  const publishers = new Set(grants.flatMap(({ role, user: id }) => (role === 'publisher' ? [id] : [])))
  const preparers = grants.filter(
    ({ role, department, unit }) => role === 'reviewer' && department === null && unit === null,
  )
  return {
    departmentsWithout: departments.flatMap(({ code, name }) =>
      busy.has(code) && !departmentsWith.has(code) ? [name] : [],
    ),
    unitsWithout: reportingUnits(catalogue.units).flatMap(({ code, shortName }) =>
      asked.has(code) && !unitsWith.has(code) ? [shortName] : [],
    ),
    reviewers: reviewers.size,
    publishers: publishers.size,
    signers: new Set([...publishers, ...preparers.map(({ user: id }) => id)]).size,
  }
}

type Aims = Pick<SetupFacts, 'year' | 'targets' | 'targetsWanted' | 'baselines'>

/** One target is wanted of each assessed indicator for the city and each unit; of what only the city has, one. */
function aimsOf({ indicators, units, targets, baselines }: Catalogue, year: number): Aims {
  const assessed = [...indicators.values()].filter(({ isAssessed }) => isAssessed)
  const known = new Set<string>(assessed.map(({ code }) => code))
  const reporting = reportingUnits(units).length
  const cities = units.filter(({ kind }) => kind === 'city').length
  return {
    year,
    targets: targets.filter((one) => one.year === year && known.has(one.indicator)).length,
    targetsWanted: assessed.reduce((sum, { isCityOnly }) => sum + cities + (isCityOnly ? 0 : reporting), 0),
    baselines: baselines.length,
  }
}

const sentStates: readonly SubmissionState[] = ['submitted', 'checked', 'accepted', 'locked']

async function loadForms(
  db: Db,
  catalogue: Catalogue,
  period: Period | null,
): Promise<Pick<SetupFacts, 'sent' | 'accepted' | 'due'>> {
  if (period === null) return { sent: 0, accepted: 0, due: 0 }
  const rows = await db.select({ state: submission.state }).from(submission).where(eq(submission.period, period))
  const count = (states: readonly SubmissionState[]): number =>
    rows.filter(({ state }) => states.includes(state)).length
  return { due: dueForms(catalogue).due.length, sent: count(sentStates), accepted: count(['accepted', 'locked']) }
}

async function loadReleases(db: Db): Promise<Pick<SetupFacts, 'hasPreview' | 'release'>> {
  const [newest] = await db
    .select({ code: release.code })
    .from(release)
    .where(eq(release.state, 'published'))
    .orderBy(desc(release.publishedAt))
    .limit(1)
  const previews = await db
    .select({ id: release.id })
    .from(release)
    .where(and(eq(release.state, 'preview'), isNull(release.code)))
  return { hasPreview: previews.length > 0, release: newest?.code ?? null }
}
