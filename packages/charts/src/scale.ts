import type { NumberFormat } from '@cg/domain/number/number-format'
import { axisUnit, isRelativeUnit } from '@cg/domain/number/number-format'
import { roundHalfAway } from '@cg/domain/number/round'
import type { Scale } from './model.ts'

export type ScaleOptions = {
  readonly format: NumberFormat
  /** Bars start at zero; dots need not. */
  readonly startsAtZero: boolean
}

const steps = [1, 2, 2.5, 5, 10]

/** Chooses round limits and at most seven marks. Numbers only; an empty list gives 0 to 1. A share never runs past 100 by rounding. */
export function niceScale(values: readonly (number | null)[], options: ScaleOptions): Scale {
  const numbers = values.filter((value) => value !== null)
  const [low, high] = endsOf(options.startsAtZero ? [0, ...numbers] : numbers)
  if (numbers.length === 0 || (low === 0 && high === 0)) return markedScale(0, 1, 0.5, options.format)
  const span = high - low || Math.abs(high)
  const step = niceStep(span / 5)
  const from = Math.floor((low - (options.startsAtZero ? 0 : span * 0.08)) / step) * step
  const room = options.startsAtZero ? high : high + span * 0.08
  const to = Math.ceil(room / step - 1e-9) * step
  const isShare = (options.format.unit === '%' || options.format.unit === '分') && high <= 100 && low >= 0
  return markedScale(isShare ? Math.max(0, from) : from, isShare ? Math.min(100, to) : to, step, options.format)
}

/** From which share of the largest value on all bars look alike: points of a score gather near the top, rates are read as levels. */
const alikeFrom = { score: 0.7, rate: 0.9 }

/**
 * The axis of one row a unit. Bars start at zero; scores and rates that all end near the top get an axis that begins
 * just below them, drawn as dots and said so in the notes (`axisNotes`). Counts are always bars.
 */
export function barScale(values: readonly (number | null)[], format: NumberFormat): Scale {
  const numbers = values.filter((value) => value !== null)
  const [low, high] = endsOf(numbers)
  const isAlike = isRelativeUnit(format.unit) && numbers.length > 2 && low < high
  return niceScale(values, {
    format,
    startsAtZero: !(isAlike && low >= high * (format.unit === '分' ? alikeFrom.score : alikeFrom.rate)),
  })
}

/** The smallest and the largest; of the quarters of thousands of units there are more than a call takes arguments. */
function endsOf(numbers: readonly number[]): [number, number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const one of numbers) {
    if (one < low) low = one
    if (one > high) high = one
  }
  return [low, high]
}

/** Where a value lies between the two ends of an axis: 0..1. */
export function shareOn({ from, to }: Scale, value: number): number {
  return (value - from) / (to - from)
}

/** 数值轴自90起 wherever an axis does not start at zero. */
export function axisNotes(scale: Scale): string[] {
  return scale.from > 0 ? [`数值轴自${scale.ticks[0]?.text ?? ''}起`] : []
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough))
  return (steps.find((step) => step * power >= rough - 1e-12) ?? 10) * power
}

function markedScale(from: number, to: number, step: number, format: NumberFormat): Scale {
  const start = roundHalfAway(from, 9)
  const end = roundHalfAway(to, 9)
  const { divisor, unit } = axisUnit(Math.max(Math.abs(start), Math.abs(end)), format.unit)
  const count = Math.floor((end - start) / step + 1e-9)
  const ticks = Array.from({ length: count + 1 }, (_, at) => {
    const value = roundHalfAway(start + at * step, 9)
    return { value, text: plainNumber(value / divisor) }
  })
  return { unit, from: start, to: end, ticks }
}

/** 2,600 as the figures beside it are printed. */
function plainNumber(value: number): string {
  const [whole = '', part] = String(roundHalfAway(value, 6)).split('.')
  const grouped = whole.replace(/(?<=\d)(?=(?:\d{3})+$)/gu, ',')
  return part === undefined ? grouped : `${grouped}.${part}`
}
