import type { TalkFacts, TalkFigure } from '@cg/contract/release/talk'
import type { TalkPoint } from '@cg/contract/talk'
import { parsePeriod, yearOf } from '@cg/domain/period'
import { findQuantities } from '@cg/domain/speech/quantity'
import type { Quantity } from '@cg/domain/speech/quantity'
import { fitsUnit, writeFor } from '@cg/domain/speech/written'

/** A speech to begin with: `filled` of its blanks hold a figure of the release, `left` are still blank. */
export type TalkDraft = {
  readonly text: string
  readonly sentences: number
  readonly filled: number
  readonly left: number
}

/**
 * The sentences of the speech that speak of figures, in their order, with the blanks filled that can be filled truly: what
 * is said of the year of the speech with that year's figure and its year, what has no time with the release's own. Left
 * blank are what one district or enterprise says of itself, what is still to be done, and what is told against another time.
 */
export function talkDraft(facts: TalkFacts): TalkDraft {
  const year = yearOf(parsePeriod(facts.basePeriod))
  const written = facts.parts.flatMap(({ code, name, isPlan }) => {
    const own = facts.points.filter(
      ({ point, shown }) => point.part === code && shown.length > 0 && !point.quote.includes('……'),
    )
    const sentences = own.map(({ point, shown }) => sentenceOf(point, isPlan === true ? [] : shown, year))
    return sentences.length === 0 ? [] : [{ name, sentences }]
  })
  const all = written.flatMap(({ sentences }) => sentences)
  const sum = (pick: 'filled' | 'left') => all.reduce((total, one) => total + one[pick], 0)
  return {
    text: written.map(({ name, sentences }) => [name, ...sentences.map(({ text }) => text)].join('\n')).join('\n\n'),
    sentences: all.length,
    filled: sum('filled'),
    left: sum('left'),
  }
}

type Sentence = { readonly text: string; readonly filled: number; readonly left: number }

function sentenceOf(point: TalkPoint, shown: readonly TalkFigure[], year: number): Sentence {
  const { quote } = point
  const blanks = findQuantities(quote).filter(({ kind }) => kind === 'blank')
  const isOwn = point.scope !== 'district' && point.scope !== 'firm' && point.aim === undefined
  const isOfOtherTime = /去年|今年|较\d{4}年/u.test(quote)
  const figures = isOwn && !isOfOtherTime ? shown : []
  const isOfYear = point.asOf === `${year}年` || quote.includes(`${year}年`)
  const fills = fillsFor(blanks, figures, (figure) => (isOfYear ? thenOf(figure, year) : nowOf(figure)))
  const filled = fills.filter((words) => words !== null).length
  let text = quote
  for (const [at, { start, end }] of [...blanks.entries()].toReversed()) {
    const words = fills[at] ?? null
    if (words !== null) text = text.slice(0, start) + words + text.slice(end)
  }
  const isUndated = isOfYear && filled > 0 && !quote.includes(`${year}年`)
  if (isUndated) text = `${year}年，${text.replace(/^(?:其中|而)/u, '')}`
  return { text: `${text}。`, filled, left: blanks.length - filled }
}

/** By blank what stands in it: each figure once, in the order of the sentence, where its unit is the one written. */
function fillsFor(
  blanks: readonly Quantity[],
  figures: readonly TalkFigure[],
  valueOf: (figure: TalkFigure) => number | null,
): (string | null)[] {
  const left = [...figures]
  return blanks.map((blank) => {
    const at = left.findIndex((figure) => fitsUnit(figure, blank.unit))
    const [figure] = at < 0 ? [] : left.splice(at, 1)
    const value = figure === undefined ? null : valueOf(figure)
    return figure === undefined || value === null ? null : writeFor(blank, value, figure)
  })
}

/** The figure of the year of the speech, as far as it was published. */
function thenOf({ base }: TalkFigure, year: number): number | null {
  return base !== null && yearOf(parsePeriod(base.period)) === year ? base.value : null
}

/** The release's own: neither carried from an earlier quarter nor without some of its units. */
function nowOf({ value, carriedFrom, lacking }: TalkFigure): number | null {
  return carriedFrom === null && lacking.length === 0 ? value : null
}
