import type { CellState } from '../cell.ts'
import { readChineseNumeral } from './chinese-numeral.ts'
import type { DecimalText } from './decimal-text.ts'
import { decimalsOf, fitsDouble, shiftDecimal, tidyDecimal, withoutNoise } from './decimal-text.ts'
import { directionControlProblem } from './direction-control.ts'
import { acceptedUnitWords, isCountUnit, isMoneyUnit, measureUnit, trailingUnitWord } from './measure-unit.ts'
import type { NumberRefusalCode } from './number-refusal.ts'
import { blankWordRefusal, shown, spellingRefusal } from './number-refusal.ts'

export type ReadNumberOptions = {
  /** The cell's unit as in the catalogue: 人, 家, 万元, % … */
  readonly unit: string
  /** Most decimals the cell keeps; by default 0 for things that are counted and no limit for the rest. */
  readonly decimals?: number
  readonly allowNegative?: boolean
}

/** A reading is a Cell with a note on what was converted, or a refusal in words. Nothing is ever guessed. */
export type NumberReading =
  | { readonly ok: true; readonly state: 'reported'; readonly value: number; readonly note: string | null }
  | { readonly ok: true; readonly state: Exclude<CellState, 'reported'>; readonly value: null; readonly note: null }
  | NumberRefusal
export type NumberRefusal = { readonly ok: false; readonly code: NumberRefusalCode; readonly reason: string }

/** Where a reading stands: the rest of the text and what was taken off it. */
type Peeled = {
  readonly core: string
  readonly negative: boolean
  readonly currency: boolean
  readonly unitWord: string | null
}

/** `spelt`: not the digits as they were written, so that the reading says what it made of them. */
type Magnitude = { readonly text: DecimalText; readonly spelt: boolean; readonly scaleWord: boolean }

/** Reads what a person typed or pasted into a cell (A4, quality I6). Empty text is 未报. */
export function readNumber(text: string, options: ReadNumberOptions): NumberReading {
  if (wholeNumber.test(text)) return { ok: true, state: 'reported', value: Number(text), note: null }
  if (plainNumber.test(text)) return settle(text, plainly(text), { text, spelt: false, scaleWord: false }, options)
  const turned = directionControlProblem(text)
  if (turned !== null) return refuse('direction_control', turned)
  const clean = toHalfWidth(text).trim()
  const state = stateWords.get(clean)
  if (state) return { ok: true, state, value: null, note: null }
  const refusal = blankWordRefusal(clean) ?? spellingRefusal(clean)
  if (refusal) return { ok: false, ...refusal }
  const peeled = peel(plainly(clean))
  const magnitude = readMagnitude(peeled.core)
  if (!magnitude)
    return refuse(
      'not_a_number',
      `“${shown(clean)}”不是数字，请填写阿拉伯数字；没有数据请选择未报、不适用、无法提供或不公布`,
    )
  return unitRefusal(clean, peeled, magnitude, options) ?? settle(clean, peeled, magnitude, options)
}

/** What nearly every cell holds: nothing in it to convert, to doubt or to take off. */
const wholeNumber = /^(?:0|[1-9]\d{0,14})$/

/** The same with more digits than a double holds, too. */
const plainNumber = /^(?:0|[1-9]\d*)$/

function plainly(core: string): Peeled {
  return { core, negative: false, currency: false, unitWord: null }
}

const stateWords = new Map<string, Exclude<CellState, 'reported'>>([
  ['', 'not_reported'],
  ['未报', 'not_reported'],
  ['未报送', 'not_reported'],
  ['未填报', 'not_reported'],
  ['不适用', 'not_applicable'],
  ['无法提供', 'not_available'],
  ['不公布', 'withheld'],
])

/** Full-width forms and invisible characters only: wider normalisation would turn 10² into 102. */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\u00a0\u2000-\u200a\u202f\u3000]/g, ' ')
    .replace(/[\uff01-\uff5e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .replace(/[￥¥]/g, '￥')
    .replace(/\u2212/g, '-')
}

/** Takes brackets, sign, currency and unit off the ends, each at most once. */
function peel(from: Peeled): Peeled {
  const core = from.core.trim()
  const bracketed = /^\(([^()]+)\)$/.exec(core)?.[1]
  if (bracketed && !from.negative) return peel({ ...from, core: bracketed, negative: true })
  if (/^[-负]/.test(core) && !from.negative) return peel({ ...from, core: core.slice(1), negative: true })
  const money = /^(￥|人民币)/.exec(core)?.[0]
  if (money && !from.currency) return peel({ ...from, core: core.slice(money.length), currency: true })
  if (core.startsWith('百分之') && !from.unitWord) return peel({ ...from, core: core.slice(3), unitWord: '%' })
  const word = from.unitWord ? null : trailingUnitWord(core)
  if (word && core.length > word.length) return peel({ ...from, core: core.slice(0, -word.length), unitWord: word })
  return { ...from, core: core.replace(/^\+(?=[\d.])/, '') }
}

const groupedNumber = /^(?:(?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?|\.\d+)$/
const scaleWords = '万亿|千亿|百亿|十亿|千万|百万|十万|亿|万|千|百'
const places: Readonly<Record<string, number>> = {
  百: 2, 千: 3, 万: 4, 十万: 5, 百万: 6, 千万: 7, 亿: 8, 十亿: 9, 百亿: 10, 千亿: 11, 万亿: 12,
} // prettier-ignore

function readMagnitude(core: string): Magnitude | null {
  if (groupedNumber.test(core)) return readDigits(ungroup(core))
  const compound = readScaled(core.replace(/萬/g, '万').replace(/億/g, '亿'))
  if (compound !== null) return { text: compound, spelt: true, scaleWord: true }
  const numeral = readChineseNumeral(core)
  return numeral === null ? null : { text: numeral, spelt: true, scaleWord: /[万亿萬億]/.test(core) }
}

function readDigits(text: DecimalText): Magnitude {
  const settled = withoutNoise(text)
  return { text: settled ?? text, spelt: settled !== null, scaleWord: false }
}

function ungroup(number: string): DecimalText {
  return tidyDecimal((number.startsWith('.') ? `0${number}` : number).replace(/,/g, ''))
}

/** 1.2万, 3万5千, 1亿2000万, 1万2000. A shorter tail (1万2) may mean 10002 or 12000 and is refused. */
function readScaled(core: string): DecimalText | null {
  const single = new RegExp(`^([\\d,.]+) ?(${scaleWords})$`).exec(core)
  if (single)
    return groupedNumber.test(single[1] ?? '')
      ? shiftDecimal(ungroup(single[1] ?? ''), places[single[2] ?? ''] ?? 0)
      : null
  const parts = [...core.matchAll(new RegExp(`([1-9]\\d*)(${scaleWords}|$)`, 'g'))]
  if (parts.length < 2 || parts.map((part) => part[0]).join('') !== core) return null
  return addParts(parts.map((part) => ({ digits: part[1] ?? '', zeros: places[part[2] ?? ''] ?? 0 })))
}

function addParts(parts: readonly { digits: string; zeros: number }[]): DecimalText | null {
  let total = 0
  let room = Infinity
  for (const { digits, zeros } of parts) {
    const bareTail = zeros === 0 && digits.length !== room
    if (zeros >= room || digits.length + zeros > room || bareTail) return null
    total += Number(digits) * 10 ** zeros
    room = zeros
  }
  return Number.isSafeInteger(total) ? String(total) : null
}

function unitRefusal(
  text: string,
  peeled: Peeled,
  magnitude: Magnitude,
  options: ReadNumberOptions,
): NumberRefusal | null {
  const { unit } = options
  const { places: cellPlaces } = measureUnit(unit)
  const word = peeled.unitWord
  if (word === '%' && isCountUnit(unit))
    return refuse('percent_of_count', `本格要填${unit}数，“${shown(text)}”是百分比，请填写绝对数`)
  if (word && !acceptedUnitWords(unit).includes(word))
    return refuse('unit_mismatch', `本格的单位是${unit}，“${shown(text)}”的单位是${word}，请换算后填写`)
  if (peeled.currency && !isMoneyUnit(unit))
    return refuse('unit_mismatch', `本格的单位是${unit}，“${shown(text)}”是金额，请核对是否填错了格`)
  if (unit === '%' && magnitude.scaleWord)
    return refuse('unit_mismatch', `本格要填百分比，“${shown(text)}”带有万或亿，请核对是否填错了格`)
  const unclear = cellPlaces > 0 && !word && (peeled.currency || magnitude.scaleWord)
  if (!unclear) return null
  return refuse(
    'ambiguous_scale',
    `本格的单位已是${unit}，“${shown(text)}”看不出是多少${unit}，请只写以${unit}计的数字，或在末尾写明“${measureUnit(unit).base}”`,
  )
}

function settle(text: string, peeled: Peeled, magnitude: Magnitude, options: ReadNumberOptions): NumberReading {
  const { unit } = options
  const cellPlaces = measureUnit(unit).places
  const converted = cellPlaces > 0 && peeled.unitWord !== null
  const amount = converted ? shiftDecimal(magnitude.text, -cellPlaces) : magnitude.text
  const limit = options.decimals ?? (isCountUnit(unit) ? 0 : Infinity)
  if (!fitsDouble(amount)) return refuse('too_long', `“${shown(text)}”超过15位有效数字，请核对是否多写了位数`)
  if (decimalsOf(amount) > limit) return refuse('decimals', decimalsReason(text, amount, limit, unit))
  if (peeled.negative && options.allowNegative !== true)
    return refuse('negative', `本格不能为负数，“${shown(text)}”请核对`)
  const magnitudeValue = Number(amount)
  const value = peeled.negative && magnitudeValue !== 0 ? -magnitudeValue : magnitudeValue
  const rewritten = magnitude.spelt || converted || text.startsWith('(')
  return {
    ok: true,
    state: 'reported',
    value,
    note: rewritten
      ? `“${shown(text)}”已读作 ${peeled.negative ? '-' : ''}${amount} ${unit}`
      : fractionNote(value, peeled, unit),
  }
}

function decimalsReason(text: string, amount: DecimalText, limit: number, unit: string): string {
  const read = amount === text ? '' : `（即 ${amount} ${unit}）`
  return limit === 0
    ? `本格应为整数，“${shown(text)}”${read}带有小数，请核对`
    : `本格最多保留${limit}位小数，“${shown(text)}”${read}请按四舍五入后填写`
}

/** 0.851 in a % cell is read as written; the note lets a person see the likely slip. */
function fractionNote(value: number, peeled: Peeled, unit: string): string | null {
  const suspicious = unit === '%' && peeled.unitWord === null && Math.abs(value) > 0 && Math.abs(value) < 1
  return suspicious
    ? `已按 ${value}% 读入，如应为 ${Number(shiftDecimal(String(Math.abs(value)), 2)) * Math.sign(value)}% 请改正`
    : null
}

function refuse(code: NumberRefusalCode, reason: string): NumberRefusal {
  return { ok: false, code, reason }
}
