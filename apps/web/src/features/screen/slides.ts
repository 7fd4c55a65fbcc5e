import type { BulletBody, BulletCard, ChartModel, GoalRow } from '@cg/charts/model'
import { findClaim } from '@cg/contract/claims'
import type { Claim } from '@cg/contract/claims'
import type { ChartSpec } from '@cg/contract/chart'
import type { MapSheet } from '@cg/contract/map'
import type { GapSeries } from '@cg/contract/release/equity'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { ProfileFacts } from '@cg/contract/release/profile'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { TargetRow, TargetsFacts } from '@cg/contract/release/targets'
import type { Light } from '@cg/contract/figure-schema'
import { sentence } from '@cg/domain/claim/claim'
import { formatResult, formatState } from '@cg/domain/number/number-format'
import { buildModel } from '@cg/charts/build-model'
import { placeBuilt } from '@cg/charts/page/place'
import type { ScreenFacts } from './answers.ts'
import { slideKeys } from './search.ts'
import { slideNames } from './slide-names.ts'
import type { SlideKey } from './search.ts'

/** What a unit that is marked adds to a tile of the city. */
export type UnitFigure = { readonly name: string; readonly text: string; readonly light: Light | null }

export type Slide =
  | {
      readonly key: 'overview'
      readonly title: string
      readonly tiles: readonly {
        readonly card: BulletCard
        readonly unit: UnitFigure | null
      }[]
      readonly lights: OverviewFacts['lights']
      readonly reporting: OverviewFacts['reporting']
    }
  | {
      readonly key: 'ranking'
      readonly title: string
      readonly bars: ChartModel
      /** Map or tiles; null: of more units than can be read from afar. */
      readonly place: ChartModel | null
      readonly isScore: boolean
    }
  | {
      readonly key: 'unit'
      readonly title: string
      /** Sentences of the release about the unit, under their headings. */
      readonly parts: readonly { readonly name: string; readonly sentences: readonly string[] }[]
    }
  | {
      readonly key: 'weak'
      readonly title: string
      readonly alerts: OverviewFacts['alerts']
      /** How many more there are. */
      readonly others: number
    }
  | {
      readonly key: 'equity'
      readonly title: string
      readonly lines: ChartModel
      /** The gap whose lines are drawn. */
      readonly drawn: GapSeries
      readonly gaps: readonly GapSeries[]
      readonly others: number
    }
  | {
      readonly key: 'targets'
      readonly title: string
      readonly year: number
      readonly rows: readonly TargetLine[]
      readonly all: number
    }

/** A light, or the words of why there is none. */
export type UnitStanding = { readonly light: Light | null; readonly words: string }

export type TargetLine = {
  readonly goal: GoalRow
  readonly row: TargetRow
  /** How the unit that is marked stands this year; null: none is, or it has no figures of its own. */
  readonly unit: UnitStanding | null
}

/** What has room on a page that is read from five metres. */
const most = { tiles: 6, mapTiles: 24, mapAreas: 48, alerts: 4, gaps: 5, targets: 7 } as const

/** What the pages are made from: a release, and the city's outlines in use in its quarter (null: tiles). */
export type WallFacts = ScreenFacts & { readonly sheet: MapSheet | null }

/** The pages of a release in the order asked for; one that has nothing to say in this quarter is left out. */
export function slidesOf(facts: WallFacts, asked: readonly SlideKey[], marked: Marked): Slide[] {
  const keys = asked.length === 0 ? slideKeys : asked
  return keys.flatMap((key) => makers[key](facts, marked) ?? [])
}

/** The unit that is marked on every page, and what the release says of it. */
export type Marked = { readonly unit: string | undefined; readonly profile: ProfileFacts | null }

const makers: Readonly<Record<SlideKey, (facts: WallFacts, marked: Marked) => Slide | null>> = {
  overview: overviewSlide,
  ranking: rankingSlide,
  unit: unitSlide,
  weak: weakSlide,
  equity: equitySlide,
  targets: targetsSlide,
}

function overviewSlide({ overview }: ScreenFacts, { unit }: Marked): Slide | null {
  const built = buildModel({ kind: 'kpi' }, { facts: 'overview', data: overview })
  if (!('model' in built)) return null
  const { cards } = built.model.body as BulletBody
  return {
    key: 'overview',
    title: built.model.title,
    tiles: cards.slice(0, most.tiles).map((card) => ({
      card,
      unit: unitFigure(overview, card.key, unit),
    })),
    lights: overview.lights,
    reporting: overview.reporting,
  }
}

/** Value and light of the marked unit by a card's indicator. */
function unitFigure({ rankings }: OverviewFacts, indicator: string, unit: string | undefined): UnitFigure | null {
  const facts = rankings.find(({ measure }) => measure.code === indicator)
  const at = facts === undefined || unit === undefined ? -1 : facts.units.code.indexOf(unit)
  if (facts === undefined || at < 0) return null
  const value = { value: facts.value[at] ?? null, state: facts.state[at] ?? 'not_reported' }
  return {
    name: facts.units.shortName[at] ?? '',
    text: formatResult(value, facts.measure),
    light: facts.light[at] ?? null,
  }
}

/** The score; without a scheme the first core indicator that has places. */
function shownRanking({ rankings }: OverviewFacts): RankingFacts | null {
  return rankings.find(({ notRanked, rank }) => notRanked === null && rank.some((place) => place !== null)) ?? null
}

function rankingSlide({ overview, sheet }: WallFacts, { unit }: Marked): Slide | null {
  const data = shownRanking(overview)
  if (data === null) return null
  const common: Omit<ChartSpec, 'kind'> = {
    measure: data.measure.code,
    ...(unit !== undefined && data.units.code.includes(unit) ? { focus: unit } : {}),
  }
  const bars = buildModel({ kind: 'district-ranking', ...common }, { facts: 'ranking', data })
  if (!('model' in bars)) return null
  const place = placeBuilt(data, common, { sheet })
  const isReadable = data.units.code.length <= (place.spec.kind === 'map' ? most.mapAreas : most.mapTiles)
  return {
    key: 'ranking',
    title: bars.model.title,
    bars: bars.model,
    place: isReadable && 'model' in place ? place.model : null,
    isScore: data.measure.kind === 'score',
  }
}

/** The unit that is marked: where it stands well and badly, what moved, what is still to gain. */
function unitSlide(_: ScreenFacts, { profile }: Marked): Slide | null {
  if (profile === null) return null
  const { claims, unit } = profile
  const headline = findClaim(claims, 'profile')
  const told = (fits: (claim: Claim) => boolean, count: number) => claims.filter(fits).slice(0, count).map(sentence)
  const places = (manner: 'front' | 'back') => (claim: Claim) => claim.kind === 'unit_place' && claim.manner === manner
  const beside = [
    { name: '位次靠前', sentences: told(places('front'), 2) },
    { name: '位次靠后', sentences: told(places('back'), 2) },
    { name: '位次变动', sentences: told(({ kind }) => kind === 'unit_shift', 2) },
  ].filter(({ sentences }) => sentences.length > 0)
  const reaches = told(({ kind }) => kind === 'reach', beside.length === 3 ? 2 : 3)
  const parts = reaches.length === 0 ? beside : [...beside, { name: '距时序目标', sentences: reaches }]
  if (headline === null && parts.length === 0) return null
  return { key: 'unit', title: headline === null ? `${unit.name}画像` : sentence(headline), parts }
}

function weakSlide({ overview, targets }: ScreenFacts): Slide | null {
  const { alerts } = overview
  if (alerts.length === 0) return null
  const claim = findClaim(targets?.claims ?? [], 'commitments', ({ year }) => year === targets?.targetYear)
  return {
    key: 'weak',
    title: claim === null ? '需要关注的事项' : sentence(claim),
    alerts: alerts.slice(0, most.alerts),
    others: Math.max(0, alerts.length - most.alerts),
  }
}

const verdictOrder = ['diverging', 'mixed', 'no_clear_change', 'converging', undefined] as const

/** Gaps by what became of them: those that widen first; those without a figure now are left out. */
function equitySlide({ equity }: ScreenFacts): Slide | null {
  if (equity === null) return null
  const known = equity.gaps.filter(({ gap }) => (gap.at(-1) ?? null) !== null)
  const sorted = known.toSorted(
    (left, right) => verdictOrder.indexOf(left.trend?.verdict) - verdictOrder.indexOf(right.trend?.verdict),
  )
  const widening = sorted.find(({ trend }) => trend?.verdict === 'diverging')
  const [first] = widening === undefined ? known : [widening]
  if (first === undefined) return null
  const spec = { kind: 'gap-trend', measure: first.indicator, pair: first.name } as const
  const lines = buildModel(spec, { facts: 'equity', data: equity })
  if (!('model' in lines)) return null
  return {
    key: 'equity',
    title: first.claim === null ? lines.model.neutralTitle : sentence(first.claim),
    lines: lines.model,
    drawn: first,
    gaps: sorted.slice(0, most.gaps),
    others: Math.max(0, sorted.length - most.gaps),
  }
}

const urgency: readonly (Light | null)[] = ['late', 'near', null, 'met']

/** The commitments of the last year with a target: what lags today first. */
function targetsSlide({ targets }: ScreenFacts, { unit }: Marked): Slide | null {
  const year = targets?.years.at(-1)
  if (targets === null || year === undefined) return null
  const built = buildModel({ kind: 'targets', year }, { facts: 'targets', data: targets })
  if (!('model' in built) || built.model.body.form !== 'goals') return null
  const goals = new Map(built.model.body.rows.map((goal) => [goal.key, goal]))
  const lines = targets.rows.flatMap((row, at): TargetLine[] => {
    const goal = goals.get(row.indicator.code)
    return goal === undefined ? [] : [{ goal, row, unit: standingOf(targets, at, unit) }]
  })
  const sorted = lines.toSorted((left, right) => urgency.indexOf(left.row.light) - urgency.indexOf(right.row.light))
  return { key: 'targets', title: built.model.title, year, rows: sorted.slice(0, most.targets), all: lines.length }
}

function standingOf({ matrix, targetYear }: TargetsFacts, row: number, unit: string | undefined): UnitStanding | null {
  const at = unit === undefined || matrix === null ? -1 : matrix.units.code.indexOf(unit)
  const own = matrix?.years.find(({ year }) => year === targetYear)
  if (at < 0 || own === undefined) return null
  const state = own.state[row]?.[at] ?? 'not_reported'
  const isMeasured = (own.value[row]?.[at] ?? null) !== null
  return { light: own.light[row]?.[at] ?? null, words: isMeasured ? '不评价' : formatState(state) }
}

/** What a page is called: 区县排名, 2027年目标. */
export function slideName(slide: Slide): string {
  return slide.key === 'targets' ? `${slide.year}年目标` : slideNames[slide.key]
}

/** The whole name of the unit that is marked; null where this release has none of that code. */
export function unitName(facts: ScreenFacts, unit: string | undefined): string | null {
  const units = facts.overview.rankings[0]?.units
  const at = unit === undefined ? -1 : (units?.code.indexOf(unit) ?? -1)
  return units?.name[at] ?? null
}
