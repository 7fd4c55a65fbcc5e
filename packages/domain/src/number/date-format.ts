import type { Period } from '../period.ts'
import { quarterOf, yearOf } from '../period.ts'
import { inChina } from './china-day.ts'

// Apart from the numbers: every page of the web waits for the words of a quarter, not for those.

const quarterWords = ['一', '二', '三', '四'] as const

/** prose 2026年第三季度 · axis 26Q3 · code 2026Q3 · ytd 2026年1—3季度 (the first quarter alone: 2026年第一季度). */
export function formatPeriod(period: Period, style: 'prose' | 'axis' | 'code' | 'ytd' = 'prose'): string {
  const quarter = quarterOf(period)
  if (style === 'code') return period
  if (style === 'axis') return period.slice(2)
  if (style === 'ytd' && quarter > 1) return `${yearOf(period)}年1—${quarter}季度`
  return `${yearOf(period)}年第${quarterWords[quarter - 1]}季度`
}

/** '2026-09-30' → 2026年9月30日 */
export function formatDate(day: string): string {
  const [year, month, date] = day.slice(0, 10).split('-').map(Number)
  return `${year}年${month}月${date}日`
}

/** '2026-09-30' → 9月30日, where the year stands beside it. */
export function formatDayOfYear(day: string): string {
  const [, month, date] = day.split('-').map(Number)
  return `${month}月${date}日`
}

/** An instant (ISO 8601) in Shanghai time: 2026年10月15日 18:00. China has no summer time. */
export function formatDateTime(instant: string): string {
  const local = inChina(instant)
  return `${formatDate(local)} ${local.slice(11, 16)}`
}
