import { profileClaims } from '@cg/contract/claims/profile'
import type { ProfileGround } from '@cg/contract/claims/profile'
import { movesSinceClaim, unitChanges } from '@cg/contract/claims/unit'
import { lostClaim, noGainSentences, whyClaims } from '@cg/contract/claims/why'
import type { EquityFacts } from '@cg/contract/release/equity'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { sentence } from '@cg/domain/claim/claim'
import type { Claim } from '@cg/domain/claim/claim'
import { claimCount } from '@cg/domain/claim/goal'
import { claimWeakest, claimWeakestUnits } from '@cg/domain/claim/weakest'
import { shortWhy } from '@cg/domain/claim/why'
import { must } from '@cg/domain/must'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import type { Figures } from '../compute/figures.ts'
import { equityFacts } from '../facts/equity-page.ts'
import { explainScores } from '../facts/explain-scores.ts'
import { indicatorFacts, matrixFacts } from '../facts/indicator.ts'
import { overviewFacts } from '../facts/overview.ts'
import { rankingFacts } from '../facts/ranking.ts'
import { prepareRendering } from '../facts/rendering.ts'
import type { Rendering } from '../facts/rendering.ts'
import { scoreFacts } from '../facts/score.ts'
import { cityTargets, unitTargets } from '../facts/targets.ts'
import { differenceOf, differingCells } from '../publish/difference.ts'
import type { ReleaseBasis } from '../stored/basis.ts'
import { releaseHead } from '../stored/head.ts'
import { randomPair } from './pairs.fixture.ts'
import type { ReleasePair } from './pairs.fixture.ts'
import type { RandomCity } from './random.fixture.ts'
import { figuresOf, tableOf } from './product.fixture.ts'
import { reckon } from './reckoner.fixture.ts'
import type { Spot } from './reading.fixture.ts'
import type { RawMeasure, World } from './world.fixture.ts'

/* What the product says of a made-up city. */

/** `kind`: of the claim that was printed; null where a note stands for itself. */
export type Said = {
  readonly words: string
  readonly spot: Spot
  readonly on: string
  readonly kind: Claim['kind'] | null
}

/** Where a sentence stands. */
type Place = { readonly spot: Spot; readonly on: string }

const printed = (claims: readonly (Claim | null | undefined)[], place: Place): Said[] =>
  claims.flatMap((claim) =>
    claim === null || claim === undefined ? [] : [{ words: sentence(claim), kind: claim.kind, ...place }],
  )

const plain = (notes: readonly (string | null | undefined)[], place: Place): Said[] =>
  notes.flatMap((words) =>
    words === null || words === undefined || words === '' ? [] : [{ words, kind: null, ...place }],
  )

/** Every sentence that the answers of the last quarter print. */
export function saidOf(world: World, figures: Figures): Said[] {
  const head = releaseHead(figures.basis, { sequence: 1, preparedAt: '2026-10-20T02:00:00.000Z', reason: null }, null)
  const rendering = prepareRendering(head, figures)
  const rankings = world.measures.map((_, i) => rankingFacts(rendering, i))
  const pages = world.measures.flatMap((measure, i) => [
    ...saidOfIndicator(indicatorFacts(rendering, i), measure),
    ...saidOfRanking(must(rankings[i]), measure),
  ])
  const scored = scoreFacts(rendering)
  const score = scored === null ? null : { ...scored, explanations: explainScores(figures) }
  const ground = { indicators: rendering.indicators, rankings, score }
  return [
    ...pages,
    ...saidOfMatrix(matrixFacts(rendering)),
    ...(score === null ? [] : saidOfScores(score)),
    ...saidOfUnits(ground, world),
    ...saidOfTargets(rendering, world),
    ...saidOfOverview(overviewFacts(rendering, { score: scored, rankings })),
    ...saidOfEquity(equityFacts(rendering)),
  ]
}

/** Sentences, and the city of which they are said. */
type Spoken = { readonly world: World; readonly said: readonly Said[] }

/** What is said of a random city's last release, and of the two that a page holds against each other, if any. */
export function spokenOf(start: ReleaseBasis, { world, first }: RandomCity, seed: number): Spoken[] {
  const pair = randomPair(seed, { world, first })
  const own = { world, said: saidOf(world, figuresOf(start, world, first)) }
  return pair === null ? [own] : [own, { world: pair.after, said: saidOfPair(start, pair) }]
}

/** What the page of two releases says. */
export function saidOfPair(start: ReleaseBasis, { before, after, first }: ReleasePair): Said[] {
  const [then, now] = [comparedOf(figuresOf(start, before), 1), comparedOf(figuresOf(start, after, first), 2)]
  const [last, own] = [must(before.quarters.at(-1)), must(after.quarters.at(-1))]
  const changed = last.period === own.period ? differingCells(tableOf(last), tableOf(own)) : []
  const cells = changed.map(({ from, to }) => ({ ...namelessCell, from, to }))
  const { from, to, claims } = differenceOf(then, now, cells)
  const codes = [from.code, to.code] as const
  const spot: Spot = { measure: null, page: 'difference', other: { city: reckon(before), codes } }
  return printed(claims, { spot, on: 'difference' })
}

const namelessCell = { item: '', itemName: '', unit: '', unitName: '', breakdown: '', breakdownName: '', why: null }

/** As it is published. */
function comparedOf(figures: Figures, sequence: number) {
  const at = '2026-10-20T02:00:00.000Z'
  const head = releaseHead(figures.basis, { sequence, preparedAt: at, reason: null }, at)
  const rendering = prepareRendering(head, figures)
  return { matrix: matrixFacts(rendering), score: scoreFacts(rendering), aimed: figures.basis }
}

/** What the commitments of the city, of the first and of the last unit say, but for what the page of an indicator says too. */
function saidOfTargets(rendering: Rendering, { measures }: World): Said[] {
  const { ranked } = rendering.figures
  const ends = [...new Set([must(ranked[0]), must(ranked.at(-1))])]
  const pages = [cityTargets(rendering), ...ends.map((unit) => unitTargets(rendering, unit))]
  return pages.flatMap(({ unit, claims, rows }) => {
    const spot = { page: 'targets', ...(unit === null ? {} : { unit: unit.code }) } as const
    const on = `targets/${unit?.code ?? ''}`
    const each = rows.flatMap((row) => {
      const measure = must(measures.find(({ code }) => code === row.indicator.code))
      return printed(
        row.claims.filter(({ kind }) => kind !== 'forecast'),
        { spot: { ...spot, measure }, on },
      )
    })
    return [...printed(claims, { spot: { ...spot, measure: null }, on }), ...each]
  })
}

/** Said on the page of the scores as well. */
const ofScores: readonly Claim['kind'][] = ['why', 'zeros', 'gain']

/** What the profile of each unit says; of the first and the last one what their panels and pictures add. */
function saidOfUnits(ground: ProfileGround, { measures }: World): Said[] {
  const units = ground.rankings[0]?.units ?? ground.score?.units
  if (units === undefined) return []
  const ends = [...new Set([0, units.code.length - 1])]
  const profiles = units.code.flatMap((unit) => {
    const claims = profileClaims(ground, unit).filter(({ kind }) => !ofScores.includes(kind))
    return printed(claims, { spot: { measure: null, unit, page: 'unit' }, on: `unit/${unit}` })
  })
  const panels = ground.rankings.flatMap((facts, i) => {
    const measure = must(measures[i])
    const changes = ends.flatMap((at) =>
      printed(unitChanges(facts, at), {
        spot: { measure, unit: must(units.code[at]), page: 'unit' },
        on: `ranking/${measure.code} panel`,
      }),
    )
    return [...changes, ...waySince(facts, ends, { measure })]
  })
  return [
    ...profiles,
    ...panels,
    ...(ground.score === null ? [] : waySince(ground.score, ends, { measure: null, isScore: true })),
  ]
}

/** Under a picture of places by quarter. */
function waySince(facts: Omit<RankingFacts, 'claims'>, ends: readonly number[], spot: Spot): Said[] {
  const names = ends.map((at) => must(facts.units.shortName[at]))
  return printed([movesSinceClaim(facts, names)], { spot, on: `ranking/${facts.measure.code} by quarter` })
}

/** What changed, and as the pictures of the assessed indicators count them. */
function saidOfMatrix(facts: MatrixFacts): Said[] {
  const assessed = facts.indicators.flatMap(({ isAssessed }, i) => (isAssessed ? [i] : []))
  const late = (name: string, lights: readonly (string | null)[]) => ({
    name,
    late: lights.filter((light) => light === 'late').length,
    judged: lights.filter((light) => light !== null).length,
  })
  const { code, shortName } = facts.units
  const lightsOf = (u: number) => assessed.map((i) => must(facts.light[i])[u] ?? null)
  const weakest = [
    claimWeakest(assessed.map((i) => late(must(facts.indicators[i]).name, must(facts.light[i])))),
    claimWeakestUnits(shortName.map((name, u) => late(name, lightsOf(u)))),
  ]
  const counts = code.flatMap((unit, u) => {
    const lights = lightsOf(u).map((light) => ({ light }))
    const claim = claimCount('indicators', '考核指标', lights, { holder: must(shortName[u]) })
    return printed([claim], { spot: { measure: null, unit }, on: `spine of ${unit}` })
  })
  return [...printed([...facts.claims, ...weakest], { spot: { measure: null }, on: 'matrix' }), ...counts]
}

function saidOfScores(facts: RankingFacts): Said[] {
  const place = { spot: { measure: null, isScore: true }, on: 'ranking/score' } as const
  const units = facts.units.code.flatMap((unit, at) => {
    const why = facts.explanations?.[at] ?? null
    const own = { spot: { ...place.spot, unit }, on: `ranking/score of ${unit}` }
    const claims = whyClaims(facts, unit)
    const titles = claims.map((claim) =>
      claim.kind === 'why' ? shortWhy(claim, must(facts.units.shortName[at]), 2) : null,
    )
    const notes = [...noGainSentences(why), facts.unrankedReason[at]]
    return [...printed([...claims, ...titles, lostClaim(facts, unit)], own), ...plain(notes, own)]
  })
  return [...printed(facts.claims, place), ...plain(facts.notes, place), ...units]
}

function saidOfIndicator(facts: IndicatorFacts, measure: RawMeasure): Said[] {
  const { claims, notes, trend, forecast, changeSplit, inequality } = facts
  const place = { spot: { measure }, on: `indicator/${measure.code}` }
  const more = [trend?.claim, forecast?.claim, changeSplit?.claim, inequality?.claim]
  return [...printed([...claims, ...more], place), ...plain(notes, place)]
}

function saidOfRanking(facts: RankingFacts, measure: RawMeasure): Said[] {
  const place = { spot: { measure }, on: `ranking/${measure.code}` }
  return [...printed(facts.claims, place), ...plain(facts.notes, place)]
}

function saidOfOverview({ claims, alerts, notes }: OverviewFacts): Said[] {
  const place = { spot: { measure: null }, on: 'overview' }
  // A gap's two lines are two sentences; the lines of the others complete each other.
  const lines = alerts.flatMap(({ kind, title, detail, claim }): Said[] => {
    const words = kind === 'gap' ? [title, detail] : [`${title}；${detail}`]
    return words.map((own) => ({ words: own, kind: claim.kind, ...place }))
  })
  return [...printed(claims, place), ...lines, ...plain(notes, place)]
}

/** Gaps over time: where they lead, and which units they lack in which quarter. */
function saidOfEquity({ gaps, claims }: EquityFacts): Said[] {
  const place = { spot: { measure: null }, on: 'equity' }
  const more = gaps.flatMap(({ trend, highName, lowName, measureName, periods, missing, missingCount }): Said[] => {
    const subject = `${highName}与${lowName}的${measureName}`
    const lacking = periods.flatMap((period, at) => {
      const [names, count] = [must(missing[at]), must(missingCount[at])]
      const rest = count > 3 ? `等${count}个单位` : ''
      const when = formatPeriod(parsePeriod(period))
      return count === 0 ? [] : [`${subject}${when}缺${names.slice(0, 3).join('、')}${rest}，不可计算`]
    })
    const way = trend === null ? [] : [{ words: `${subject}：${trend.name}`, kind: 'gap_trend', ...place } as const]
    return [...way, ...plain(lacking, place)]
  })
  return [...printed(claims, place), ...more]
}
