import { aliases } from './aliases.ts'
import type { Alias } from './aliases.ts'
import type { BookMeasure } from './book.ts'

/** Words that name one measure, or several which the unit of the figure tells apart. */
export type Cue = { readonly start: number; readonly end: number; readonly measures: readonly BookMeasure[] }

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
        const match = isNeeded(entry, sentence) ? matchAt(entry.pattern, sentence, at) : null
        return match === null ? [] : [{ start: at, end: at + match.length, measures: [entry.measure] }]
      })
      return longest(found)[0] ?? null
    },
  }
}

function entriesOf(measure: BookMeasure): Entry[] {
  const plain = measure.name.replaceAll(/（[^）]*）/gu, '')
  const names = [...new Set([measure.name, plain])].map((name) =>
    name.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`),
  )
  const own: readonly Alias[] = aliases[measure.name] ?? (measure.part === 'value' ? [] : (aliases[plain] ?? []))
  return [...names.map((words): Alias => ({ words })), ...own].map(({ words, needs }) => {
    const isBehind = words.startsWith('~')
    const body = soften(isBehind ? words.slice(1) : words).replace(/\$$/u, String.raw`(?=[,，。;；:：、)）—\s]|$)`)
    return {
      pattern: new RegExp(body, isBehind ? 'uy' : 'gu'),
      needs: needs === undefined ? null : new RegExp(soften(needs), 'u'),
      measure,
    }
  })
}

const soften = (words: string): string =>
  alike.reduce((text, [pattern, either]) => text.replace(pattern, either), words)

const isNeeded = ({ needs }: Entry, sentence: string): boolean => needs === null || needs.test(sentence)

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? null
}

function matches(entry: Entry, sentence: string): Cue[] {
  if (!isNeeded(entry, sentence)) return []
  return [...sentence.matchAll(entry.pattern)].map(({ index, 0: words }) => ({
    start: index,
    end: index + words.length,
    measures: [entry.measure],
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
      kept[at] = { ...known, measures: [...known.measures, ...cue.measures] }
  }
  return kept.sort((left, right) => left.start - right.start)
}
