import { findAgainst } from './against.ts'
import type { Against } from './against.ts'
import type { FigureBook } from './book.ts'
import type { Claim } from './claim.ts'
import type { Cue, Lexicon } from './lexicon.ts'
import type { FoundPlace, PlaceFinder } from './place.ts'
import { findQuantities } from './quantity.ts'
import type { Quantity } from './quantity.ts'
import { blank } from './residue.ts'
import type { Stretch } from './residue.ts'
import { findTimes } from './time.ts'
import type { FoundTime } from './time.ts'

export type Reader = { readonly book: FigureBook; readonly lexicon: Lexicon; readonly places: PlaceFinder }

/** What the sentences before have said; `isPlan`: the text speaks of what is still to be done. */
export type Setting = {
  readonly place: FoundPlace | null
  readonly time: FoundTime | null
  readonly isPlan: boolean
  /** The last figure before a semicolon: 东湾区97.5%；西屏区95.4%. */
  readonly prior: Claim | null
}

/** A sentence with everything found in it; `bounds`: where its clauses begin. */
export type Parsed = {
  readonly text: string
  readonly quantities: readonly Quantity[]
  readonly cues: readonly Cue[]
  readonly places: readonly FoundPlace[]
  readonly times: readonly FoundTime[]
  readonly against: readonly Against[]
  readonly bounds: readonly number[]
}

/** A sentence while it is read; `claims`: of its figures so far. */
export type Reading = {
  readonly reader: Reader
  readonly parsed: Parsed
  readonly setting: Setting
  readonly claims: readonly Claim[]
}

const besides =
  /占(?:到)?(?:全市|我市)|(?:高于|低于|多于|少于|[比较](?=全市(?:平均)?(?:水平)?[高低]))(?:全市)?(?:产业工人)?(?:平均)?(?:水平)?/gu

/** Finds what a sentence is made of; the bases of comparisons (较2021年, 高于全市) are no times and places of its figures. */
export function parseSentence({ book, lexicon, places }: Reader, text: string): Parsed {
  const against = findAgainst(text, book.period)
  const quantities = findQuantities(text)
  const ranked = quantities.map(({ start, end, before, kind }) => ({
    start: kind === 'list' || kind === 'rank' || kind === 'top' || kind === 'bottom' ? start - before.length : start,
    end,
  }))
  const masked = blank(text, [...against, ...ranked, ...wordsIn(text, besides)])
  const cues = lexicon.cuesIn(blank(text, quantities))
  return {
    text,
    quantities,
    cues,
    places: places(blank(masked, cues)),
    times: findTimes(masked, book.period),
    against,
    bounds: [0, ...wordsIn(text, /[,，:：]/gu).map(({ end }) => end)],
  }
}

export const wordsIn = (text: string, pattern: RegExp): Stretch[] =>
  [...text.matchAll(pattern)].map(({ index, 0: word }) => ({ start: index, end: index + word.length }))

export const within = <T extends Stretch>(found: readonly T[], start: number, end: number): T[] =>
  found.filter((one) => one.start >= start && one.end <= end)

/** Where the clause of a position begins: behind the last comma or colon. */
export const boundBefore = ({ bounds }: Parsed, at: number): number => bounds.findLast((bound) => bound <= at) ?? 0

/** Where what may belong to a figure begins: behind the last comma, colon or figure. */
export function clauseStart(parsed: Parsed, at: number): number {
  const figure = parsed.quantities.findLast(({ end }) => end <= at)?.end ?? 0
  return Math.max(boundBefore(parsed, at), figure)
}

/** 最低的是云岭县,仅79.5%: where the clause before begins, when this one has a verb at most and that one no figure. */
export function leadStart(parsed: Parsed, { start: at }: Quantity, start: number): number {
  const before = boundBefore(parsed, start - 1)
  const isVerb = /^(?:为|达到?|高达|仅为?|只有|约|有|是)*$/u.test(parsed.text.slice(start, at))
  return isVerb && before < start && within(parsed.quantities, before, start).length === 0 ? before : start
}

/** A figure's turn in a list behind 分别: 分别为95.7%、84.4%. */
export type Turn = { readonly at: number; readonly of: number; readonly first: Quantity }

/** Null outside of such a list. */
export function turnOf({ text, quantities }: Parsed, quantity: Quantity): Turn | null {
  const at = quantities.indexOf(quantity)
  const joins = (left: number): boolean => {
    const [one, next] = [quantities[left], quantities[left + 1]]
    return one !== undefined && next !== undefined && /^[、,，和及以与]+$/u.test(text.slice(one.end, next.start))
  }
  let first = at
  while (first > 0 && joins(first - 1)) first -= 1
  let last = at
  while (joins(last)) last += 1
  const head = quantities[first]
  if (head === undefined || !/分别[^,，。、\d]{0,8}$/u.test(text.slice(0, head.start))) return null
  return { at: at - first, of: last - first + 1, first: head }
}
