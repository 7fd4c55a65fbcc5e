import { aliases } from './aliases.ts'
import type { Alias } from './aliases.ts'
import type { BookMeasure } from './book.ts'
import { moreAliases } from './more-aliases.ts'
import type { Stretch } from './residue.ts'

/** Words that name one measure, or several which the unit of the figure tells apart. */
export type Cue = Stretch & {
  readonly measures: readonly BookMeasure[]
  /** Words elsewhere in the sentence without which it would name something else: they are understood with it. */
  readonly topics: readonly Stretch[]
}

export type Lexicon = {
  /** All cues before figures, longest first where two overlap. */
  readonly cuesIn: (sentence: string) => Cue[]
  /** The cue that begins where a figure of the sentence ended. */
  readonly cueAfter: (sentence: string, at: number) => Cue | null
}

type Entry = { readonly pattern: RegExp; readonly needs: RegExp | null; readonly measure: BookMeasure }

/** Words that a clerk writes for one another. */
const alike: readonly (readonly [RegExp, string])[] = [
  [/规模以上|规上/gu, '(?:规模以上|规上)'],
  [/职代会|职工代表大会/gu, '(?:职代会|职工代表大会)'],
  [/思想政治|思政/gu, '(?:思想政治|思政)'],
  [/产改/gu, '(?:产改|产业工人队伍建设改革)'],
  [/比重|占比/gu, '(?:比重|占比)'],
]

export function makeLexicon(measures: readonly BookMeasure[]): Lexicon {
  const entries = measures.flatMap((measure) => entriesOf(measure))
  const before = entries.filter(({ pattern }) => !pattern.sticky)
  const behind = entries.filter(({ pattern }) => pattern.sticky)
  return {
    cuesIn: (sentence) => longest(before.flatMap((entry) => matches(entry, sentence))),
    cueAfter: (sentence, at) => {
      const found = behind.flatMap((entry) => {
        const topics = topicsOf(entry, sentence)
        const match = topics === null ? null : matchAt(entry.pattern, sentence, at)
        return match === null || topics === null
          ? []
          : [{ start: at, end: at + match.length, measures: [entry.measure], topics }]
      })
      return longest(found)[0] ?? null
    },
  }
}

function entriesOf(measure: BookMeasure): Entry[] {
  const plain = measure.name.replaceAll(/（[^）]*）/gu, '')
  // A base of growth is named by nobody as the figure itself is.
  const spoken = measure.name.includes('上年同期') ? [measure.name] : [measure.name, plain]
  const names = [...new Set(spoken)].map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`))
  const own = [aliases, moreAliases].flatMap(
    (book) => book[measure.name] ?? (measure.part === 'value' ? [] : (book[plain] ?? [])),
  )
  // 建立厂务公开制度的企业 for 建立厂务公开制度的企业数.
  const short = measure.part === 'numerator' ? names.map((name) => name.replace(/数$/u, '(?:数|数量)?')) : names
  return [...short.map((words): Alias => ({ words })), ...own].map(({ words, needs }) => {
    const isBehind = words.startsWith('~')
    const body = soften(isBehind ? words.slice(1) : words).replace(/\$$/u, String.raw`(?=[,，。;；:：、)）—\s]|$)`)
    return {
      pattern: new RegExp(body, isBehind ? 'uy' : 'gu'),
      needs: needs === undefined ? null : new RegExp(soften(needs), 'gu'),
      measure,
    }
  })
}

const soften = (words: string): string =>
  alike.reduce((text, [pattern, either]) => text.replace(pattern, either), words)

/** Null: a word that the entry needs is not there. */
function topicsOf({ needs }: Entry, sentence: string): Stretch[] | null {
  if (needs === null) return []
  const found = [...sentence.matchAll(needs)].map(({ index, 0: words }) => ({
    start: index,
    end: index + words.length,
  }))
  return found.length === 0 ? null : found
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

function matches(entry: Entry, sentence: string): Cue[] {
  const topics = topicsOf(entry, sentence)
  if (topics === null) return []
  return [...sentence.matchAll(entry.pattern)].map(({ index, 0: words }) => ({
    start: index,
    end: index + words.length,
    measures: [entry.measure],
    topics,
  }))
}

/** Longer words win; equally long ones at the same place name several measures. */
function longest(cues: readonly Cue[]): Cue[] {
  const kept: Cue[] = []
  for (const cue of cues.toSorted((left, right) => right.end - right.start - (left.end - left.start))) {
    const at = kept.findIndex((one) => one.start < cue.end && cue.start < one.end)
    const known = kept[at]
    if (known === undefined) kept.push(cue)
    else if (
      known.start === cue.start &&
      known.end === cue.end &&
      !known.measures.includes(cue.measures[0] as BookMeasure)
    )
      kept[at] = {
        ...known,
        measures: [...known.measures, ...cue.measures],
        topics: [...known.topics, ...cue.topics],
      }
  }
  return kept.sort((left, right) => left.start - right.start)
}
