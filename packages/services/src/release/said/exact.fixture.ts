import type { RawMeasure } from './world.fixture.ts'

/* Exact numbers, and how they print. */

export type Fraction = { readonly n: bigint; readonly d: bigint }

function gcd(a: bigint, b: bigint): bigint {
  let [large, small] = [a < 0n ? -a : a, b]
  while (small !== 0n) [large, small] = [small, large % small]
  return large
}

const powers = Array.from({ length: 10 }, (_, decimals) => 10n ** BigInt(decimals))
const tenTo = (decimals: number): bigint => powers[decimals] ?? 10n ** BigInt(decimals)

export function fraction(n: bigint, d = 1n): Fraction {
  const [top, bottom] = d < 0n ? [-n, -d] : [n, d]
  const by = gcd(top, bottom)
  return by === 0n ? { n: 0n, d: 1n } : { n: top / by, d: bottom / by }
}

/** The decimal that a number prints as. */
export function exact(value: number): Fraction {
  const [whole = '0', part = ''] = String(value).split('.')
  return fraction(BigInt(whole + part), tenTo(part.length))
}

export const exactOf = (value: number): Fraction => fraction(BigInt(Math.round(value * 1000)), 1000n)

export const plus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d + b.n * a.d, a.d * b.d)

export const minus = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d - b.n * a.d, a.d * b.d)

export const times = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.n, a.d * b.d)

export const over = (a: Fraction, b: Fraction): Fraction => fraction(a.n * b.d, a.d * b.n)

/** By the cross product: no denominator is negative. */
export function order(a: Fraction, b: Fraction): number {
  const [left, right] = [a.n * b.d, b.n * a.d]
  return left === right ? 0 : left > right ? 1 : -1
}

export const size = (a: Fraction): Fraction => (a.n < 0n ? { n: -a.n, d: a.d } : a)

/** Steps of the last printed digit, half away from zero. */
export function steps(value: Fraction, decimals: number): bigint {
  const scaled = value.n * tenTo(decimals) * 2n
  const up = (scaled < 0n ? -scaled : scaled) + value.d
  const found = up / (value.d * 2n)
  return scaled < 0n ? -found : found
}

export const printed = (value: Fraction, decimals: number): Fraction =>
  fraction(steps(value, decimals), tenTo(decimals))

/** '1,234.5' */
export function digits(value: Fraction, decimals: number): string {
  const all = steps(size(value), decimals)
    .toString()
    .padStart(decimals + 1, '0')
  const whole = decimals === 0 ? all : all.slice(0, -decimals)
  const grouped = whole.replace(/(?<=\d)(?=(\d{3})+$)/g, ',')
  const sign = value.n < 0n && steps(value, decimals) !== 0n ? '-' : ''
  return sign + (decimals === 0 ? grouped : `${grouped}.${all.slice(-decimals)}`)
}

export const isRate = (unit: string): boolean => ['%', '百分点', '倍', '分'].includes(unit) || unit.includes('/')

/** As a sentence prints it: 85.1%, 1.25万人, 312份. */
export function spoken(value: Fraction, unit: string, decimals: number): string {
  const own = unit === '百分点' ? '个百分点' : unit
  if (isRate(unit) || order(size(printed(value, decimals)), fraction(10000n)) < 0) return digits(value, decimals) + own
  const scaled = over(value, fraction(10000n))
  const text = digits(scaled, order(size(scaled), fraction(10n)) < 0 ? 2 : 1)
  return `${text.includes('.') ? text.replace(/\.?0+$/, '') : text}万${unit}`
}

export const spokenOf = (value: Fraction | null, { unit, decimals }: RawMeasure): string =>
  value === null ? '—' : spoken(value, unit, decimals)

/** The distance of two printed figures: 1.2个百分点. */
export function apart(left: Fraction, right: Fraction, { unit, decimals }: RawMeasure): string {
  const distance = size(minus(printed(left, decimals), printed(right, decimals)))
  return spoken(distance, unit === '%' ? '百分点' : unit, decimals)
}

export const samePrint = (left: Fraction, right: Fraction, { decimals }: RawMeasure): boolean =>
  steps(left, decimals) === steps(right, decimals)

export const quarterNumber = (period: string): number => Number(period.slice(0, 4)) * 4 + Number(period[5]) - 1

export const quarterName = (at: number): string => `${Math.floor(at / 4)}Q${(at % 4) + 1}`

export const quarterWords = (period: string): string =>
  `${period.slice(0, 4)}年第${'一二三四'[Number(period[5]) - 1] ?? ''}季度`

export const yearIn = (period: string): number => Number(period.slice(0, 4))

/** Two thirds of the city. */
export function isEnough(share: Fraction | null): boolean {
  return share !== null && order(share, fraction(2n, 3n)) >= 0
}

/** On the right side of what is asked, as printed. */
export function reaches(value: Fraction, aim: Fraction, { direction, decimals }: RawMeasure): boolean {
  const side = order(printed(value, decimals), printed(aim, decimals))
  return direction === 'higher' ? side >= 0 : side <= 0
}
