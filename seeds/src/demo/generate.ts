import type { CatalogueSeed } from '@cg/contract/catalogue'
import { breakdownKeys, isDueIn } from '@cg/contract/catalogue'
import type { CellState } from '@cg/domain/cell'
import type { Period } from '@cg/domain/period'
import { periodRange } from '@cg/domain/period'
import { addBase } from './base-figures.ts'
import { must } from '@cg/domain/must'
import { addCareer } from './career-figures.ts'
import { addDefaults, wholesOf } from './default-figures.ts'
import type { Figures, Moment } from './figures.ts'
import { take } from './figures.ts'
import { addDrive, addIdeology } from './ideology-figures.ts'
import { firstPeriod, unitProfiles } from './profile.ts'
import type { UnitProfile } from './profile.ts'
import { addRights } from './rights-figures.ts'
import { addSkills } from './skill-figures.ts'
import { workersOf } from './workforce.ts'

/** One invented figure as it is entered. */
export type DemoCell = {
  readonly item: string
  readonly unit: string
  readonly breakdown: string
  readonly state: CellState
  readonly value: number | null
  readonly note: string | null
}

/** The demo city's own code: for the one figure that it enters itself. */
export const demoCity = 'YC'

/** Workers who were trained in two districts count once in the city. */
const cityShareOfDistinct = 0.984

/**
 * All figures from the first demo quarter to `last`: the same bytes for a quarter whatever comes after it. They meet
 * every hard rule; what is odd on purpose is planted afterwards (plant.ts).
 */
export function generateQuarters(catalogue: DemoCatalogue, last: Period): Map<Period, DemoCell[]> {
  const { items, guide } = catalogue
  const wholes = wholesOf(catalogue)
  const quarters = new Map<Period, DemoCell[]>()
  let before = new Map<string, Figures>()
  for (const period of periodRange(firstPeriod, last)) {
    const now = new Map(unitProfiles.map((unit) => [unit.code, figuresOf(unit, period, before.get(unit.code))]))
    for (const [code, figures] of now) {
      const unit = must(unitProfiles.find((one) => one.code === code))
      addDefaults(momentOf(unit, period, figures, before.get(code)), { items, axes: guide.axes }, wholes)
    }
    quarters.set(period, cellsOf(catalogue, period, now))
    before = now
  }
  return quarters
}

export type DemoCatalogue = Pick<CatalogueSeed, 'items' | 'rules'> & {
  readonly guide: Pick<CatalogueSeed['guide'], 'axes'>
}

/** The items that the demo's own recipes make; any other item of a catalogue gets the default one. */
export function ownRecipes(): ReadonlySet<string> {
  return new Set(figuresOf(must(unitProfiles[0]), firstPeriod).keys())
}

function momentOf(unit: UnitProfile, period: Period, figures: Figures, before: Figures = new Map()): Moment {
  return { unit, period, workers: workersOf(unit, period), figures, before }
}

function figuresOf(unit: UnitProfile, period: Period, before?: Figures): Figures {
  const moment = momentOf(unit, period, new Map(), before)
  addBase(moment)
  addIdeology(moment)
  addSkills(moment)
  addCareer(moment)
  addRights(moment)
  addDrive(moment)
  return moment.figures
}

/** What is due this quarter, in catalogue order. */
function cellsOf(
  { items, guide }: Pick<DemoCatalogue, 'items' | 'guide'>,
  period: Period,
  units: ReadonlyMap<string, Figures>,
): DemoCell[] {
  return items
    .filter((item) => item.axes.enteredFor !== 'none' && isDueIn(item.axes, period))
    .flatMap((item) => {
      const keys = ['', ...item.axes.breakdowns.flatMap((axis) => breakdownKeys(guide.axes, axis))]
      const own = [...units].flatMap(([unit, figures]) => keys.map((key) => unitCell(item.code, unit, key, figures)))
      return item.axes.enteredFor === 'unitsAndCity' ? [cityCell(item.code, units), ...own] : own
    })
}

/** A county without a key enterprise has nothing to report on them. */
function unitCell(item: string, unit: string, breakdown: string, figures: Figures): DemoCell {
  const value = take(figures, breakdown === '' ? item : `${item}|${breakdown}`)
  if ((item === 'E_KEY' || item === 'E_KEY_ON') && take(figures, 'E_KEY') === 0) {
    const note = '县内没有列入重点名单的企业'
    return { item, unit, breakdown, state: 'not_applicable', value: null, note }
  }
  return { item, unit, breakdown, state: 'reported', value, note: null }
}

function cityCell(item: string, units: ReadonlyMap<string, Figures>): DemoCell {
  const counting = [...units].filter(([unit]) => unit !== overlapping)
  const sum = counting.reduce((total, [, figures]) => total + take(figures, item), 0)
  return {
    item,
    unit: demoCity,
    breakdown: '',
    state: 'reported',
    value: Math.round(sum * cityShareOfDistinct),
    note: null,
  }
}

/** The zone whose figures are in its district's already. */
const overlapping = 'GXQ'
