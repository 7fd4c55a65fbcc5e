import type { DecimalText } from './decimal-text.ts'
import { shiftDecimal } from './decimal-text.ts'

const spellings: Readonly<Record<string, string>> = {
  〇: '零', 壹: '一', 贰: '二', 貳: '二', 叁: '三', 參: '三', 叄: '三', 肆: '四', 伍: '五', 陆: '六', 陸: '六', 柒: '七', 捌: '八',
  玖: '九', 拾: '十', 佰: '百', 仟: '千', 萬: '万', 億: '亿', 两: '二', 兩: '二', 廿: '二十', 卅: '三十', 點: '点',
} // prettier-ignore

const digitOrder = '零一二三四五六七八九'
const numeralOnly = /^[零一二三四五六七八九十百千万亿点]+$/
const section =
  /^(?:([一二三四五六七八九])千)?(零?)(?:([一二三四五六七八九])百)?(零?)(?:([一二三四五六七八九]?)(十))?(零?)([一二三四五六七八九]?)$/

/** 一万二千, 三百零五, 廿五, 三百五, 壹仟贰佰, 三点二万 as a decimal; null when it is no well-formed numeral. Strings of bare digits (一二三) are refused: 三五 may mean "three to five". */
export function readChineseNumeral(text: string): DecimalText | null {
  if (/两十|兩十/.test(text)) return null
  const numeral = Array.from(text, (letter) => spellings[letter] ?? letter).join('')
  if (!numeralOnly.test(numeral)) return null
  if (numeral === '零') return '0'
  const pointed = /^([^点万亿]+)点([零一二三四五六七八九]+)(万亿|[万亿])?$/.exec(numeral)
  if (pointed) return readPointed(pointed[1] ?? '', pointed[2] ?? '', pointed[3] ?? '')
  const value = readWhole(numeral)
  return value === null ? null : String(value)
}

function readPointed(whole: string, fraction: string, scale: string): DecimalText | null {
  const head = whole === '零' ? 0 : readSection(whole, 1)
  if (head === null) return null
  const tail = Array.from(fraction, (letter) => digitOrder.indexOf(letter)).join('')
  const places = scale === '万' ? 4 : scale === '亿' ? 8 : scale === '万亿' ? 12 : 0
  return shiftDecimal(`${head}.${tail}`, places)
}

function readWhole(numeral: string): number | null {
  const [high, low, ...rest] = numeral.split('亿')
  if (rest.length > 0 || high === undefined) return null
  if (low === undefined) return readBelowYi(numeral, 1)
  const upper = readBelowYi(high, 1)
  const lower = readRemainder(low, 100_000_000, (text, unit) => readBelowYi(text, unit))
  return upper === null || lower === null ? null : upper * 100_000_000 + lower
}

function readBelowYi(numeral: string, bareUnit: number): number | null {
  const [high, low, ...rest] = numeral.split('万')
  if (rest.length > 0 || high === undefined) return null
  if (low === undefined) return readSection(numeral, bareUnit)
  const upper = readSection(high, 1)
  const lower = readRemainder(low, 10_000, readSection)
  return upper === null || lower === null ? null : upper * 10_000 + lower
}

/** What follows 万 or 亿: a gap needs 零, and a lone digit means the next unit down (一万二 = 12000). */
function readRemainder(
  text: string,
  unit: number,
  read: (text: string, bareUnit: number) => number | null,
): number | null {
  if (text === '') return 0
  const value = text.startsWith('零') ? read(text.slice(1), 1) : read(text, unit / 10)
  if (value === null || value === 0) return null
  return value >= unit / 10 || text.startsWith('零') ? value : null
}

/** A number below 10000. `bareUnit` is what a lone digit stands for. */
function readSection(text: string, bareUnit: number): number | null {
  const lone = text.length === 1 ? digitOrder.indexOf(text) : -1
  if (lone > 0) return lone * bareUnit
  const parts = section.exec(text)
  if (!parts || text === '') return null
  const [, thousands = '', gapA = '', hundreds = '', gapB = '', tensDigit = '', ten = '', gapC = '', ones = ''] = parts
  const tens = ten === '' ? '' : tensDigit === '' ? '一' : tensDigit
  return joinDigits([thousands, hundreds, tens, ones], [gapA, gapB, gapC])
}

/** Digits of 千百十个 with the 零 written after each of the first three. */
function joinDigits(digits: readonly string[], gaps: readonly string[]): number | null {
  let value = 0
  let previous = -1
  let zeros = 0
  for (const [place, digit] of digits.entries()) {
    if (digit !== '') {
      const skipped = previous >= 0 && place - previous > 1
      const colloquial = skipped && place === 3 && zeros === 0
      if (zeros > 1 || (zeros === 1 && !skipped) || (zeros === 0 && skipped && !colloquial)) return null
      value += digitOrder.indexOf(digit) * 10 ** (colloquial ? 2 - previous : 3 - place)
      previous = place
      zeros = 0
    }
    if (place < 3 && gaps[place] === '零') zeros += 1
  }
  return previous < 0 || zeros > 0 ? null : value
}
