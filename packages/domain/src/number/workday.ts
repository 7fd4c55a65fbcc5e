import { isRealDay } from './date-text.ts'
import { toHalfWidth } from './number-text.ts'

/** A day that the yearly notice names: free on a working day, or worked on a Saturday or Sunday (调休). */
export type SpecialDay = {
  /** 2026-10-01, in China. */
  readonly day: string
  readonly kind: 'off' | 'work'
  /** 国庆节 */
  readonly name: string
}

export type NoticeReading =
  | { readonly ok: true; readonly year: number; readonly days: readonly SpecialDay[] }
  | { readonly ok: false; readonly reason: string }

type Named = { readonly day: string; readonly name: string }
type Reading = { year: number; readonly off: Named[]; readonly work: Named[] }

const dayMs = 86_400_000
/** No holiday of the notice is longer: a longer range is a slip of the hand. */
const longestHoliday = 15
const weekdays = ['日', '一', '二', '三', '四', '五', '六'] as const

/**
 * Reads the text of 国务院办公厅关于某年部分节假日安排的通知, a sentence at a time: the days before 放假 are free, those
 * before 上班 are worked. Refuses a day that is on no calendar, a weekday that is not the day's, and a day named as both.
 */
export function readHolidayNotice(text: string): NoticeReading {
  const clean = toHalfWidth(text).replaceAll(/[ \t\u3000]/gu, '')
  const year = /(20\d{2})年[^。\n]*?(?:节假日|放假)/u.exec(clean)?.[1] ?? /(20\d{2})年/u.exec(clean)?.[1]
  if (year === undefined) return refuse('没有读到是哪一年的安排，请连同通知的标题一起粘贴')
  const reading: Reading = { year: Number(year), off: [], work: [] }
  let name = ''
  for (const sentence of clean.split(/[。;；\n]/u)) {
    name = /^(?:[一二三四五六七八九十]+、)?([^\d:：]{1,8})[:：]/u.exec(sentence)?.[1] ?? name
    const problem = readSentence(reading, sentence, name)
    if (problem !== null) return refuse(problem)
  }
  return settle(reading)
}

const token =
  /(?:(20\d{2})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^)]*)\))?(?:(?:至|到|—+|-|~)(?:(20\d{2})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^)]*)\))?)?|放假|上班/gu

/** Why the sentence cannot be read, or null. Days that neither 放假 nor 上班 follows are dates of something else. */
function readSentence(reading: Reading, sentence: string, name: string): string | null {
  let waiting: Named[] = []
  let month = 0
  for (const match of sentence.matchAll(token)) {
    const [word, firstYear, firstMonth, firstDay, firstNote, lastYear, lastMonth, lastDay, lastNote] = match
    if (word === '放假' || word === '上班') {
      reading[word === '放假' ? 'off' : 'work'].push(...waiting)
      waiting = []
      continue
    }
    month = firstMonth === undefined ? month : Number(firstMonth)
    const from = dayOf(Number(firstYear ?? reading.year), month, Number(firstDay))
    month = lastMonth === undefined ? month : Number(lastMonth)
    const to =
      lastDay === undefined ? from : dayOf(Number(lastYear ?? firstYear ?? reading.year), month, Number(lastDay))
    const problem = dayProblem(word, from, firstNote) ?? dayProblem(word, to, lastNote) ?? rangeProblem(word, from, to)
    if (problem !== null) return problem
    waiting.push(...daysBetween(from, to).map((day) => ({ day, name })))
  }
  return null
}

function dayOf(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** A note such as 农历正月初七、周一 says the weekday, which must be the day's. */
function dayProblem(word: string, day: string, note: string | undefined): string | null {
  if (!isRealDay(day)) return `“${word}”不是日历上有的日子`
  const said = /(?:周|星期)([一二三四五六日天])/u.exec(note ?? '')?.[1]?.replace('天', '日')
  const is = weekdays[weekdayOf(day)]
  return said === undefined || said === is ? null : `“${word}”：${day} 是星期${is}，不是星期${said}`
}

function rangeProblem(word: string, from: string, to: string): string | null {
  const length = (Date.parse(to) - Date.parse(from)) / dayMs + 1
  if (length < 1) return `“${word}”的起止次序反了`
  return length > longestHoliday ? `“${word}”有 ${length} 天，超过 ${longestHoliday} 天，请核对` : null
}

function daysBetween(from: string, to: string): string[] {
  const length = (Date.parse(to) - Date.parse(from)) / dayMs + 1
  return Array.from({ length }, (_, at) => shiftDay(from, at))
}

function shiftDay(day: string, by: number): string {
  return new Date(Date.parse(day) + by * dayMs).toISOString().slice(0, 10)
}

/** 0 for Sunday. */
function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

function isWeekend(day: string): boolean {
  return weekdayOf(day) % 6 === 0
}

function settle({ year, off, work }: Reading): NoticeReading {
  if (off.length === 0) return refuse('没有读到放假的日期，请粘贴通知全文，如“国庆节：10月1日至7日放假调休”')
  const free = new Set(off.map(({ day }) => day))
  const both = work.find(({ day }) => free.has(day))
  if (both !== undefined) return refuse(`${both.day} 既写了放假又写了上班，请核对`)
  const ordinary = work.find(({ day }) => !isWeekend(day))
  if (ordinary !== undefined) return refuse(`${ordinary.day} 不是周六或周日，不会是调休上班的日子，请核对`)
  const days = [
    ...off.map((one) => ({ ...one, kind: 'off' as const })),
    ...work.map((one) => ({ ...one, kind: 'work' as const })),
  ]
  const byDay = new Map(days.map((one) => [one.day, one]))
  return { ok: true, year, days: [...byDay.values()].toSorted((a, b) => a.day.localeCompare(b.day)) }
}

/**
 * Days as the text of a notice, for a year whose days came as a list: readHolidayNotice reads the same days from it, each
 * under its name. Days without a name come first, since a sentence without one takes the name before it.
 */
export function writeHolidayNotice(year: number, days: readonly SpecialDay[]): string {
  const inOrder = days.toSorted((a, b) => a.day.localeCompare(b.day))
  const groups = [...Map.groupBy(inOrder, ({ name }) => name)].toSorted(
    ([a], [b]) => Number(a !== '') - Number(b !== ''),
  )
  const sentences = groups.flatMap(([name, own]) =>
    (['off', 'work'] as const).flatMap((kind) => {
      const spans = spansOf(own.filter((one) => one.kind === kind).map(({ day }) => day))
      const words = spans.map((span) => spanWords(span, year)).join('、')
      return spans.length === 0
        ? []
        : [`${name === '' ? '' : `${name}：`}${words}${kind === 'off' ? '放假' : '上班'}。`]
    }),
  )
  return [`${year}年放假安排`, ...sentences].join('\n')
}

/** Whether a notice that bears the name in front of its days is read with that name again. */
export function isHolidayName(name: string): boolean {
  return /^(?![一二三四五六七八九十]+、)[^\d\s:：。;；()（）]{1,8}$/u.test(name)
}

export type Span = { readonly from: string; to: string }

/** Days in order, neighbours drawn together. */
export function spansOf(days: readonly string[]): Span[] {
  const spans: Span[] = []
  for (const day of days) {
    const last = spans.at(-1)
    if (last !== undefined && shiftDay(last.to, 1) === day) last.to = day
    else spans.push({ from: day, to: day })
  }
  return spans
}

function spanWords({ from, to }: Span, year: number): string {
  const isOther = !from.startsWith(String(year)) || !to.startsWith(String(year))
  const words = (day: string) => {
    const [ofYear, month, date] = day.split('-').map(Number)
    return `${isOther ? `${ofYear}年` : ''}${month}月${date}日`
  }
  return from === to ? words(from) : `${words(from)}至${words(to)}`
}

function refuse(reason: string): NoticeReading {
  return { ok: false, reason }
}

/** 全国年节及纪念日放假办法 (2024): what is free in every year by its date in the solar calendar. */
const fixed = new Map([
  ['01-01', '元旦'],
  ['05-01', '劳动节'],
  ['05-02', '劳动节'],
  ['10-01', '国庆节'],
  ['10-02', '国庆节'],
  ['10-03', '国庆节'],
])

/** Whether a year's notice is among the days. */
export function hasNotice(year: string, special: readonly SpecialDay[]): boolean {
  return special.some(({ day }) => day.startsWith(year))
}

function namedDay(day: string, special: readonly SpecialDay[]): Omit<SpecialDay, 'day'> | null {
  const named = special.find((one) => one.day === day)
  if (named !== undefined) return named
  const name = hasNotice(day.slice(0, 4), special) ? undefined : fixed.get(day.slice(5))
  return name === undefined ? null : { kind: 'off', name }
}

/** Whether a day is worked in China; while its year has no notice, Saturdays, Sundays and the fixed holidays are free. */
export function isWorkday(day: string, special: readonly SpecialDay[]): boolean {
  const named = namedDay(day, special)
  return named === null ? !isWeekend(day) : named.kind === 'work'
}

/** The nth working day after a day; n from 1. */
export function workdayAfter(day: string, n: number, special: readonly SpecialDay[]): string {
  let at = day
  for (let left = n; left > 0;) {
    at = shiftDay(at, 1)
    if (isWorkday(at, special)) left -= 1
  }
  return at
}

/** '星期三', '星期一，国庆节放假', '星期六，调休上班', '星期日，不上班': what a chosen day is to people at work. */
export function dayWords(day: string, special: readonly SpecialDay[]): string {
  const weekday = `星期${weekdays[weekdayOf(day)]}`
  const named = namedDay(day, special)
  if (named === null) return isWeekend(day) ? `${weekday}，不上班` : weekday
  return `${weekday}，${named.kind === 'work' ? '调休上班' : `${named.name}放假`}`
}
