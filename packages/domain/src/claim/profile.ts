import type { NumberFormat } from '../number/number-format.ts'
import { formatPeriod, formatProse, isRelativeUnit } from '../number/number-format.ts'
import { distanceWords, printedOrder } from '../number/difference.ts'
import type { Period } from '../period.ts'
import { comparisonWords } from './comparison.ts'
import type { Comparison } from './comparison.ts'
import { claimGoal, meets, shortfallWords } from './goal.ts'
import type { Aim, GoalClaim } from './goal.ts'
import { isBeyond } from './places.ts'
import type { PlaceMove } from './places.ts'
import { namesWords, observedLead, placeMoveWords, placeSpan, placeWords } from './words.ts'

declare const checked: unique symbol

/** A place among the units that have one, and the places that its uncertainty leaves open (null: none was computed). */
export type HeldPlace = {
  readonly rank: number
  readonly isTied: boolean
  /** How many units have a place. */
  readonly of: number
  readonly low: number | null
  readonly high: number | null
}

/** One unit's figure of an indicator among the units. */
export type UnitPlaceClaim = {
  readonly kind: 'unit_place'
  /** `front`: every place left open lies in the better half; `back`: in the other; else `middle`. */
  readonly manner: 'front' | 'middle' | 'back'
  readonly subject: string
  readonly value: number
  readonly place: HeldPlace
  readonly direction: 'higher' | 'lower'
  /** The city's whole figure of the same quarter; null where the two may not be held against each other. */
  readonly city: number | null
  readonly goal: GoalClaim | null
  /** The earlier quarter all figures are carried from; null: measured in the quarter itself. */
  readonly observed: Period | null
  readonly format: NumberFormat
  readonly [checked]?: true
}

export type UnitPlaceFacts = {
  readonly subject: string
  readonly place: Omit<HeldPlace, 'rank'> & { readonly rank: number | null }
  readonly aim: Aim
  readonly city: number | null
  readonly observed: Period | null
}

/** Null without a value, a place or a direction, and below three units. */
export function claimUnitPlace({ subject, place, aim, city, observed }: UnitPlaceFacts): UnitPlaceClaim | null {
  const { value, direction, format } = aim
  const { rank, of } = place
  if (value === null || rank === null || direction === 'neutral' || of < 3 || rank > of) return null
  const held = { ...place, rank }
  const beside = city !== null && isRelativeUnit(format.unit) ? city : null
  const goal = claimGoal('', aim)
  return {
    kind: 'unit_place',
    manner: mannerOf(held),
    subject,
    value,
    place: held,
    direction,
    city: beside,
    goal,
    observed,
    format,
  }
}

function mannerOf({ rank, of, low, high }: HeldPlace): UnitPlaceClaim['manner'] {
  if (Math.max(rank, high ?? rank) * 2 <= of) return 'front'
  return (Math.min(rank, low ?? rank) - 1) * 2 >= of ? 'back' : 'middle'
}

/** 集体合同签订率92.1%，在12个单位中居第1位（位次区间第1—3位），高于全市3.2个百分点，低于时序目标0.4个百分点 */
export function unitPlaceWords({ subject, value, place, direction, city, goal, observed, format }: UnitPlaceClaim) {
  const aside = [spanWords(place), direction === 'lower' ? '数值越低位次越前' : ''].filter((part) => part !== '')
  const parts = [
    `${subject}${formatProse(value, format)}`,
    `${amongWords(place)}${aside.length === 0 ? '' : `（${aside.join('，')}）`}`,
    city === null ? null : besideCity(value, city, format),
    goal === null ? null : shortfallWords(goal),
  ]
  return observedLead(observed) + parts.filter((part) => part !== null).join('，')
}

/** 在12个单位中居第1位 · 在12个单位中并列第2位 */
function amongWords({ rank, isTied, of }: HeldPlace): string {
  return `在${of}个单位中${isTied ? '' : '居'}${placeWords(rank, isTied)}`
}

/** 位次区间第1—3位; '' when the place is sure or nothing is known. */
function spanWords({ low, high }: HeldPlace): string {
  return low === null || high === null || low === high ? '' : `位次区间${placeSpan(low, high)}`
}

function besideCity(value: number, city: number, format: NumberFormat): string {
  const order = printedOrder(value, city, format.decimals)
  if (order === 0) return '与全市相同'
  return `${order > 0 ? '高于' : '低于'}全市${distanceWords(value, city, format)}`
}

/** What a figure still has to gain to reach what is expected today. */
export type ReachClaim = {
  readonly kind: 'reach'
  readonly goal: GoalClaim
  readonly observed: Period | null
  readonly [checked]?: true
}

/** Null when it is reached or may not be judged. */
export function claimReach(subject: string, aim: Aim, observed: Period | null = null): ReachClaim | null {
  const goal = claimGoal(subject, aim)
  return goal === null || goal.meetsExpected ? null : { kind: 'reach', goal, observed }
}

/** 工伤保险参保率88.1%，再提高1.2个百分点达到时序目标89.3% */
export function reachWords({ goal, observed }: ReachClaim): string {
  const { subject, value, expected, format } = goal
  const step = `再${gainVerb(goal)}${distanceWords(value, expected, format)}`
  const aim = `达到时序目标${formatProse(expected, format)}`
  return `${observedLead(observed)}${subject}${formatProse(value, format)}，${step}${aim}`
}

/** 9项指标未达到时序目标: above a list of them. */
export function unmetWords(reaches: readonly ReachClaim[]): string {
  return `${reaches.length}项指标未达到时序目标`
}

function gainVerb({ direction, format }: GoalClaim): string {
  if (isRelativeUnit(format.unit)) return direction === 'higher' ? '提高' : '降低'
  return direction === 'higher' ? '增加' : '减少'
}

/** A unit's place in one indicator that changed. */
export type UnitShiftClaim = {
  readonly kind: 'unit_shift'
  readonly subject: string
  readonly since: Period
  readonly before: number
  readonly now: number
  readonly wasTied: boolean
  readonly isTied: boolean
  readonly comparison: Comparison | null
  /** Names of the units without a place in one of the two quarters: the places are counted without them. */
  readonly without: readonly string[]
  readonly format: NumberFormat
  readonly [checked]?: true
}

export type UnitShiftFacts = {
  readonly subject: string
  readonly since: Period
  /** Both places among the units with one in both quarters. */
  readonly move: PlaceMove
  readonly comparison: Comparison | null
  readonly without: readonly string[]
  readonly format: NumberFormat
}

/** Fewer places are no move worth a sentence. */
const leastStep = 2

/** Null below two places and for what today's uncertainty leaves open. */
export function claimUnitShift({ move, ...facts }: UnitShiftFacts): UnitShiftClaim | null {
  const { before, now, wasTied = false, isTied = false } = move
  if (before === null || now === null || Math.abs(now - before) < leastStep || !isBeyond(move)) return null
  return { kind: 'unit_shift', ...facts, before, now, wasTied, isTied }
}

/** 工伤保险参保率较上季提高1.8个百分点，位次由第8位升至第6位（位次不含岚谷县） */
export function unitShiftWords(claim: UnitShiftClaim): string {
  const { subject, since, before, now, wasTied, isTied, comparison, without, format } = claim
  const moved = comparison === null ? null : comparisonWords(comparison, format)
  const lead = moved === null ? `${subject}与${formatPeriod(since)}相比` : `${subject}${moved}`
  const limit = without.length === 0 ? '' : `（位次不含${namesWords(without, 3)}）`
  return `${lead}，位次${placeMoveWords(before, now, { wasTied, isTied }) ?? ''}${limit}`
}

/** How one unit stands: its place by score, an indicator it leads beyond doubt, the rate furthest below what is expected. */
export type ProfileClaim = {
  readonly kind: 'profile'
  readonly unit: string
  readonly place: HeldPlace | null
  readonly leads: string | null
  readonly short: GoalClaim | null
  readonly [checked]?: true
}

export type ProfileParts = {
  readonly unit: string
  /** By composite score; null without a place. */
  readonly place: HeldPlace | null
  readonly places: readonly UnitPlaceClaim[]
  readonly reaches: readonly ReachClaim[]
}

/** Null when none of the three can be said. A shortfall is named when it is alone the largest among rates of this quarter. */
export function claimProfile({ unit, place, places, reaches }: ProfileParts): ProfileClaim | null {
  const scored = place !== null && place.of >= 3 ? place : null
  const first = places.find((claim) => claim.observed === null && leadsClearly(claim))
  const rates = reaches.flatMap(({ goal, observed }) => (observed === null && goal.format.unit === '%' ? [goal] : []))
  const far = ({ value, expected }: GoalClaim): number => Math.abs(value - expected)
  const [worst, second] = rates.toSorted((left, right) => far(right) - far(left))
  const isAlone = worst !== undefined && (second === undefined || far(worst) > far(second))
  const short = isAlone ? worst : null
  if (scored === null && first === undefined && short === null) return null
  return { kind: 'profile', unit, place: scored, leads: first?.subject ?? null, short }
}

function leadsClearly({ place: { rank, isTied, high } }: UnitPlaceClaim): boolean {
  return rank === 1 && !isTied && high === 1
}

/** 安平县综合得分在12个单位中居第7位（位次区间第6—8位），集体合同签订率居首，工伤保险参保率低于时序目标6.9个百分点 */
export function profileWords({ unit, place, leads, short }: ProfileClaim): string {
  const span = place === null ? '' : spanWords(place)
  const scored = place === null ? null : `综合得分${amongWords(place)}${span === '' ? '' : `（${span}）`}`
  const below = short === null ? null : `${short.subject}${shortfallWords(short) ?? ''}`
  const parts = [scored, leads === null ? null : `${leads}居首`, below].filter((part) => part !== null)
  return unit + parts.join('，')
}

/** 东湾区综合得分在12个单位中居第4位，失业保险参保率低于时序目标4.6个百分点 · 东湾区综合得分在12个单位中居第4位 */
export function profileHeadings({ unit, place, leads, short }: ProfileClaim): string[] {
  const scored = place === null ? null : `${unit}综合得分${amongWords(place)}`
  const below = short === null ? null : `${short.subject}${shortfallWords(short) ?? ''}`
  const led = leads === null ? null : `${leads}居首`
  const pairs = [below, led].flatMap((rest) => (scored === null || rest === null ? [] : [`${scored}，${rest}`]))
  const alone = [below, led].flatMap((rest) => (rest === null ? [] : [unit + rest]))
  return [...pairs, ...(scored === null ? [] : [scored]), ...alone]
}

/** How near the value lies that would gain a place: who has it already, and how the own figure moved. */
export type WithinReachClaim = {
  readonly kind: 'within_reach'
  readonly unit: string
  readonly indicator: string
  readonly to: number
  /** Other units with a figure, and those of them at that value or better. */
  readonly others: number
  readonly reached: number
  readonly comparison: Comparison | null
  readonly format: NumberFormat
  readonly [checked]?: true
}

export type WithinReachFacts = {
  readonly unit: string
  readonly indicator: string
  readonly from: number
  readonly to: number
  /** Figures of the other units; null where there is none. */
  readonly others: readonly (number | null)[]
  readonly comparison: Comparison | null
  readonly format: NumberFormat
}

/** Null when the change prints as none, and below two other units with a figure. */
export function claimWithinReach(facts: WithinReachFacts): WithinReachClaim | null {
  const { unit, indicator, from, to, comparison, format } = facts
  const known = facts.others.filter((value) => value !== null)
  if (printedOrder(from, to, format.decimals) === 0 || known.length < 2) return null
  const direction = to > from ? 'higher' : 'lower'
  const reached = known.filter((value) => meets(value, to, direction, format.decimals)).length
  return { kind: 'within_reach', unit, indicator, to, others: known.length, reached, comparison, format }
}

/** “工伤保险参保率”其他11个单位中已有5个单位达到83.4%；安平县该指标较上季提高0.5个百分点。 */
export function withinReachWords(claim: WithinReachClaim): string {
  const { unit, indicator, to, others, reached, comparison, format } = claim
  const moved = comparison === null ? null : comparisonWords(comparison, format)
  const own = moved === null ? '' : `；${unit}该指标${moved}`
  const have = reached === 0 ? '尚无单位' : `已有${reached}个单位`
  const lead = reached === others ? `其他${others}个单位均已` : `其他${others}个单位中${have}`
  return `“${indicator}”${lead}达到${formatProse(to, format)}${own}。`
}
