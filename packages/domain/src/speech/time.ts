import { makePeriod, quarterOf, sameQuarterLastYear, shiftPeriod, yearOf } from '../period.ts'
import type { Period } from '../period.ts'

/**
 * A time in the text. end: 截至2024年底; quarter: 三季度; sofar: 前三季度, 上半年; year: 2024年; thisYear: 今年以来; now:
 * 目前. `period` null: no
 * quarter that figures exist of (近三年, 2025-2027年, 5月).
 */
export type FoundTime = {
  readonly start: number
  readonly end: number
  readonly period: Period | null
  readonly grain: 'end' | 'quarter' | 'sofar' | 'year' | 'thisYear' | 'now'
  readonly year: number | null
}

const digits: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4, 1: 1, 2: 2, 3: 3, 4: 4 }
const time =
  /(?<none>\d{4}\s*[-—~～–至]\s*\d{4}年|近[一二三四五两几]年(?:来)?|近年来|十[一二三四五]五(?:期间|时期)?|历年|往年)|(?<now>截至目前|到目前为止|目前|当前|现在)|(?<since>今年以来|本年以来)|(?<own>本季度?)|(?<aim>(?<!\d)(?:年度|全年)(?=(?:计划)?目标))|(?<yearAgo>(?:去年|上年)同期)|(?<last>上季度?|上一季度)(?!相比|增)|(?:截至|截止|到|至)?(?:(?<year>\d{4})年度?|(?<this>今年|本年度?)|(?<past>去年|上年|上一年)|(?<before>前年))?(?:(?<half>上半年)|前(?<sofar>[二三两23])个?季度|(?<months>1\s*[-—~至到]\s*(?<until>3|6|9|12)月(?:份)?)|第?(?<quarter>[一二三四1-4])季度(?<edge>末|底)?|(?<month>\d{1,2})月(?:份)?(?<monthEdge>末|底)?|(?<yearEnd>底|末|年底|年末)|(?<whole>全年))?/gu

type Groups = Readonly<Record<string, string | undefined>>

/** Times of the text, without those that a comparison is held against (较2021年): the caller takes these out first. */
export function findTimes(text: string, now: Period): FoundTime[] {
  return [...text.matchAll(time)].flatMap((match) => {
    const groups: Groups = match.groups ?? {}
    const read = readTime(groups, now)
    return read === null ? [] : [{ start: match.index, end: match.index + match[0].length, ...read }]
  })
}

function readTime(groups: Groups, now: Period): Pick<FoundTime, 'period' | 'grain' | 'year'> | null {
  if (groups.none !== undefined) return { period: null, grain: 'year', year: null }
  if (groups.now !== undefined) return { period: now, grain: 'now', year: yearOf(now) }
  if (groups.since !== undefined) return { period: now, grain: 'thisYear', year: yearOf(now) }
  if (groups.own !== undefined) return { period: now, grain: 'quarter', year: yearOf(now) }
  if (groups.aim !== undefined) return { period: now, grain: 'year', year: yearOf(now) }
  if (groups.yearAgo !== undefined) return { period: sameQuarterLastYear(now), grain: 'end', year: yearOf(now) - 1 }
  if (groups.last !== undefined)
    return { period: shiftPeriod(now, -1), grain: 'quarter', year: yearOf(shiftPeriod(now, -1)) }
  const hasYear = [groups.year, groups.this, groups.past, groups.before].some((part) => part !== undefined)
  const inYear = readPart(groups)
  if (!hasYear && inYear === null) return null
  if (!hasYear && (groups.yearEnd !== undefined || groups.month !== undefined || groups.whole !== undefined))
    return null
  const year = yearIn(groups, now)
  if (year < 2000 || year > 2199) return null
  if (inYear === null) return ofYear(year, groups, now)
  const period = inYear.quarter === null ? null : makePeriod(year, inYear.quarter)
  return { period, grain: inYear.grain, year }
}

function yearIn({ year, past, before }: Groups, now: Period): number {
  if (year !== undefined) return Number(year)
  return yearOf(now) - (past !== undefined ? 1 : before !== undefined ? 2 : 0)
}

function ofYear(year: number, groups: Groups, now: Period): Pick<FoundTime, 'period' | 'grain' | 'year'> {
  const isRunning = year === yearOf(now) && quarterOf(now) < 4
  if (isRunning && groups.year === undefined) return { period: now, grain: 'thisYear', year }
  return { period: isRunning ? now : makePeriod(year, 4), grain: 'year', year }
}

function readPart(groups: Groups): { quarter: number | null; grain: FoundTime['grain'] } | null {
  if (groups.half !== undefined) return { quarter: 2, grain: 'sofar' }
  if (groups.sofar !== undefined)
    return { quarter: groups.sofar === '三' || groups.sofar === '3' ? 3 : 2, grain: 'sofar' }
  if (groups.until !== undefined) return { quarter: Number(groups.until) / 3, grain: 'sofar' }
  if (groups.quarter !== undefined)
    return { quarter: digits[groups.quarter] ?? null, grain: groups.edge === undefined ? 'quarter' : 'end' }
  if (groups.month !== undefined) {
    const month = Number(groups.month)
    return {
      quarter: month % 3 === 0 && month <= 12 && month > 0 && groups.monthEdge !== undefined ? month / 3 : null,
      grain: 'end',
    }
  }
  if (groups.yearEnd !== undefined) return { quarter: 4, grain: 'end' }
  return groups.whole === undefined ? null : { quarter: 4, grain: 'year' }
}
