import { targetFilters } from '@cg/contract/chart-choices'
import type { TargetFilter, TargetGrouping } from '@cg/contract/chart-choices'
import type { ChartSpec } from '@cg/contract/chart'
import { findClaim } from '@cg/contract/claims'
import type { AnswersOf, PageParams } from '@cg/contract/release/page'
import type { TargetsFacts } from '@cg/contract/release/targets'
import { sentence } from '@cg/domain/claim/claim'
import { buildModel } from '../build-model.ts'
import type { Built } from '../build-model.ts'
import { targetLapses } from '../lapses.ts'
import type { LapseRow } from '../lapses.ts'
import { lapseBlock } from './lapses.ts'
import { filterOf, filterWord, yearOf } from '../models/target-rows.ts'
import { ChartRefusal } from '../refusal.ts'
import { sourceOf } from './overview.ts'
import type { PageBlock, PageModel } from './page-model.ts'
import { pageModel, panelBlock } from './page-model.ts'
import { tablesOf } from './tables.ts'

export type TargetsChoice = {
  year?: number | undefined
  dep?: string | undefined
  dim?: string | undefined
  light?: TargetFilter | undefined
  by?: TargetGrouping | undefined
}

/** What of the address these facts know: an unknown year, department or block shows everything. */
export function knownTargets<C extends TargetsChoice>(facts: TargetsFacts, search: C): C {
  const { dep, dim, year } = search
  return {
    ...search,
    dep: facts.departments.some(({ code }) => code === dep) ? dep : undefined,
    dim: facts.rows.some(({ indicator }) => indicator.dimension === dim) ? dim : undefined,
    year: year !== undefined && facts.years.includes(year) && year !== facts.targetYear ? year : undefined,
  }
}

/** The chart that the address asks for; the same spec goes to the export. */
export function targetsBuilt(facts: TargetsFacts, search: TargetsChoice): Built {
  return buildModel(specOf(facts, search), { facts: 'targets', data: facts })
}

/** `rest`: what the release says further of the same; '' without. */
export type Headline = { readonly title: string; readonly rest: string }

/** What the page says first, whatever light is chosen: of all commitments how they stand, then whose the late ones are; of some their chart's title. */
export function targetsHeadline(facts: TargetsFacts, search: TargetsChoice): Headline {
  const { year = facts.targetYear, dep, dim } = search
  const claim = findClaim(facts.claims, 'commitments', (one) => one.year === year)
  if (claim !== null && dep === undefined && dim === undefined) {
    const [title = '', ...rest] = sentence(claim).split('；')
    return { title, rest: rest.join('；') }
  }
  const built = targetsBuilt(facts, { ...search, light: undefined })
  return { title: 'model' in built ? built.model.title : '目标完成情况', rest: '' }
}

function specOf(facts: TargetsFacts, { year, dep, dim, light, by }: TargetsChoice): ChartSpec {
  return {
    kind: 'targets',
    ...(facts.unit === null ? {} : { focus: facts.unit.code }),
    ...(year === undefined ? {} : { year }),
    ...(dep === undefined ? {} : { department: dep }),
    ...(dim === undefined ? {} : { dimension: dim }),
    ...(light === undefined ? {} : { standing: light }),
    ...(by === undefined ? {} : { groupBy: by }),
  }
}

/** The lights of the units; `focus`: the unit that is marked. */
export function lightsBuilt(facts: TargetsFacts, { year, dep, dim }: TargetsChoice, focus: string | undefined): Built {
  const isKnown = focus !== undefined && facts.matrix?.units.code.includes(focus) === true
  const spec: ChartSpec = {
    kind: 'target-lights',
    ...(isKnown ? { focus } : {}),
    ...(year === undefined ? {} : { year }),
    ...(dep === undefined ? {} : { department: dep }),
    ...(dim === undefined ? {} : { dimension: dim }),
  }
  return buildModel(spec, { facts: 'targets', data: facts })
}

export type LightCounts = Readonly<Record<TargetFilter, number>> & { readonly all: number }

const nobody = Object.fromEntries(targetFilters.map((filter) => [filter, 0])) as Record<TargetFilter, number>

/** How many commitments stand under each light, whatever light is chosen. */
export function lightCounts(facts: TargetsFacts, search: TargetsChoice): LightCounts {
  const at = facts.years.indexOf(yearOf(facts, search))
  const found = facts.rows.flatMap((row): TargetFilter[] => {
    const year = row.years[at]
    if (year === undefined || year.standing === 'no_target') return []
    if (search.dep !== undefined && row.department !== search.dep) return []
    return search.dim !== undefined && row.indicator.dimension !== search.dim ? [] : [filterOf(year.standing)]
  })
  const counts: Record<TargetFilter, number> = { ...nobody }
  for (const filter of found) counts[filter] += 1
  return { ...counts, all: found.length }
}

/** 目标 as a file: how many stand under each light, every commitment, and the lights of the units. */
export function targetsPage({ targets, city }: AnswersOf<'targets'>, params: PageParams): PageModel {
  const { year, dep, dim, light, by } = params
  const grouping = by === 'department' ? by : undefined
  const search = knownTargets(targets, { year, dep, dim, light, by: grouping } satisfies TargetsChoice)
  const built = targetsBuilt(targets, search)
  if (!('model' in built)) throw new ChartRefusal(built.refusal)
  const { model } = built
  const { title, rest } = targetsHeadline(targets, search)
  const lights = lightsBuilt(city, search, targets.unit?.code ?? params.focus)
  return pageModel(targets.release, {
    page: 'targets',
    title,
    subtitle: [rest, model.lines.subtitle].filter((words) => words !== '').join(' ｜ '),
    subject: targets.unit === null ? '目标' : `${targets.unit.shortName}目标`,
    source: sourceOf(model),
    blocks: [
      countsBlock(targets, search),
      panelBlock(model, { title: model.neutralTitle, subtitle: '', isDrawn: false, tables: tablesOf(model) }),
      lapseBlock(shownLapses(targets, search), '指标'),
      'model' in lights ? panelBlock(lights.model, { isDrawn: false, tables: tablesOf(lights.model) }) : null,
    ],
  })
}

/** What was stated of the commitments shown; of a year that is not this one nothing was. */
export function shownLapses(facts: TargetsFacts, search: TargetsChoice): LapseRow[] | null {
  const { year = facts.targetYear, dep, dim, light } = search
  if (year !== facts.targetYear) return null
  const at = facts.years.indexOf(year)
  const isShown = ({ department, indicator, years }: TargetsFacts['rows'][number]): boolean => {
    const standing = years[at]?.standing
    return (
      (dep === undefined || department === dep) &&
      (dim === undefined || indicator.dimension === dim) &&
      (light === undefined || (standing !== undefined && filterOf(standing) === light))
    )
  }
  return targetLapses(facts.rows.filter(isShown))
}

function countsBlock(facts: TargetsFacts, search: TargetsChoice): PageBlock {
  const counts = lightCounts(facts, search)
  const isDue = (search.year ?? facts.targetYear) <= facts.targetYear
  const shown = targetFilters.filter((filter) => counts[filter] > 0)
  return {
    kind: 'facts',
    title: '状态',
    subtitle: isDue ? `共${counts.all}项目标` : `${counts.all}项目标尚未到期，只作对照，不评灯号`,
    pairs: isDue ? shown.map((filter) => [filterWord(filter), `${counts[filter]}项`]) : [],
  }
}
