import { gapSides, gapWords, isWider } from './gap.ts'
import type { GapClaim } from './gap.ts'
import { distanceWords } from '../number/difference.ts'
import { claimGoal, goalTail, shortfallWords } from './goal.ts'
import type { Aim, GoalClaim } from './goal.ts'
import { isBeyond } from './places.ts'
import type { PlaceMove } from './places.ts'
import { longestSentence, namesWords, placeMoveWords } from './words.ts'

declare const checked: unique symbol

/** What needs a decision, and who owns it. */
export type AttentionClaim =
  | {
      readonly kind: 'attention'
      readonly about: 'late' | 'near'
      readonly goal: GoalClaim
      readonly owner: string
      /** Names of the units that lag, those with most people first. */
      readonly lateUnits: readonly string[]
      readonly [checked]?: true
    }
  | {
      readonly kind: 'attention'
      readonly about: 'not_reported'
      readonly unit: string
      readonly indicators: readonly string[]
      readonly owners: readonly string[]
      readonly [checked]?: true
    }
  | {
      readonly kind: 'attention'
      readonly about: 'rank_fall'
      readonly unit: string
      readonly before: number
      readonly now: number
      readonly without: readonly string[]
      readonly [checked]?: true
    }
  | {
      readonly kind: 'attention'
      readonly about: 'gap'
      readonly gap: GapClaim
      readonly owner: string
      readonly [checked]?: true
    }

/** An indicator of the city that lags or nearly lags; null when it is met or may not be judged. */
export function claimLate(
  name: string,
  aim: Aim,
  { owner, lateUnits }: { owner: string; lateUnits: readonly string[] },
): AttentionClaim | null {
  const goal = claimGoal(name, aim)
  if (goal === null || goal.meetsExpected || (aim.light !== 'late' && aim.light !== 'near')) return null
  return { kind: 'attention', about: aim.light, goal, owner, lateUnits }
}

/** A unit that left assessed indicators unreported; null when it reported all. */
export function claimSilent(
  unit: string,
  indicators: readonly string[],
  owners: readonly string[],
): AttentionClaim | null {
  if (indicators.length === 0) return null
  return { kind: 'attention', about: 'not_reported', unit, indicators, owners }
}

/**
 * A fall of at least `least` places among the units present in both quarters, beyond what today's uncertainty leaves
 * open; else null.
 */
export function claimFall(move: PlaceMove, least: number, without: readonly string[]): AttentionClaim | null {
  const { name, before, now } = move
  if (before === null || now === null || now - before < least || !isBeyond(move)) return null
  return { kind: 'attention', about: 'rank_fall', unit: name, before, now, without }
}

/** A gap that grew; null when it did not, or when the two times cannot be held against each other. */
export function claimWiderGap(gap: GapClaim | null, owner: string): AttentionClaim | null {
  return gap === null || !isWider(gap) ? null : { kind: 'attention', about: 'gap', gap, owner }
}

/** 工伤保险参保率低于时序目标6.9个百分点 · 岚谷县有3项考核指标未报 · 青石县综合得分由第3位降至第6位 */
export function attentionWords(claim: AttentionClaim): string {
  switch (claim.about) {
    case 'late':
    case 'near':
      return `${claim.goal.subject}${shortfallWords(claim.goal) ?? goalTail(claim.goal)}`
    case 'not_reported':
      return `${claim.unit}有${claim.indicators.length}项考核指标未报`
    case 'rank_fall':
      return `${claim.unit}综合得分${placeMoveWords(claim.before, claim.now) ?? ''}`
    case 'gap':
      return gapWords(claim.gap)
  }
}

/** The second line: who leads, who lags, on what it rests. */
export function attentionDetail(claim: AttentionClaim): string {
  switch (claim.about) {
    case 'late':
    case 'near': {
      const late = claim.lateUnits.length === 0 ? '' : `；滞后单位：${namesWords(claim.lateUnits, 4)}`
      return `${claim.owner}牵头${late}`
    }
    case 'not_reported':
      return `${namesWords(claim.indicators, 3, '项')}；由${namesWords(claim.owners, 3, '个部门')}催报`
    case 'rank_fall': {
      const limit = claim.without.length === 0 ? '' : `，不含${namesWords(claim.without, 3)}`
      return `较上季，按同一方案重算${limit}；由${claim.unit}说明原因`
    }
    case 'gap':
      return `${gapSides(claim.gap)}；${claim.owner}牵头`
  }
}

/** The unit of a score whose total holds zeros for what was not reported. */
export type ZerosClaim = {
  readonly kind: 'zeros'
  readonly unit: string
  readonly indicators: readonly string[]
  /** Place that full reporting could reach at best with the points at stake; null when not sought. */
  readonly reachable: number | null
  readonly rank: number | null
  readonly [checked]?: true
}

/** Null when the total holds no such zero. */
export function claimZeros(
  unit: string,
  indicators: readonly string[],
  { rank, reachable }: { rank: number | null; reachable: number | null },
): ZerosClaim | null {
  return indicators.length === 0 ? null : { kind: 'zeros', unit, indicators, rank, reachable }
}

/** As many names as fit: 岚谷县有2项指标未报（甲率、乙率），按0分计入得分；如补报并得满分，位次最多可升至第5位 */
export function zerosWords({ unit, indicators, rank, reachable }: ZerosClaim): string {
  const isGain = rank !== null && reachable !== null && reachable < rank
  const tail = `，按0分计入得分${isGain ? `；如补报并得满分，位次最多可升至第${reachable}位` : ''}`
  const head = `${unit}有${indicators.length}项指标未报`
  const list = (limit: number): string =>
    indicators.slice(0, limit).join('、') + (indicators.length > limit ? '等' : '')
  const named = [3, 2, 1].map((limit) => `${head}（${list(limit)}）${tail}`)
  return named.find((words) => words.length <= longestSentence) ?? `${head}${tail}`
}

/** The indicators that cost a unit most of its points. */
export type LostClaim = {
  readonly kind: 'lost'
  readonly unit: string
  readonly parts: readonly { readonly name: string; readonly lost: number }[]
  /** Of the score. */
  readonly decimals: number
  readonly [checked]?: true
}

export type LostPart = { readonly name: string; readonly lost: number | null }

/** A loss below a tenth of a point is as good as the full mark and not worth a title. */
const leastLoss = 0.1

/**
 * Null unless every part has points, none tops its full mark, and the two greatest losses are worth naming and stand clear
 * of the third.
 */
export function claimLost(unit: string, parts: readonly LostPart[], decimals: number): LostClaim | null {
  const known = parts.flatMap(({ name, lost }) => (lost === null ? [] : [{ name, lost }]))
  if (known.length < 3 || known.length < parts.length || known.some(({ lost }) => lost < 0)) return null
  const [first, second, third] = known.toSorted((left, right) => right.lost - left.lost)
  if (first === undefined || second === undefined || third === undefined) return null
  const clear = 10 ** -decimals / 2
  if (second.lost < leastLoss || second.lost - third.lost < clear) return null
  return { kind: 'lost', unit, parts: [first, second], decimals }
}

/** 青石县失分最多的两项是工伤保险参保率（失6.25分）、集体合同签订率（失4.10分） */
export function lostWords({ unit, parts, decimals }: LostClaim): string {
  const format = { unit: '分', decimals }
  const named = parts.map(({ name, lost }) => `${name}（失${distanceWords(lost, 0, format)}）`)
  return `${unit}失分最多的两项是${named.join('、')}`
}
