import type { ResultState } from '../cell.ts'
import { unreachable } from '../must.ts'
import { roundHalfAway, scaledInteger } from './round.ts'

export { formatDate, formatDateTime, formatPeriod } from './date-format.ts'

/** How a quantity is printed: its catalogue unit and declared decimals. */
export type NumberFormat = { readonly unit: string; readonly decimals: number }

/** A figure in two parts, so that a card can print the unit smaller. */
export type Figure = { readonly number: string; readonly unit: string }

/** Table form: every digit, thousands separated, no unit (the header names it). 12345.6 → 12,345.6 */
export function formatValue(value: number, format: NumberFormat): string {
  // Most figures are counts: what is whole needs no rounding.
  const isWhole = format.decimals === 0 && Number.isInteger(value)
  const rounded = isWhole ? value : roundHalfAway(value, format.decimals)
  const fixed = isWhole ? String(value) : rounded.toFixed(format.decimals)
  const size = Math.abs(rounded)
  // Beyond the second bound toFixed writes exponents.
  return size >= 1000 && size < 1e21 ? groupDigits(fixed) : fixed
}

/** A share of one as a percentage, rounded once: 0.9835 → 98.4%. */
export function formatShare(share: number, decimals = 1): string {
  return `${formatValue(scaledInteger(share, decimals + 2) / 10 ** decimals, { unit: '%', decimals })}%`
}

/** A size of a file: 1,234,567 bytes → 1.2 MB */
export function formatMegabytes(bytes: number): string {
  return `${formatValue(bytes / 1e6, { unit: 'MB', decimals: 1 })} MB`
}

/** A comma before every three digits of the whole part. Written for speed: rules word thousands of figures at every save. */
function groupDigits(fixed: string): string {
  const point = fixed.indexOf('.')
  const sign = fixed.startsWith('-') ? 1 : 0
  let end = point < 0 ? fixed.length : point
  let grouped = fixed.slice(end)
  for (; end - sign > 3; end -= 3) grouped = `,${fixed.slice(end - 3, end)}${grouped}`
  return fixed.slice(0, end) + grouped
}

/** Table form of a result: the number where there is one (a partial result has one), else the word of its state. */
export function formatResult(
  result: { readonly state: ResultState; readonly value: number | null },
  format: NumberFormat,
): string {
  return result.value === null ? formatState(result.state) : formatValue(result.value, format)
}

const scaleSteps = [
  { places: 12, word: '万亿' },
  { places: 8, word: '亿' },
  { places: 4, word: '万' },
] as const

const scaledUnit = /^([万亿])(元|人|人次)$/

/** Prose and card form: 39.6 + 万人, 1.2 + 万, 85.1 + %. From 万 on one decimal, two below ten of the step (ux 3.6). */
export function formatFigure(value: number, format: NumberFormat): Figure {
  if (isRelativeUnit(format.unit)) return { number: formatValue(value, format), unit: spokenUnit(format.unit) }
  const [, word = '', base = format.unit] = scaledUnit.exec(format.unit) ?? []
  const basePlaces = word === '亿' ? 8 : word === '万' ? 4 : 0
  const magnitude = Math.abs(roundHalfAway(value, format.decimals))
  const step = scaleSteps.find(({ places }) => places > basePlaces && printsFullStep(magnitude, places - basePlaces))
  if (!step) return { number: formatValue(value, format), unit: format.unit }
  return { number: inSteps(value, step.places - basePlaces), unit: `${step.word}${base}` }
}

/** Prose form in one string: 39.6万人, 85.1%, 2.35亿元. */
export function formatProse(value: number, format: NumberFormat): string {
  const { number, unit } = formatFigure(value, format)
  return number + unit
}

/** 99,999,999 prints as 1亿, not as 10000万. */
function printsFullStep(magnitude: number, places: number): boolean {
  return (
    scaledInteger(magnitude / 10 ** places, 4) >= 10_000 ||
    (places > 4 && scaledInteger(magnitude / 10 ** (places - 4), 1) >= 100_000)
  )
}

function inSteps(value: number, places: number): string {
  const scaled = value / 10 ** places
  const decimals = Math.abs(scaled) < 10 ? 2 : 1
  return formatValue(scaled, { unit: '', decimals }).replace(/\.?0+$/, '')
}

/** Rates, ratios and scores: their change is a difference, never a percentage, and 万 never stands before them. */
export function isRelativeUnit(unit: string): boolean {
  return unit === '%' || spokenUnit(unit) === '个百分点' || unit === '倍' || unit === '分' || unit.includes('/')
}

/** The unit as it is written after a number and in a header: 个百分点. */
export function spokenUnit(unit: string): string {
  return unit === '百分点' ? '个百分点' : unit
}

/** What a difference of two figures is measured in: 个百分点 for rates, else their own unit. */
export function differenceUnit(unit: string): string {
  return unit === '%' ? '个百分点' : spokenUnit(unit)
}

/** One unit for a whole axis: what to divide by and what to print. */
export function axisUnit(maximum: number, unit: string): { readonly divisor: number; readonly unit: string } {
  const plain = { divisor: 1, unit }
  if (isRelativeUnit(unit)) return plain
  const [, word = '', base = unit] = scaledUnit.exec(unit) ?? []
  const basePlaces = word === '亿' ? 8 : word === '万' ? 4 : 0
  const step = scaleSteps.find(({ places }) => places > basePlaces && Math.abs(maximum) >= 10 ** (places - basePlaces))
  return step ? { divisor: 10 ** (step.places - basePlaces), unit: `${step.word}${base}` } : plain
}

/** The word that stands where a number is missing (decision 8). */
export function formatState(state: ResultState): string {
  switch (state) {
    case 'reported':
      return '已报'
    case 'not_reported':
      return '未报'
    case 'not_applicable':
      return '不适用'
    case 'not_available':
      return '无法提供'
    case 'withheld':
      return '不公布'
    case 'zero_denominator':
    case 'uncomputable':
      return '不可计算'
    case 'partial':
      return '部分'
    case 'invalid':
      return '无效'
    case 'not_established':
      return '当时未设立'
    default:
      return unreachable(state)
  }
}
