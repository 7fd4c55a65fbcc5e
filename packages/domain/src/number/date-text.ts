import { isPeriod, makePeriod, periodEnd } from '../period.ts'
import type { Period } from '../period.ts'
import { readChineseNumeral } from './chinese-numeral.ts'
import { chinaOffsetMs, inChina } from './china-day.ts'

/*
 * The one reader of days, moments and quarters that people write or that a spreadsheet holds. A day that no calendar has
 * is refused, never moved to the next month; a form that can be read in two ways is refused with the one to write.
 */

export type DateRefusal = { readonly ok: false; readonly reason: string }
export type DayReading = { readonly ok: true; readonly day: string } | DateRefusal
/** `hasTime`: an hour was written; without one `instant` is the day's beginning. */
export type MomentReading = { readonly ok: true; readonly instant: string; readonly hasTime: boolean } | DateRefusal
export type PeriodReading = { readonly ok: true; readonly period: Period } | DateRefusal

const dayMs = 86_400_000
const dayLike = '应写成 2026-10-20 的样子'
const periodLike = '应写成 2026Q3 或 2026年第三季度 的样子'

/** True for 'YYYY-MM-DD' of a day that the calendar has: not for 2026-11-31. */
export function isRealDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  return year !== undefined && isInCalendar(Number(year), Number(month), Number(day))
}

/** What is wrong with a day as programs send it ('2026-11-31'), in words; null where it is one. */
export function dayFault(text: string): string | null {
  const day = readDay(text)
  return day.ok ? null : day.reason
}

/** An instant as programs send it ('2026-10-15T10:00:00Z', with its zone), in UTC; null for anything else, 31 November too. */
export function readInstant(text: string): string | null {
  const [, day, hour, minute, second = '00'] =
    /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/.exec(text) ?? []
  if (day === undefined || !isRealDay(day)) return null
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  return new Date(Date.parse(text)).toISOString()
}

/** 2026-03-31 · 2026/3/31 · 2026.3.31 · 20260331 · 2026年3月31日 · 二〇二六年三月三十一日 · 46112 (a spreadsheet's day number). */
export function readDay(text: string): DayReading {
  const reading = readMoment(text)
  if (!reading.ok) return reading
  if (reading.hasTime) return refuse(`“${text.trim()}”写了几点几分，这里只要日期，${dayLike}`)
  return { ok: true, day: inChina(reading.instant).slice(0, 10) }
}

/** A day as above with or without an hour, in China's time: 2026/10/20 18:00 · 2026年10月20日18时 · 10月20日下午6点 with its year · 24:00. */
export function readMoment(text: string): MomentReading {
  const clean = halfWidth(text)
  const serial = readSerial(clean)
  if (serial !== null) return serial
  const split = splitDay(clean)
  if (split === null) return refuse(dayRefusal(text.trim(), clean))
  const { year, month, day, rest } = split
  if (!isInCalendar(year, month, day)) return refuse(noSuchDay(text.trim(), split))
  const time = readTime(rest)
  if (time === null) {
    return refuse(`“${text.trim()}”里的几点几分看不明白，应写成 2026-10-20 18:00 的样子`)
  }
  const instant = new Date(Date.UTC(year, month - 1, day) + (time.minutes ?? 0) * 60_000 - chinaOffsetMs).toISOString()
  return { ok: true, instant, hasTime: time.minutes !== null }
}

/** 2026Q3 · 2026年第三季度 · 2026年3季度 · 2026-Q3 · 2026年末 · the quarter's last day (2026-09-30). */
export function readPeriod(text: string): PeriodReading {
  const clean = halfWidth(text).toUpperCase().replace(/\s+/g, '')
  const [, year = '', , roman, word] = /^(.{4})(年|-|\/|\.)?(?:Q([1-4])|第?([一二三四1-4])季度?)$/.exec(clean) ?? []
  const number = readYear(year)
  if (number !== null) return settle(text, `${number}Q${roman ?? ('一二三四'.indexOf(word ?? '') + 1 || word)}`)
  const [, ended] = /^(.{4})年(?:末|底)$/.exec(clean) ?? []
  const endYear = readYear(ended ?? '')
  if (endYear !== null) return settle(text, `${endYear}Q4`)
  const day = readDay(text)
  if (day.ok) return quarterOfEnd(text, day.day)
  return refuse(`“${text.trim()}”不是季度，${periodLike}`)
}

function settle(text: string, code: string): PeriodReading {
  return isPeriod(code) ? { ok: true, period: code } : refuse(`“${text.trim()}”不在2000年至2199年之间，请核对年份`)
}

function quarterOfEnd(text: string, day: string): PeriodReading {
  const period = makePeriod(Number(day.slice(0, 4)), Math.ceil(Number(day.slice(5, 7)) / 3))
  if (periodEnd(period) === day) return { ok: true, period }
  return refuse(`“${text.trim()}”是日期，不是季度的最后一天，看不出是哪个季度，${periodLike}`)
}

function refuse(reason: string): DateRefusal {
  return { ok: false, reason }
}

function halfWidth(text: string): string {
  return text
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/[\u00a0\u3000]/g, ' ')
    .replace(/[\uff01-\uff5e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .trim()
}

/** Day 1 of a spreadsheet is 1 January 1900, and it believes in 29 February 1900: from 1 March on, day 0 is 30 December 1899. */
const serialStart = Date.UTC(1899, 11, 30)
const firstSerial = (Date.UTC(2000, 0, 1) - serialStart) / dayMs
const lastSerial = (Date.UTC(2200, 0, 1) - serialStart) / dayMs

function readSerial(text: string): MomentReading | null {
  if (!/^\d{5,6}(?:\.\d+)?$/.test(text)) return null
  const serial = Number(text)
  if (serial < firstSerial || serial >= lastSerial) return null
  const minutes = Math.round(serial * 1440)
  const instant = new Date(serialStart + minutes * 60_000 - chinaOffsetMs).toISOString()
  return { ok: true, instant, hasTime: text.includes('.') }
}

type Split = { readonly year: number; readonly month: number; readonly day: number; readonly rest: string }

function splitDay(text: string): Split | null {
  const [, year = '', , month = '', day = '', rest = ''] =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)(.*)$/.exec(text) ?? []
  if (year !== '') return { year: Number(year), month: Number(month), day: Number(day), rest }
  const packed = /^(\d{4})(\d{2})(\d{2})(?!\d)(.*)$/.exec(text)
  if (packed !== null) {
    return { year: Number(packed[1]), month: Number(packed[2]), day: Number(packed[3]), rest: packed[4] ?? '' }
  }
  const words = /^(.{4}) ?年 ?([^年月日]{1,3}?) ?月 ?([^年月日]{1,3}?) ?[日号](.*)$/.exec(text)
  if (words === null) return null
  const parts = [readYear(words[1] ?? ''), readSmall(words[2] ?? ''), readSmall(words[3] ?? '')] as const
  if (parts[0] === null || parts[1] === null || parts[2] === null) return null
  return { year: parts[0], month: parts[1], day: parts[2], rest: words[4] ?? '' }
}

const yearDigits = '〇一二三四五六七八九'

/** 2026 · 二〇二六 · 二零二六 */
function readYear(text: string): number | null {
  if (/^\d{4}$/.test(text)) return Number(text)
  const digits = Array.from(text.replace(/[零○O0]/g, '〇'), (letter) => yearDigits.indexOf(letter))
  return digits.length === 4 && digits.every((digit) => digit >= 0) ? Number(digits.join('')) : null
}

function readSmall(text: string): number | null {
  if (/^\d{1,2}$/.test(text)) return Number(text)
  const found = readChineseNumeral(text)
  return found === null ? null : Number(found)
}

/** Minutes after midnight; null minutes where nothing is written, null where it cannot be read. 24:00 is the day's end. */
function readTime(text: string): { readonly minutes: number | null } | null {
  const clean = text.trim().replace(/^T/, '')
  if (clean === '') return { minutes: null }
  const [, half, hours = '', minutes = '0'] =
    /^(上午|下午|晚上|中午)? ?(\d{1,2})(?:(?::|时|点)(?:(\d{1,2})分?)?)?(?::\d{2}(?:\.\d+)?)?Z?$/.exec(clean) ?? []
  if (hours === '' || /^\d+$/.test(clean) || Number(minutes) > 59) return null
  const isLate = half === '下午' || half === '晚上' || (half === '中午' && Number(hours) < 11)
  const hour = Number(hours) + (isLate && Number(hours) < 12 ? 12 : 0)
  if (hour > 24 || (hour === 24 && Number(minutes) > 0) || (half === '上午' && hour > 12)) return null
  return { minutes: hour * 60 + Number(minutes) }
}

function isInCalendar(year: number, month: number, day: number): boolean {
  return year >= 2000 && year <= 2199 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month)
}

function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function noSuchDay(text: string, { year, month, day }: Split): string {
  if (year < 2000 || year > 2199) return `“${text}”不在2000年至2199年之间，请核对年份`
  if (month < 1 || month > 12) return `“${text}”写的是${month}月，一年只有12个月，请核对`
  return `没有${year}年${month}月${day}日这一天：这个月只有${daysOf(year, month)}天，请核对“${text}”`
}

function dayRefusal(text: string, clean: string): string {
  if (/^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}/.test(clean)) {
    return `“${text}”分不清哪个是年、月、日，请把四位数的年写在前面，${dayLike}`
  }
  if (/^\d{1,2}(?:[-/.]\d{1,2}|月.*)$/.test(clean)) return `“${text}”没有写年份，${dayLike}`
  if (/^\d{4}(?:[-/.]\d{1,2}|年.{1,3}月)$/.test(clean)) return `“${text}”没有写哪一日，${dayLike}`
  return `“${text}”不是日期，${dayLike}`
}
