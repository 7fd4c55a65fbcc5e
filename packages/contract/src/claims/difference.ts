import { termsIn } from '@cg/domain/claim/comparison'
import {
  claimCellsBetween,
  claimDifferences,
  claimLightsBetween,
  claimRestated,
  claimScoresBetween,
} from '@cg/domain/claim/difference'
import type { Differing, PlaceChange } from '@cg/domain/claim/difference'
import { claimCarriedIn, claimOnlyIn, claimPartlyIn, claimScoresUnlike, claimUnlike } from '@cg/domain/claim/unlike'
import { must } from '@cg/domain/must'
import { scaledInteger } from '@cg/domain/number/round'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import type { Claim } from '../claims.ts'
import type { DifferenceKind, ReleaseDifference, UnlikeReason } from '../difference.ts'
import type { MatrixFacts } from '../release/matrix.ts'
import type { RankingFacts } from '../release/ranking.ts'

/** What of a release is held against another. */
export type Release = { readonly matrix: MatrixFacts; readonly score: RankingFacts | null }

export type Compared = Pick<ReleaseDifference, 'figures' | 'cells'> & {
  readonly from: Release
  readonly to: Release
  /** Codes of indicators that the two judge by other targets or baselines. */
  readonly otherAims: ReadonlySet<string>
}

type Figure = ReleaseDifference['figures'][number]
type Indicator = MatrixFacts['indicators'][number]

/** What a figure prints as another; a difference of state alone is one of state. */
export function differsIn({ from, to, decimals }: Figure, kind: DifferenceKind): boolean {
  if (kind === 'rank') return (from?.rank ?? null) !== (to?.rank ?? null)
  if (kind === 'light') return (from?.light ?? null) !== (to?.light ?? null)
  const printed = (side: Figure['from']) =>
    side === null || side.value === null ? null : scaledInteger(side.value, decimals)
  const isValue = printed(from) !== printed(to)
  return kind === 'value' ? isValue : !isValue && (from?.state ?? null) !== (to?.state ?? null)
}

/** Why the figures of an indicator in two releases do not compare; null where they do. */
export function unlikeReason(from: MatrixFacts, to: MatrixFacts, code: string): UnlikeReason | null {
  const [before, now] = [from, to].map(({ indicators, release }) => {
    const own = indicators.find((indicator) => indicator.code === code)
    return own === undefined ? null : termsIn(own, parsePeriod(release.period))
  })
  if (before == null || now == null) return null
  if (before.definition !== now.definition) return 'definition'
  return before.span === now.span ? null : 'length'
}

/** What may be said of two releases: what differs first, then what keeps figures from being compared. */
export function differenceClaims(facts: Compared): Claim[] {
  const { from, to, cells } = facts
  const isSameQuarter = from.matrix.release.period === to.matrix.release.period
  const differences = claimDifferences(from.matrix.release.code, facts.figures.map(differing))
  const lights = claimLightsBetween(isSameQuarter, cityLights(facts))
  const changed = isSameQuarter ? restatedClaims(facts) : []
  const isUnmoved = lights === null || lights.moves.length === 0
  const found = [
    ...(isSameQuarter || isUnmoved ? [differences, ...changed, lights] : [lights, differences]),
    scoresClaim(facts),
    claimCellsBetween(cells.map((cell) => ({ from: cell.from?.value ?? null, to: cell.to?.value ?? null }))),
    ...unlikeClaims(facts),
    ...scoresUnlikeClaims(from, to),
  ]
  return found.filter((claim) => claim !== null)
}

/** Restated indicators that are told one by one; the table holds all. */
const toldIndicators = 5

/** The claims that are printed as sentences, and how many restated indicators beside them are not. */
export function toldClaims(claims: readonly Claim[]): { readonly told: Claim[]; readonly untold: number } {
  const restated = claims.filter(({ kind }) => kind === 'restated')
  const untold = new Set(restated.slice(toldIndicators))
  return { told: claims.filter((claim) => !untold.has(claim)), untold: untold.size }
}

/** Of those claims, what keeps figures from being compared. */
export function isCaution({ kind }: Claim): boolean {
  return ['unlike', 'carried_in', 'partly_in', 'only_in', 'scores_unlike'].includes(kind)
}

function differing(figure: Figure): Differing {
  return {
    measure: figure.indicator,
    isScore: figure.indicator === 'score',
    unit: figure.unit,
    value: differsIn(figure, 'value'),
    state: differsIn(figure, 'state'),
    rank: differsIn(figure, 'rank'),
    light: differsIn(figure, 'light'),
  }
}

/** The city's lights of what both judge by one definition and the same targets. */
function cityLights({ from: { matrix: from }, to: { matrix: to }, otherAims }: Compared) {
  return to.indicators.flatMap(({ code, name }, now) => {
    const before = from.indicators.findIndex((one) => one.code === code)
    const [then, light] = [from.city[before]?.light ?? null, to.city[now]?.light ?? null]
    const isAlike = unlikeReason(from, to, code) !== 'definition' && !otherAims.has(code)
    return then === null || light === null || !isAlike ? [] : [{ name, from: then, to: light }]
  })
}

function restatedClaims({ figures, from, to }: Compared): (Claim | null)[] {
  const byMeasure = Map.groupBy(figures, (figure) => figure.indicator)
  return [...byMeasure].map(([code, list]) => {
    const [first] = list
    if (first === undefined || code === 'score' || unlikeReason(from.matrix, to.matrix, code) !== null) return null
    const changes = list.flatMap(({ unit, unitName, from: then, to: now }) =>
      then === null || now === null ? [] : [{ name: unit === null ? '全市' : unitName, from: then, to: now }],
    )
    return claimRestated(first.indicatorName, changes, { unit: first.measureUnit, decimals: first.decimals })
  })
}

function scoresClaim({ figures, from, to }: Compared): Claim | null {
  if (!haveSameScheme(from, to) || from.score === null || to.score === null) return null
  const [before, now] = [ranked(from.score), ranked(to.score)]
  if (before.size !== now.size || [...before.keys()].some((unit) => !now.has(unit))) return null
  const places = [...now].map(([unit, place]): PlaceChange => {
    const then = must(before.get(unit))
    return { name: place.name, from: then.rank, to: place.rank, wasTied: then.isTied, isTied: place.isTied }
  })
  const differ = figures.filter((figure) => figure.indicator === 'score' && differsIn(figure, 'value'))
  return claimScoresBetween(differ.length, places)
}

function haveSameScheme(from: Release, to: Release): boolean {
  const [before, now] = [from.matrix.release.scheme, to.matrix.release.scheme]
  return before?.code === now?.code && before?.version === now?.version
}

function ranked({ units, rank, isTied }: RankingFacts) {
  return new Map(
    units.code.flatMap((code, u) => {
      const place = rank[u] ?? null
      const name = units.shortName[u] ?? code
      return place === null ? [] : [[code, { name, rank: place, isTied: isTied[u] ?? false }] as const]
    }),
  )
}

function scoresUnlikeClaims(from: Release, to: Release): (Claim | null)[] {
  const [before, now] = [from, to]
  const codes = [before, now].map(({ matrix }) => matrix.release.code)
  if (before.score === null && now.score === null) return []
  const without = [before, now].findIndex(({ score }) => score === null)
  if (without >= 0) return [claimScoresUnlike({ kind: 'none', release: must(codes[without]) })]
  const schemes = [before, now].map(({ matrix }) => must(matrix.release.scheme))
  if (!haveSameScheme(from, to)) {
    const [one, other] = schemes.map(({ name, version }) => ({ name, version }))
    return [claimScoresUnlike({ kind: 'scheme', schemes: [must(one), must(other)] })]
  }
  const [left, right] = [ranked(must(before.score)), ranked(must(now.score))]
  const only = (own: typeof left, others: typeof left) =>
    [...own].flatMap(([unit, { name }]) => (others.has(unit) ? [] : [name]))
  return [
    claimScoresUnlike({ kind: 'units', release: must(codes[0]), names: only(left, right) }),
    claimScoresUnlike({ kind: 'units', release: must(codes[1]), names: only(right, left) }),
  ]
}

/** Of the indicators that differ in anything. */
function unlikeClaims({ figures, otherAims, from: { matrix: from }, to: { matrix: to } }: Compared): (Claim | null)[] {
  const told = new Set(figures.map(({ indicator }) => indicator))
  const both = to.indicators.filter(({ code }) => told.has(code) && from.indicators.some((one) => one.code === code))
  const named = (isMeant: (indicator: Indicator) => boolean) => both.filter(isMeant).map(({ name }) => name)
  const because = (why: UnlikeReason) => named(({ code }) => unlikeReason(from, to, code) === why)
  const judged = new Set(figures.flatMap((one) => (differsIn(one, 'light') ? [one.indicator] : [])))
  const sides = [from, to].flatMap((side) => {
    const { code: release } = side.release
    const there = side.indicators.filter(({ code }) => told.has(code))
    const names = (isMeant: (code: string) => boolean) =>
      there.filter(({ code }) => isMeant(code)).map(({ name }) => name)
    return [
      partlyClaim(side, told),
      claimCarriedIn(
        release,
        names((code) => figures.some((figure) => isCarried(figure, code, side === from))),
      ),
    ]
  })
  return [
    claimUnlike('definition', because('definition')),
    claimUnlike('length', because('length')),
    claimUnlike(
      'targets',
      named(({ code }) => judged.has(code) && otherAims.has(code)),
    ),
    ...onlyIn(from, to),
    ...onlyIn(to, from),
    ...sides,
  ]
}

function partlyClaim({ release, indicators, units, city }: MatrixFacts, told: ReadonlySet<string>): Claim | null {
  const partly = indicators.flatMap(({ code, name }, i) => {
    const own = must(city[i])
    return told.has(code) && own.state === 'partial' ? [{ name, missing: own.missing }] : []
  })
  const lacking = units.code.flatMap((code, u) =>
    partly.some(({ missing }) => missing.includes(code)) ? [units.shortName[u] ?? code] : [],
  )
  return claimPartlyIn(
    release.code,
    partly.map(({ name }) => name),
    lacking,
  )
}

function isCarried({ indicator, from, to }: Figure, code: string, isBefore: boolean): boolean {
  const side = isBefore ? from : to
  return indicator === code && side !== null && side.carriedFrom !== null
}

function onlyIn(own: MatrixFacts, other: MatrixFacts): (Claim | null)[] {
  const units = own.units.code.flatMap((code, u) =>
    other.units.code.includes(code) ? [] : [own.units.shortName[u] ?? code],
  )
  const indicators = own.indicators.filter(({ code }) => !other.indicators.some((one) => one.code === code))
  return [
    claimOnlyIn('unit', own.release.code, units),
    claimOnlyIn(
      'indicator',
      own.release.code,
      indicators.map(({ name }) => name),
    ),
  ]
}

const absenceWords = { indicator: '无此指标', unit: '无此单位', score: '未计分' } as const

/** In the place of a figure that a release does not have. */
export function absentWords({ absent }: Figure): string {
  return absent === null ? '—' : absenceWords[absent]
}

const unlikeMarks: Readonly<Record<UnlikeReason, string>> = {
  definition: '口径不同',
  length: '累计月份不同',
  scheme: '计分方案不同',
}

/** Beside the two figures: why they do not compare, what is carried, what is added up over some units. */
export function figureNotes({ unlike, unit, from, to }: Figure, codes: readonly [string, string]): string[] {
  const sides = [from, to].flatMap((side, at) => {
    const code = must(codes[at])
    if (side === null) return []
    const carried = side.carriedFrom === null ? [] : [`${code}沿用${formatPeriod(parsePeriod(side.carriedFrom))}数据`]
    return side.state === 'partial' && unit === null ? [...carried, `${code}按已报单位汇总`] : carried
  })
  return [...(unlike === null ? [] : [unlikeMarks[unlike]]), ...sides]
}
