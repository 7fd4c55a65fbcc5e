import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CellEntry, Finding } from '@cg/contract/entry'
import { cell, submission } from '@cg/db/schema'
import { copiesOf } from '@cg/db/installation.fixture'
import type { Store } from '@cg/db/store'
import type { Cell } from '@cg/domain/cell'
import { reported } from '@cg/domain/cell'
import { cellKey } from '@cg/domain/form/form-cell'
import type { FormCell } from '@cg/domain/form/form-cell'
import type { ItemCode, UnitCode } from '@cg/domain/indicator'
import { must } from '@cg/domain/must'
import type { Period } from '@cg/domain/period'
import { parsePeriod, periodIndex, periodRange, shiftPeriod } from '@cg/domain/period'
import { installCatalogue } from '@cg/services/catalogue/install'
import { installCity } from '@cg/services/catalogue/install-city'
import type { Context, Services } from '@cg/services/context'
import { loadCells } from '@cg/services/entry/cells/cells'
import { saveCells } from '@cg/services/entry/cells/save-cells'
import { meaningOf } from '@cg/services/entry/form/definitions'
import { plansOf } from '@cg/services/entry/form/plan'
import type { FormPlan } from '@cg/services/entry/form/plan'
import { markChanged } from '@cg/services/entry/cells/background'
import { readCatalogue } from './catalogue-files.ts'
import { readDemoCity } from './city-files.ts'
import { chinaTime, usualPeriod } from './demo/calendar.ts'
import { castPeople, withFillers } from './demo/people.ts'
import type { People } from './demo/people.ts'
import { period as planted } from './planted-errors.fixture.ts'
import type { Planted } from './planted-errors.fixture.ts'

/* The whole catalogue in a city whose quarters are open and empty: where planted errors are typed into real forms. */

export const catalogue = readCatalogue()
const city = readDemoCity()
/** The units that AP, BX and CY of a planted error stand for. */
const stand: Readonly<Record<string, string>> = { AP: 'DWQ', BX: 'XPQ', CY: 'NLQ' }
const quarters = periodRange(parsePeriod('2024Q1'), parsePeriod('2026Q4'))

export type Figure = FormCell & { readonly at: Period; readonly cell: Cell }

export type Bench = {
  readonly store: Store
  readonly people: People
  readonly as: (who: (people: People) => Context['actor'], at: Period) => Context
  readonly plans: (at: Period) => Promise<FormPlan[]>
  readonly close: () => void
}

export type City = { readonly open: () => Promise<Bench>; readonly remove: () => void }

/** Makes an installation once and opens a copy of it for every error, so that none sees another's figures. */
export async function makeBench(change: { readonly parts?: boolean } = {}): Promise<City> {
  const base = mkdtempSync(join(tmpdir(), 'cg-rules-'))
  const copies = copiesOf((store) => install({ store, now: () => chinaTime('2021-12-01', 9) }, change))
  let made = 0
  const open = async (): Promise<Bench> => {
    const copy = await copies(join(base, `copy-${(made += 1)}`))
    return benchOf(copy.store, castPeople(copy.made))
  }
  return { open, remove: () => rmSync(base, { recursive: true, force: true }) }
}

async function install(services: Services, change: { readonly parts?: boolean }) {
  await installCatalogue(services, catalogue, { schemeState: 'adopted', isDemo: true })
  return installCity(services, {
    name: city.name,
    // Two zones lie in DWQ and count in it, which the demo city does not have.
    units: city.units.map((unit) =>
      change.parts === true && (unit.code === 'XPQ' || unit.code === 'NLQ') ? { ...unit, parent: 'DWQ' } : unit,
    ) as typeof city.units,
    users: withFillers(city.users, catalogue),
    periods: quarters.map((code) => {
      const { publishDay: _publishDay, ...calendar } = usualPeriod(code)
      return calendar
    }),
    isDemo: true,
  })
}

function benchOf(store: Store, people: People): Bench {
  return {
    store,
    people,
    as: (who, at) => ({ store, actor: who(people), now: () => new Date(usualPeriod(at).dueAt) }),
    plans: (at) => store.read(async (db) => plansOf(await meaningOf(store, db, at))),
    close: () => store.close(),
  }
}

/** 'P_TRAIN[size:above]@BX:2026Q2' as a cell of the bench's city. */
function figureOf([name, value]: readonly [string, number | Cell]): Figure {
  const [, item = '', breakdown = '', unit = 'AP', at = planted] =
    /^(\w+)(?:\[(.+)\])?(?:@(\w+))?(?::(\w+))?$/.exec(name) ?? []
  return {
    item,
    unit: stand[unit] ?? unit,
    breakdown,
    at: parsePeriod(at),
    cell: typeof value === 'number' ? reported(value) : value,
  }
}

/**
 * Where an error is typed: its newest quarter, moved on until all figures of that quarter are asked in one (a survey of
 * the fourth quarter is asked in the fourth).
 */
export async function placeOf(bench: Bench, errors: Planted) {
  const figures = Object.entries(errors).map(figureOf)
  const newest = must(figures.map((one) => one.at).toSorted((a, b) => periodIndex(b) - periodIndex(a))[0])
  const present = figures.filter((one) => one.at === newest)
  for (const by of [0, 1]) {
    const at = shiftPeriod(newest, by)
    const plans = await bench.plans(at)
    const home = (one: FormCell) => plans.find((plan) => plan.places.has(cellKey(one)))
    if (!present.every((one) => home(one) !== undefined)) continue
    const move = (all: Planted) =>
      Object.entries(all)
        .map(figureOf)
        .map((one) => ({ ...one, at: shiftPeriod(one.at, by) }))
    return { at, forms: [...new Set(present.map((one) => must(home(one))))], move }
  }
  throw new Error(`no quarter asks for all of ${Object.keys(errors).join()}`)
}

export async function inCity({ open }: City, body: (bench: Bench) => Promise<void>): Promise<void> {
  const bench = await open()
  try {
    await body(bench)
  } finally {
    bench.close()
  }
}

/** What of a planted error a form holds itself, and what others sent or stood there before. */
export type Plant = {
  readonly plan: FormPlan
  readonly own: readonly Figure[]
  readonly others: readonly Figure[]
  readonly isOwn: (figure: Figure) => boolean
  readonly move: (all: Planted) => readonly Figure[]
}

/** Each form on which a planted error's figures of its newest quarter are asked, in a city of its own. */
export async function onEachForm(
  city: City,
  errors: Planted,
  body: (bench: Bench, plant: Plant) => Promise<void>,
): Promise<void> {
  let [at, count] = [0, 1]
  for (; at < count; at++) {
    await inCity(city, async (bench) => {
      const { at: quarter, forms, move } = await placeOf(bench, errors)
      count = forms.length
      const plan = must(forms[at])
      const isOwn = (one: Figure) => one.at === quarter && plan.places.has(cellKey(one))
      const { own = [], others = [] } = Object.groupBy(move(errors), (one) => (isOwn(one) ? 'own' : 'others'))
      await body(bench, { plan, own, others, isOwn, move })
    })
  }
}

/** Figures that others sent, or that were sent in earlier quarters: accepted, without a way there. */
export async function putAccepted(bench: Bench, figures: readonly Figure[]): Promise<void> {
  const at = '2026-01-01T00:00:00.000Z'
  const updatedBy = bench.people.admin.userId
  const homes = new Map<Period, readonly FormPlan[]>()
  for (const one of figures) homes.set(one.at, homes.get(one.at) ?? (await bench.plans(one.at)))
  await bench.store.write({ unaudited: 'fixture' }, async (tx) => {
    for (const {
      item,
      unit,
      breakdown,
      at: quarter,
      cell: { state, value },
    } of figures) {
      const place = { itemCode: item, unitCode: unit, breakdown, period: quarter }
      const set = { state, value, version: 1, updatedBy, updatedAt: at }
      await tx
        .insert(cell)
        .values({ ...place, ...set })
        .onConflictDoUpdate({ target: [cell.period, cell.itemCode, cell.unitCode, cell.breakdown], set })
      const home = homes.get(quarter)?.find((plan) => plan.places.has(cellKey({ item, unit, breakdown })))
      if (home === undefined) continue
      const form = { period: quarter, formCode: home.form.code, reporter: home.reporter }
      await tx
        .insert(submission)
        .values({ ...form, state: 'accepted', acceptedAt: at })
        .onConflictDoNothing()
      markChanged(bench.store, tx, { period: quarter, form: home.form.code })
    }
  })
}

export function keyOf(plan: FormPlan) {
  return { period: plan.definitions.period, form: plan.form.code, reporter: plan.reporter }
}

/** Types figures into a form as its filler does, and gives back what the rules say of it then. */
export async function type(bench: Bench, plan: FormPlan, figures: readonly Figure[]): Promise<Finding[]> {
  const { period } = plan.definitions
  const stored = await bench.store.read((db) => loadCells(db, plan))
  const cells = figures.map(({ item, unit, breakdown, cell: { value } }): CellEntry => ({
    item: item as ItemCode,
    unit: unit as UnitCode,
    breakdown,
    text: String(value),
    version: stored.get(cellKey({ item, unit, breakdown }))?.version ?? 0,
  }))
  const filler = bench.as((people) => people.filler(plan.reporter), period)
  const { findings, outcomes } = await saveCells(filler, keyOf(plan), { source: 'grid', cells })
  const refused = outcomes.filter((one) => one.outcome !== 'saved' && one.outcome !== 'unchanged')
  if (refused.length > 0) throw new Error(refused.map((one) => one.message).join('；'))
  return findings
}
