import { clearEnds } from '../certainty/groups.ts'
import type { NumberFormat } from '../number/number-format.ts'
import { isRelativeUnit } from '../number/number-format.ts'
import { distanceWords, printedOrder } from '../number/difference.ts'
import { claimGoal, shortfallWords } from './goal.ts'
import type { Aim } from './goal.ts'
import type { Period } from '../period.ts'
import { closeWords, namesWords, observedLead } from './words.ts'

/** One ranked unit as its ranking shows it. */
export type Placed = {
  readonly name: string
  readonly value: number
  readonly rank: number
  /** Places that its uncertainty leaves open; null where none was computed. */
  readonly rankLow: number | null
  readonly rankHigh: number | null
  /** Names of the units that it cannot be told apart from by the picture's rule (itself not among them). */
  readonly closeTo: readonly string[]
  readonly aim: Aim | null
}

export type RankedMeasure = {
  readonly name: string
  readonly direction: 'higher' | 'lower'
  readonly format: NumberFormat
  readonly isScore: boolean
}

declare const checked: unique symbol

/** `alone`: clear of the next; `tied`: one printed value; `close`: cannot be told apart. */
export type EndPlace = { readonly manner: 'alone' | 'tied' | 'close'; readonly names: readonly string[] }

/** Who stands first and last of a whole ranking, each end by the same test. */
export type EndsClaim = {
  readonly kind: 'ends'
  readonly measure: RankedMeasure
  readonly units: number
  /** The earlier quarter all figures are carried from; null: measured in the quarter itself. */
  readonly observed: Period | null
  readonly first: EndPlace | null
  readonly last: EndPlace | null
  /** What is added to the ends: the last one's shortfall, that all reach their goals, or the distance between the ends. */
  readonly tail:
    | { readonly kind: 'short'; readonly name: string; readonly words: string }
    | { readonly kind: 'all_met' }
    | { readonly kind: 'apart'; readonly name: string; readonly words: string }
    | null
  readonly [checked]?: true
}

const mostNames = 3

/** Null below three ranked units and where neither end can be named. */
export function claimEnds(
  measure: RankedMeasure,
  placed: readonly Placed[],
  observed: Period | null = null,
): EndsClaim | null {
  if (placed.length < 3) return null
  const [best, worst] = endRanks(placed)
  if (best === worst) return null
  const clear = clearEnds(
    placed.map(({ rank, rankLow, rankHigh, closeTo }) => ({ rank, rankLow, rankHigh, touching: closeTo.length })),
  )
  const first = endOf(placed, best, clear.first)
  const last = endOf(placed, worst, clear.last)
  if (first === null && last?.manner !== 'alone') return null
  const tail = tailOf(measure, placed, { first, last })
  return { kind: 'ends', measure, units: placed.length, observed, first, last, tail }
}

/** The first and the last place held: of thousands of units nothing is asked of those between. */
function endRanks(rows: readonly Placed[]): [best: number, worst: number] {
  let [best, worst] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { rank } of rows) {
    best = Math.min(best, rank)
    worst = Math.max(worst, rank)
  }
  return [best, worst]
}

/** Of units that bear one name the one placed best. */
function placedBest(rows: readonly Placed[], name: string | undefined): Placed | undefined {
  let found: Placed | undefined
  for (const row of rows) if (row.name === name && (found === undefined || row.rank < found.rank)) found = row
  return found
}

function endOf(rows: readonly Placed[], rank: number, isClear: boolean): EndPlace | null {
  const there = rows.filter((row) => row.rank === rank)
  const [only] = there
  if (only === undefined) return null
  if (there.length > 1) return there.length > mostNames ? null : { manner: 'tied', names: there.map((row) => row.name) }
  if (isClear) return { manner: 'alone', names: [only.name] }
  const close = rows
    .filter((row) => row === only || only.closeTo.includes(row.name))
    .toSorted((left, right) => left.rank - right.rank)
  const between = rows.filter(
    (row) => close.some((one) => one.rank <= row.rank) && close.some((one) => one.rank >= row.rank),
  )
  const isGroup = between.length === close.length && everyPairTouches(close)
  if (!isGroup || close.length < 2 || close.length > mostNames) return null
  return { manner: 'close', names: close.map((row) => row.name) }
}

function everyPairTouches(rows: readonly Placed[]): boolean {
  return rows.every((row) => rows.every((other) => other === row || row.closeTo.includes(other.name)))
}

type Ends = { readonly first: EndPlace | null; readonly last: EndPlace | null }

function tailOf(measure: RankedMeasure, rows: readonly Placed[], { first, last }: Ends): EndsClaim['tail'] {
  const lowest = last?.manner === 'alone' ? placedBest(rows, last.names[0]) : undefined
  const goal = lowest?.aim == null ? null : claimGoal('', lowest.aim)
  const short = goal === null ? null : shortfallWords(goal)
  if (lowest !== undefined && short !== null) return { kind: 'short', name: lowest.name, words: short }
  if (rows.every(({ aim }) => aim !== null && claimGoal('', aim)?.meetsExpected === true)) return { kind: 'all_met' }
  const highest = first?.manner === 'alone' ? placedBest(rows, first.names[0]) : undefined
  if (lowest === undefined || highest === undefined) return null
  if (printedOrder(highest.value, lowest.value, measure.format.decimals) === 0) return null
  const { format } = measure
  if (format.unit !== '%' && format.unit !== '分') return null
  return { kind: 'apart', name: lowest.name, words: distanceWords(highest.value, lowest.value, format) }
}

/** 经开区居首，居末的丰泽县低于时序目标24.6个百分点 · 东湾区、经开区居前（差距很小，不宜据此排先后） · 经开区培训场次居首 */
export function endsWords(claim: EndsClaim): string {
  const { first, last, tail, units, measure } = claim
  const end = tail?.kind === 'all_met' ? `参与排名的${units}个单位均达到时序目标` : lastWords(claim, last)
  // A sentence that says nothing else names what is measured.
  const topic = end === null || first === null ? measure.name : ''
  const head = first === null ? null : leadWords(claim, first, topic)
  return observedLead(claim.observed) + [head, end].filter((words) => words !== null).join('，')
}

/**
 * Under a picture that names the measure and brackets who cannot be told apart: 高新区、经开区居前，云岭县低于时序目标4.2个百分点 ·
 * 高新区居首，首末相差12.0个百分点
 */
export function endsHeadings(claim: EndsClaim): string[] {
  const { first, last, tail, units } = claim
  const lead = observedLead(claim.observed)
  const whole = first === null ? null : leadWords(claim, first, '')
  const bare = whole?.replace(/（[^（]*）$/u, '') ?? null
  const end = tail?.kind === 'all_met' ? `参与排名的${units}个单位均达到时序目标` : lastWords(claim, last)
  const lowest = tail?.kind === 'short' ? `${tail.name}${tail.words}` : null
  const apart = tail?.kind === 'apart' ? `首末相差${tail.words}` : null
  const both = (rest: string | null): string[] => (bare === null || rest === null ? [] : [`${lead}${bare}，${rest}`])
  const alone = [end, whole].flatMap((words) => (words === null ? [] : [lead + words]))
  return [...both(end), ...both(lowest), ...both(apart), ...alone]
}

function lastWords(claim: EndsClaim, last: EndPlace | null): string | null {
  const { tail, first, measure } = claim
  const name = last?.manner === 'alone' ? last.names[0] : undefined
  if (name === undefined) return null
  if (tail?.kind === 'short') return `${endWord(measure, 'last')}的${name}${tail.words}`
  if (tail?.kind === 'apart') return `与${endWord(measure, 'last')}的${name}相差${tail.words}`
  return first === null ? `${name}${measure.name}${endWord(measure, 'last')}` : null
}

function leadWords({ measure }: EndsClaim, { manner, names }: EndPlace, topic: string): string {
  const subject = `${namesWords(names)}${topic}`
  const isLower = measure.direction === 'lower'
  if (manner === 'tied') return isLower ? `${subject}并列${endWord(measure, 'first')}` : `${subject}并列第1位`
  if (manner === 'close') return `${subject}${isLower ? fewWords(measure).few : '居前'}（${closeWords}）`
  return `${subject}${endWord(measure, 'first')}`
}

/** 居首 and 居末; where lower is better the value itself is named: 最低, 最高; of counts 最少, 最多. */
function endWord(measure: RankedMeasure, end: 'first' | 'last'): string {
  if (measure.direction === 'lower') return end === 'first' ? fewWords(measure).fewest : fewWords(measure).most
  return end === 'first' ? '居首' : '居末'
}

function fewWords({ format }: RankedMeasure): { fewest: string; few: string; most: string } {
  return isRelativeUnit(format.unit)
    ? { fewest: '最低', few: '较低', most: '最高' }
    : { fewest: '最少', few: '较少', most: '最多' }
}
