import { makePeriod, sameQuarterLastYear, shiftPeriod, yearOf } from '../period.ts'
import type { Period } from '../period.ts'

/** What a move is held against: 同比, 环比, 较2021年, 较上年末. `period` null: words that name no quarter (上年). */
export type Against = {
  readonly start: number
  readonly end: number
  readonly words: string
  readonly period: Period | null
  /** Held against that year's figure of the plan, where it has one of its own (基期). */
  readonly year: number | null
}

const against =
  /(?<yearAgo>同比|(?:较|比|与|高于|低于|多于|少于)(?:上年|去年)同期(?:相比)?)|(?<lastQuarter>环比|(?:较|比|与)上(?:一)?季度?(?:末)?(?:相比)?)|(?:较|比|与)(?:今年)?第?(?<own>[一二三四1-4])季度(?:末)?(?:相比)?|(?:是|为|相当于)(?:(?<ofYear>\d{4})年[末底]?|(?<ofYearAgo>(?:上年|去年)同期))的(?=[约近超]?[\d.]+倍)|(?:较|比|与|高于|低于|在)(?:(?<yearEnd>(?:上年|去年)(?:年)?[末底]|年初)|(?<year>\d{4})年(?:度)?(?:(?<edge>[末底]|年[末底])|第?(?<quarter>[一二三四1-4])季度(?:末)?)?|(?<vague>上年|去年|上年度|前年|此前|改革前|以往|过去))(?:相比|基础上)?/gu

const quarters: Readonly<Record<string, number>> = { 一: 1, 二: 2, 三: 3, 四: 4, 1: 1, 2: 2, 3: 3, 4: 4 }

/** Every base of a comparison; `of`: the quarter of the figure that moved. */
export function findAgainst(text: string, of: Period): Against[] {
  return [...text.matchAll(against)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    words: match[0],
    ...baseOf(match.groups ?? {}, of),
  }))
}

function baseOf(groups: Readonly<Record<string, string | undefined>>, of: Period): Pick<Against, 'period' | 'year'> {
  if (groups.yearAgo !== undefined || groups.ofYearAgo !== undefined)
    return { period: sameQuarterLastYear(of), year: null }
  if (groups.lastQuarter !== undefined) return { period: shiftPeriod(of, -1), year: null }
  if (groups.yearEnd !== undefined) return { period: makePeriod(yearOf(of) - 1, 4), year: null }
  if (groups.own !== undefined) {
    const own = makePeriod(yearOf(of), quarters[groups.own] ?? 4)
    return { period: own < of ? own : null, year: null }
  }
  const year = Number(groups.year ?? groups.ofYear)
  if (groups.vague !== undefined || !(year >= 2000 && year <= 2199)) return { period: null, year: null }
  if (groups.quarter !== undefined) return { period: makePeriod(year, quarters[groups.quarter] ?? 4), year: null }
  return { period: makePeriod(year, 4), year }
}

/** The verb of a move right before its figure: 提高, 下降了. 提高到 is none: what follows it is where the figure stands. */
export const moveVerb =
  /(?<verb>净增加?|净减少?|(?<=同期|相比|季度?末?|年[末底]?|年初)(?:出)?[高低多少]|提高|提升|上升|增长|增加|上涨|扩大|(?<!新)增|下降|降低|减少|回落|缩小|下滑|降)(?:了|出|幅度?)?(?:分别)?(?:达到?|为)?$/u
const falling = /低|少|下降|降低|减少|回落|缩小|下滑|降/u

export const isFalling = (verb: string): boolean => falling.test(verb)
