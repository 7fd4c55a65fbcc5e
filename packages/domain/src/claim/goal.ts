import type { NumberFormat } from '../number/number-format.ts'
import { formatProse } from '../number/number-format.ts'
import { distance, distanceWords, printedOrder } from '../number/difference.ts'

/** What a figure is judged by. `expected`: 时序目标 of the quarter; `target`: year-end target of `year`. */
export type Aim = {
  readonly value: number | null
  readonly expected: number | null
  readonly target: number | null
  readonly year: number
  readonly direction: 'higher' | 'lower' | 'neutral'
  /** Grows within the year (累计): only today's share of the target is spoken of. */
  readonly isRunningTotal: boolean
  readonly light: 'met' | 'near' | 'late' | null
  readonly format: NumberFormat
}

declare const checked: unique symbol

/** Where a figure stands against what is expected today and at year's end. */
export type GoalClaim = {
  readonly kind: 'goal'
  /** '' when the sentence's subject stands before it. */
  readonly subject: string
  readonly value: number
  readonly expected: number
  /** Null for running totals and where only today's expectation is known. */
  readonly target: number | null
  readonly year: number
  readonly direction: 'higher' | 'lower'
  readonly meetsExpected: boolean
  readonly meetsTarget: boolean
  readonly format: NumberFormat
  readonly [checked]?: true
}

/** On the right side of, or at, what is asked of it, as printed. */
export function meets(value: number, goal: number, direction: 'higher' | 'lower', decimals: number): boolean {
  const order = printedOrder(value, goal, decimals)
  return direction === 'higher' ? order >= 0 : order <= 0
}

/**
 * Null without a light (no target, carried, too little covered), without direction, and where the light and the printed
 * figures would contradict each other.
 */
export function claimGoal(subject: string, aim: Aim): GoalClaim | null {
  const { value, expected, year, direction, light, format, isRunningTotal } = aim
  if (value === null || expected === null || light === null || direction === 'neutral') return null
  const meetsExpected = meets(value, expected, direction, format.decimals)
  if (meetsExpected !== (light === 'met')) return null
  const target = isRunningTotal ? null : aim.target
  const meetsTarget = target !== null && meets(value, target, direction, format.decimals)
  return { kind: 'goal', subject, value, expected, target, year, direction, meetsExpected, meetsTarget, format }
}

/** 技能培训覆盖率为82.6%，达到时序目标82.0%，距2026年目标85.0%还差2.4个百分点 */
export function goalWords(claim: GoalClaim): string {
  const { subject, value, format } = claim
  const lead = subject === '' ? '' : `${subject}为${formatProse(value, format)}，`
  return lead + goalTail(claim)
}

/** The part after the figure: 达到时序目标82.0%，距2026年目标85.0%还差2.4个百分点 */
export function goalTail(claim: GoalClaim): string {
  const { value, expected, target, year, meetsExpected, meetsTarget, format } = claim
  const aim = target === null ? '' : `${year}年目标${formatProse(target, format)}`
  if (!meetsExpected) return missWords(claim)
  if (target === null) return `达到时序目标${formatProse(expected, format)}`
  if (meetsTarget) return `已达到${aim}`
  return `达到时序目标${formatProse(expected, format)}，距${aim}还差${distanceWords(value, target, format)}`
}

/** 低于时序目标95.5%，差2.4个百分点; 高于 where lower is better. */
function missWords({ value, expected, direction, format }: GoalClaim): string {
  const side = direction === 'higher' ? '低于' : '高于'
  return `${side}时序目标${formatProse(expected, format)}，差${distanceWords(value, expected, format)}`
}

/** 低于时序目标2.4个百分点: the distance alone, for a list or a second clause; null when it is met. */
export function shortfallWords(claim: GoalClaim): string | null {
  if (claim.meetsExpected) return null
  const { value, expected, direction, format } = claim
  return `${direction === 'higher' ? '低于' : '高于'}时序目标${distanceWords(value, expected, format)}`
}

export type Judged = { readonly light: 'met' | 'near' | 'late' | null }

/**
 * Under a picture that names the measure: 全市42.3%，低于时序目标1.2个百分点 · 全市达到时序目标，距2026年目标还差0.5个百分点.
 * `who`: 全市, or '' where the picture says that too.
 */
export function goalHeadings(claim: GoalClaim, who: string): string[] {
  const { value, expected, target, year, meetsTarget, format } = claim
  const figure = `${who}${formatProse(value, format)}`
  const short = shortfallWords(claim)
  if (short !== null) return [`${figure}，${short}`]
  if (target === null) return [`${figure}，达到时序目标${formatProse(expected, format)}`, `${figure}，达到时序目标`]
  if (meetsTarget) return [`${figure}，已达到${year}年目标${formatProse(target, format)}`, `${who}已达到${year}年目标`]
  const reached = `达到时序目标，距${year}年目标还差${distanceWords(value, target, format)}`
  return [`${figure}，${reached}`, `${who}${reached}`, `${figure}，达到时序目标`]
}

/** How many of the units (or indicators) that are judged reach what is expected today. */
export type CountClaim = {
  readonly kind: 'count'
  /** 单位 with an indicator, or 项指标. */
  readonly of: 'units' | 'indicators'
  /** The indicator's name, or 核心指标. */
  readonly subject: string
  /** Whose indicators they are; '' where the page says it. */
  readonly holder: string
  readonly judged: number
  readonly all: number
  readonly met: number
  readonly [checked]?: true
}

/** Null with fewer than `least` judged ones: two are compared by looking at them. */
export function claimCount(
  of: CountClaim['of'],
  subject: string,
  rows: readonly Judged[],
  { least = of === 'units' ? 3 : 2, holder = '' }: { least?: number; holder?: string } = {},
): CountClaim | null {
  const judged = rows.filter((row) => row.light !== null)
  if (judged.length < least) return null
  const met = judged.filter((row) => row.light === 'met').length
  return { kind: 'count', of, subject, holder, judged: judged.length, all: rows.length, met }
}

/** 12个单位中有8个单位的技能培训覆盖率达到时序目标 · 6项核心指标中有2项达到时序目标 */
export function countWords(claim: CountClaim): string {
  const { of, subject, holder, judged, all, met } = claim
  const some = judged < all ? '可与时序目标比较的' : ''
  if (of === 'units') {
    const whole = `${some}${judged}个单位`
    if (met === judged) return `${whole}的${subject}均达到时序目标`
    if (met === 0) return `${whole}的${subject}均未达到时序目标`
    return `${whole}中有${met}个单位的${subject}达到时序目标`
  }
  const whole = `${holder}${some}${judged}项${subject}`
  if (met === judged) return `${whole}均达到时序目标`
  if (met === 0) return `${whole}均未达到时序目标`
  return `${whole}中有${met}项达到时序目标`
}

/** 可与时序目标比较的11个单位中有5个达到时序目标 · 东湾区有评价的28项考核指标中有20项达到时序目标 */
export function countHeadings({ of, subject, holder, judged, all, met }: CountClaim): string[] {
  const told = met === judged ? '均达到时序目标' : met === 0 ? '均未达到时序目标' : ''
  const some = judged < all ? ['可与时序目标比较的', '有评价的'] : ['']
  const [counted, counter] = of === 'units' ? [`${judged}个单位`, '个'] : [`${judged}项${subject}`, '项']
  return some.map((limit) => `${holder}${limit}${counted}${told === '' ? `中有${met}${counter}达到时序目标` : told}`)
}

/** The cards of a cockpit together: how many reach what is expected, and which rate falls furthest short. */
export type CardsClaim = {
  readonly kind: 'cards'
  readonly count: CountClaim
  readonly worst: GoalClaim | null
  readonly [checked]?: true
}

/** Null when the cards cannot be counted; a worst one is named only among rates and when it is alone. */
export function claimCards(cards: readonly { readonly name: string; readonly aim: Aim }[]): CardsClaim | null {
  const count = claimCount(
    'indicators',
    '核心指标',
    cards.map(({ aim }) => ({ light: aim.light })),
  )
  if (count === null) return null
  const short = cards.flatMap(({ name, aim }) => {
    const claim = aim.format.unit === '%' ? claimGoal(name, aim) : null
    return claim === null || claim.meetsExpected ? [] : [claim]
  })
  const size = ({ value, expected }: GoalClaim): number => distance(value, expected, 6)
  const [first, second] = short.toSorted((left, right) => size(right) - size(left))
  const isAlone = first !== undefined && (second === undefined || size(first) > size(second))
  return { kind: 'cards', count, worst: isAlone ? first : null }
}

/** 6项核心指标中有2项达到时序目标，工伤保险参保率低于时序目标6.9个百分点 */
export function cardsWords({ count, worst }: CardsClaim): string {
  const short = worst === null ? null : shortfallWords(worst)
  return worst === null || short === null ? countWords(count) : `${countWords(count)}，${worst.subject}${short}`
}

/** 6项核心指标中3项达标，失业保险参保率差4.4个百分点 · 6项核心指标中有3项达到时序目标 */
export function cardsHeadings({ count, worst }: CardsClaim): string[] {
  const { judged, all, met, subject } = count
  const apart = worst === null ? null : distanceWords(worst.value, worst.expected, worst.format)
  const limit = judged < all ? '有评价的' : ''
  const named =
    worst === null || apart === null || met === 0
      ? []
      : [`${limit}${judged}项${subject}中${met}项达标，${worst.subject}差${apart}`]
  return [...named, countWords(count), ...countHeadings(count)]
}
