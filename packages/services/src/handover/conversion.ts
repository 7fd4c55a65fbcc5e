import { shiftDecimal } from '@cg/domain/number/decimal-text'
import { formatValue } from '@cg/domain/number/number-format'
import { withoutNoise } from '@cg/domain/number/round'

/** How a figure of ours becomes the province's, with the words for it; or why it cannot. */
export type Conversion =
  | { readonly ok: true; readonly convert: (value: number) => number; readonly words: string }
  | { readonly ok: false; readonly message: string }

const scales: Readonly<Record<string, number>> = { 十: 1, 百: 2, 千: 3, 万: 4, 十万: 5, 百万: 6, 千万: 7, 亿: 8 }

/** Digits that a product of two decimals may be off by. */
const exactDigits = 14

/**
 * Between units of one quantity the factor follows from their names, and a typed one must be that; between others the
 * office says it, and answers for it.
 */
export function conversionOf(from: string, to: string, factor: number | null): Conversion {
  if (to.trim() === '') return { ok: false, message: '没有填写省里的计量单位' }
  const places = placesBetween(plain(from), plain(to))
  if (places === null) return byFactor(from, to, factor)
  if (factor !== null && withoutNoise(factor / 10 ** places, exactDigits) !== 1) {
    const right = places < 0 ? `${10 ** -places} 分之一（${numberText(10 ** places)}）` : numberText(10 ** places)
    return { ok: false, message: `由“${from}”换成“${to}”的换算系数应为 ${right}，现填 ${numberText(factor)}` }
  }
  return {
    ok: true,
    // A power of ten above 1 is a whole number of the machine, its inverse is not.
    convert: (value) => withoutNoise(places < 0 ? value / 10 ** -places : value * 10 ** places, exactDigits),
    words: scaleWords(from, to, places),
  }
}

function scaleWords(from: string, to: string, places: number): string {
  if (places === 0) return from === to ? `${to}，不换算` : `${from} 即 ${to}，不换算`
  const size = formatValue(10 ** Math.abs(places), { unit: '', decimals: 0 })
  return places < 0 ? `${from} ÷ ${size} → ${to}` : `${from} × ${size} → ${to}`
}

function byFactor(from: string, to: string, factor: number | null): Conversion {
  if (factor === null) {
    return {
      ok: false,
      message: `本系统的单位是“${from === '' ? '无' : from}”，省里的是“${to}”，不能自动换算。请填写换算系数；确认数值相同的填 1`,
    }
  }
  return {
    ok: true,
    convert: (value) => withoutNoise(value * factor, exactDigits),
    words: `${from} × ${numberText(factor)} → ${to}（系数由人工填写）`,
  }
}

/** As it is typed: 0.0001; small ones without the exponent that the machine writes. */
function numberText(value: number): string {
  const [, digits = '', places = ''] = /^([\d.]+)e([+-]\d+)$/.exec(String(value)) ?? []
  return digits === '' ? String(value) : shiftDecimal(digits, Number(places))
}

/** One way to write a unit that has several. */
function plain(unit: string): string {
  return unit
    .trim()
    .replace('％', '%')
    .replace(/^个百分点$/, '百分点')
    .replace(/^户$/, '家')
    .replace(/^名$/, '人')
}

/** By which power of ten the units of one quantity differ; null: they are not of one. */
function placesBetween(from: string, to: string): number | null {
  for (const [one, size] of baseForms(from)) {
    for (const [other, otherSize] of baseForms(to)) if (one === other) return size - otherSize
  }
  return null
}

/** 万人 is itself, and 人 with four places; 百分点 is no hundred of anything that another unit is measured in. */
function baseForms(unit: string): [base: string, places: number][] {
  const scaled = Object.entries(scales).flatMap(([word, places]): [string, number][] =>
    unit.startsWith(word) && unit.length > word.length ? [[unit.slice(word.length), places]] : [],
  )
  return [[unit, 0], ...scaled.toSorted((left, right) => right[1] - left[1])]
}
