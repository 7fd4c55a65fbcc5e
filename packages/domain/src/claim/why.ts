import type { NumberFormat } from '../number/number-format.ts'
import { formatProse, formatValue } from '../number/number-format.ts'
import { distanceWords, movedWords } from '../number/difference.ts'
import { roundHalfAway } from '../number/round.ts'
import { againstWords, longestSentence, namesWords, placeWords, signedPoints } from './words.ts'
import type { Period } from '../period.ts'

declare const checked: unique symbol

/** A difference of two printed scores in printed points that add up to it. */
export type PointParts = {
  readonly difference: number
  readonly parts: readonly { readonly name: string; readonly points: number }[]
  readonly adjustment: number
  /** The same by what was counted, adding up to it; where left out, it is told as one. */
  readonly adjustments?: readonly { readonly name: string; readonly points: number }[]
  readonly rest: number
}

export type NamedPlace = { readonly name: string; readonly rank: number | null; readonly isTied: boolean }

/** Why a unit's score is what it is: against the unit ahead (of all, or of its group), its group's mean, its own last quarter. */
export type WhyClaim = {
  readonly kind: 'why'
  /** Whose score; '' where the page says it. */
  readonly subject: string
  readonly against:
    | { readonly kind: 'ahead' | 'group_ahead'; readonly unit: NamedPlace }
    | { readonly kind: 'group'; readonly group: string; readonly units: number; readonly withZeros: readonly string[] }
    | { readonly kind: 'last_quarter'; readonly period: Period }
  readonly points: PointParts
  readonly format: NumberFormat
  readonly [checked]?: true
}

/** Null unless the parts add up to the difference as printed. */
export function claimWhy(against: WhyClaim['against'], points: PointParts, format: NumberFormat): WhyClaim | null {
  const scale = 10 ** format.decimals
  const steps = (value: number): number => Math.round(value * scale)
  const sum = [...points.parts.map((part) => part.points), points.adjustment, points.rest]
  if (sum.reduce((all, value) => all + steps(value), 0) !== steps(points.difference)) return null
  const adjusted = points.adjustments?.reduce((all, one) => all + steps(one.points), 0)
  if (adjusted !== undefined && adjusted !== steps(points.adjustment)) return null
  return { kind: 'why', subject: '', against, points, format }
}

/** The same for a title: it says whose score, and names the largest parts only; the others are one sum. */
export function shortWhy(claim: WhyClaim, subject: string, named: number): WhyClaim | null {
  const { against, points, format } = claim
  const made = claimWhy(against, shortened(points, named, format), format)
  return made === null ? null : { ...made, subject }
}

/**
 * 与第3位东湾区相差2.10分：工伤保险参保率 −1.20、其他指标 −0.90。 Too long for one sentence, the parts have one of their own
 * (相差2.10分。其中：…); those that do not fit there join 其他指标.
 */
export function whyWords({ subject, against, points, format }: WhyClaim): string {
  const lead = (subject === '' ? '' : `${subject}得分`) + whyLead(against, points.difference, format)
  // A title names fewer parts than its chart, whose own 其他指标 is another sum.
  const restName = subject === '' ? '其他指标' : '其余各项'
  const whole = partsWords(points, format, restName)
  if (whole === '') return `${lead}。`
  const inOne = `${lead}：${whole}。`
  if (inOne.length <= longestSentence) return inOne
  const counts = points.parts.map((_, left) => points.parts.length - left)
  const shorter = counts.map((count) => `其中：${partsWords(shortened(points, count, format), format, restName)}。`)
  return `${lead}。${shorter.find((words) => words.length <= longestSentence) ?? shorter.at(-1) ?? `其中：${whole}。`}`
}

/** 东湾区得分较上季下降0.08分，数据报送及时率−0.31: the largest part alone, which is not said to be all. */
export function whyHeadings({ subject, against, points, format }: WhyClaim): string[] {
  const lead = (subject === '' ? '' : `${subject}得分`) + whyLead(against, points.difference, format)
  const [first] = points.parts
  const named = first === undefined ? [] : [`${lead}，${first.name}${signedPoints(first.points, format)}`]
  return [...named, lead]
}

/** The first `count` parts; the others are added to the rest, as printed. */
function shortened(points: PointParts, count: number, { decimals }: NumberFormat): PointParts {
  const left = points.parts.slice(count).reduce((sum, part) => sum + part.points, points.rest)
  return { ...points, parts: points.parts.slice(0, count), rest: roundHalfAway(left, decimals) }
}

function partsWords(
  { parts: named, adjustment, adjustments, rest }: PointParts,
  format: NumberFormat,
  restName: string,
): string {
  const adjusted = adjustments ?? [{ name: '加减分', points: adjustment }]
  const all = [...named, ...adjusted, { name: restName, points: rest }]
  return all
    .filter(({ points }, at) => at < named.length || points !== 0)
    .map(({ name, points }) => `${name} ${signedPoints(points, format)}`)
    .join('、')
}

function whyLead(against: WhyClaim['against'], difference: number, format: NumberFormat): string {
  const size = distanceWords(difference, 0, format)
  switch (against.kind) {
    case 'ahead':
      return `与${placedName(against.unit)}${difference === 0 ? '得分相同' : `相差${size}`}`
    case 'group_ahead':
      return `与考核组内${placedName(against.unit)}${difference === 0 ? '得分相同' : `相差${size}`}`
    case 'group':
      return `${difference === 0 ? '与' : difference > 0 ? '高于' : '低于'}${groupWords(against)}${difference === 0 ? '相同' : size}`
    case 'last_quarter': {
      const direction = difference === 0 ? 'level' : difference > 0 ? 'up' : 'down'
      const moved = movedWords({ kind: 'amount', size: difference, direction }, format)
      return `${againstWords('lastQuarter', against.period)}${moved}`
    }
  }
}

/** 县域6个单位的平均得分（其中岚谷县含按0分计的未报指标） */
function groupWords({ group, units, withZeros }: Extract<WhyClaim['against'], { kind: 'group' }>): string {
  const zeros = withZeros.length === 0 ? '' : `（其中${namesWords(withZeros, 3)}含按0分计的未报指标）`
  return `${group}${units}个单位的平均得分${zeros}`
}

function placedName({ name, rank, isTied }: NamedPlace): string {
  return `${rank === null ? '' : placeWords(rank, isTied)}${name}`
}

/** The smallest change of one indicator, all else equal, that gains a place. */
export type GainClaim = {
  readonly kind: 'gain'
  readonly indicator: string
  readonly from: number
  readonly to: number
  readonly passes: NamedPlace
  readonly isTie: boolean
  /** Among which units the place counts; `passes` has its place among them. */
  readonly among: 'all' | 'group'
  readonly format: NumberFormat
  readonly [checked]?: true
}

/** Null when the change prints as none. */
export function claimGain(fact: Omit<GainClaim, 'kind'>): GainClaim | null {
  if (formatValue(fact.from, fact.format) === formatValue(fact.to, fact.format)) return null
  return { kind: 'gain', ...fact }
}

/** 其他条件不变，把“工伤保险参保率”由80.1%提高到83.4%，可超过第5位东湾区。 Within its group: …，可超过考核组内第2位青禾县。 */
export function gainWords({ indicator, from, to, passes, isTie, among, format }: GainClaim): string {
  const verb = to > from ? '提高' : '降低'
  const way = `由${formatProse(from, format)}${verb}到${formatProse(to, format)}`
  const name = `${among === 'group' ? '考核组内' : ''}${placedName(passes)}`
  return `其他条件不变，把“${indicator}”${way}，${isTie ? `可与${name}并列` : `可超过${name}`}。`
}

/** The same of a place within its group. */
export const noGroupGainWords = '其他条件不变，已报指标中没有一项单独改进就能提高考核组内的位次。'

/** Said where a gain was sought and none found. */
export const noGainWords = '其他条件不变，已报指标中没有一项单独改进就能提高位次。'
