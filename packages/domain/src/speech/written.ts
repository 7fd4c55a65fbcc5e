import { acceptedUnitWords, measureUnit } from '../number/measure-unit.ts'
import { formatFigure, isRelativeUnit, spokenUnit } from '../number/number-format.ts'
import { roundHalfAway } from '../number/round.ts'
import type { BookMeasure } from './book.ts'
import type { Quantity } from './quantity.ts'

type Format = Pick<BookMeasure, 'unit' | 'decimals'>

/** loose: true as far as it goes, and not what is published: too many or too few digits. */
export type Match = { readonly result: 'equal' | 'differs' | 'loose'; readonly why: string }

/** Whether the unit written is one of the figure's: 名 for 人, 场次 for 场, never 人次 for 人 nor 个百分点 for %. */
export function fitsUnit(format: Format, unit: string): boolean {
  // 每万名…37.0人: what is named by the ten thousand needs not say it again.
  if (format.unit === `${unit}/万人` && unit !== '') return true
  if (isRelativeUnit(format.unit)) return spokenUnit(format.unit) === spokenUnit(unit)
  if (unit === '') return false
  const own = acceptedUnitWords(format.unit)
  return own.includes(unit) || (own.includes('件') && unit === '起')
}

const near = 1e-9

/** The figure written against the one published (`value` in the measure's unit). */
export function matchWritten(quantity: Quantity, value: number, format: Format): Match {
  const { places } = measureUnit(format.unit)
  const scaled = Number(`${roundHalfAway(value, format.decimals)}e${places}`)
  const raw = value * 10 ** places
  const isRate = isRelativeUnit(format.unit)
  switch (quantity.hedge) {
    case 'exact':
      return isRate
        ? matchRate(quantity, value, format.decimals)
        : matchCount(quantity, { raw, scaled, step: 10 ** (places - format.decimals) })
    case 'about':
      return matchAbout(quantity, raw, isRate)
    case 'odd':
      return yes(
        scaled >= quantity.value && scaled < quantity.value + lastStep(quantity),
        '“多、余”要求发布值高于这个整数、不到下一个整数',
      )
    case 'near':
      return matchSide(quantity, scaled, { isRate, isAbove: false, reach: isRate ? 2 : 0.05 })
    case 'over':
      return matchSide(quantity, scaled, { isRate, isAbove: true, reach: isRate ? 5 : 0.1 })
    case 'under':
      return matchSide(quantity, scaled, { isRate, isAbove: false, reach: isRate ? 5 : 0.1 })
  }
}

const yes = (isEqual: boolean, why: string): Match => ({ result: isEqual ? 'equal' : 'differs', why })

function matchRate({ value, step }: Quantity, published: number, decimals: number): Match {
  const printed = roundHalfAway(published, decimals)
  if (Math.abs(value - printed) < near) return { result: 'equal', why: '' }
  const written = Math.max(0, Math.round(-Math.log10(step)))
  if (written > decimals && Math.abs(roundHalfAway(value, decimals) - printed) < near)
    return { result: 'loose', why: '写的小数位数比发布的多' }
  const coarse = step >= 10 ? Math.round(published / step) * step : roundHalfAway(published, written)
  if (written < decimals && Math.abs(coarse - value) < near)
    return { result: 'loose', why: '写的是取整后的数，没有“约”“近”等字' }
  return { result: 'differs', why: '' }
}

function matchCount(
  { value, step }: Quantity,
  { raw, scaled, step: own }: { raw: number; scaled: number; step: number },
): Match {
  if (Math.abs(value - scaled) < near * Math.max(1, Math.abs(scaled))) return { result: 'equal', why: '' }
  if (step <= own) return { result: 'differs', why: '' }
  if (Math.abs(Math.round(raw / step) * step - value) > step * 1e-6) return { result: 'differs', why: '' }
  return step <= Math.abs(value) * 0.01
    ? { result: 'equal', why: '按写出的位数四舍五入一致' }
    : { result: 'loose', why: '取整太多，没有“约”“近”等字' }
}

function matchAbout({ value, step }: Quantity, raw: number, isRate: boolean): Match {
  const rounds = Math.abs(Math.round(raw / step) * step - value) < step * 1e-6
  const isClose = Math.abs(raw - value) <= (isRate ? 1 : 0.02 * Math.abs(value)) + near
  return yes(
    (rounds && Math.abs(raw - value) <= (isRate ? 1 : 0.05 * Math.abs(value)) + near) || isClose,
    '“约、左右”要求相差不大',
  )
}

type Side = { readonly isRate: boolean; readonly isAbove: boolean; readonly reach: number }

/** 近 and 不足: below and not far; 超: above and not far. Far off it is true and says little: the office decides. */
function matchSide({ value, hedge, after, before }: Quantity, scaled: number, { isRate, isAbove, reach }: Side): Match {
  const mayBeEqual = after === '以上' || before === '不低于' || before === '不少于' || before === '至少'
  const away = isAbove ? scaled - value : value - scaled
  const most = isRate ? reach : reach * Math.abs(value)
  if (away < -near || (away <= near && !mayBeEqual))
    return { result: 'differs', why: isAbove ? '发布值没有超过这个数' : '发布值没有低于这个数' }
  if (away <= most + near) return { result: 'equal', why: '' }
  return hedge === 'near'
    ? { result: 'differs', why: '发布值离这个数不近' }
    : { result: 'loose', why: '方向对，但离发布值较远' }
}

/** The size of the last digit that is not nought: 40多万 is below 50万, 1200余 below 1300. */
function lastStep({ value, step }: Quantity): number {
  let size = step
  while (value !== 0 && Math.abs(value % (size * 10)) < near) size *= 10
  return size
}

/** From here on a count is read in 万. */
const mostPlain = 100_000

/** What is written out in full (10139人次, 提出建议*条) is answered in full; null where 万 was written, or no count. */
export function plainCount({ kind, hedge, scale, unit }: Quantity, value: number, format: Format): string | null {
  const isCount = !isRelativeUnit(format.unit) && format.decimals === 0 && fitsUnit(format, unit)
  if (!isCount || hedge !== 'exact' || scale !== 0 || (kind !== 'blank' && kind !== 'figure')) return null
  return value < mostPlain ? `${Math.round(value)}${unit}` : null
}

/** The published figure as the draft would write it: 39.9万名, 95.7%; hedged, the whole number that the words ask for. */
export function writeFor(quantity: Quantity, value: number, format: Format): string {
  const { number: grouped, unit } = formatFigure(value, format)
  // Official texts write their figures without thousands separators.
  const number = grouped.replaceAll(',', '')
  const word = fitsUnit(format, quantity.unit) && !isRelativeUnit(format.unit) ? quantity.unit : ''
  const plain = plainCount(quantity, value, format)
  if (plain !== null) return plain
  const scale = /^(?:万亿|亿|万)/u.exec(unit)?.[0] ?? ''
  const end = word === '' ? unit : `${scale}${word}`
  const isHedged = quantity.kind === 'blank' && quantity.hedge !== 'exact'
  if (!isHedged) return `${number}${end}`
  const size = Number(number)
  const whole =
    quantity.hedge === 'over'
      ? Math.ceil(size) - 1
      : quantity.hedge === 'about'
        ? Math.round(size)
        : Math.floor(size) + 1
  return size < 3 ? `${number}${end}` : `${quantity.before}${whole}${end}${quantity.after}`
}
