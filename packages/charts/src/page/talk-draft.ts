import type { TalkFacts, TalkFigure } from '@cg/contract/release/talk'
import type { TalkPoint } from '@cg/contract/talk'
import { parsePeriod, yearOf } from '@cg/domain/period'
import { findQuantities } from '@cg/domain/speech/quantity'
import type { Quantity } from '@cg/domain/speech/quantity'
import { fitsUnit, writeFor } from '@cg/domain/speech/written'

/** A speech to begin with: `filled` of its blanks hold a figure of the release, `left` are still blank. */
export type TalkDraft = {
  readonly text: string
  readonly statements: number
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
    const clauses = own.map(({ point, shown }) => clauseOf(point, isPlan === true ? [] : shown, year))
    return clauses.length === 0 ? [] : [{ name, clauses }]
  })
  const all = written.flatMap(({ clauses }) => clauses)
  const sum = (pick: 'filled' | 'left') => all.reduce((total, one) => total + one[pick], 0)
  return {
    text: written.map(({ name, clauses }) => [name, ...sentencesOf(clauses, year)].join('\n')).join('\n\n'),
    statements: all.length,
    filled: sum('filled'),
    left: sum('left'),
  }
}

type Clause = {
  readonly text: string
  readonly asOf: string | undefined
  /** It holds a figure of the year of the speech. */
  readonly isOfYear: boolean
  readonly filled: number
  readonly left: number
}

function clauseOf(point: TalkPoint, shown: readonly TalkFigure[], year: number): Clause {
  const { quote, asOf } = point
  const blanks = findQuantities(quote).filter(({ kind }) => kind === 'blank')
  const isOwn = point.scope !== 'district' && point.scope !== 'firm' && point.aim === undefined
  const isOfOtherTime = /去年|今年|较\d{4}年/u.test(quote)
  const figures = isOwn && !isOfOtherTime ? shown : []
  const isOfYear = asOf === `${year}年` || quote.includes(`${year}年`)
  const fills = fillsFor(blanks, figures, (figure) => (isOfYear ? thenOf(figure, year) : nowOf(figure)))
  const filled = fills.filter((words) => words !== null).length
  let text = quote
  for (const [at, { start, end }] of [...blanks.entries()].toReversed()) {
    const words = fills[at] ?? null
    if (words !== null) text = text.slice(0, start) + words + text.slice(end)
  }
  return { text, asOf, isOfYear: isOfYear && filled > 0, filled, left: blanks.length - filled }
}

/** What goes on with the sentence before it. */
const goesOn = /^(?:其中|占|覆盖|同比|就业率|被采纳|创造|\*?个二等奖)/u

/** Clauses of one sentence in the speech are one again; a sentence with figures of that year names it. */
function sentencesOf(clauses: readonly Clause[], year: number): string[] {
  const groups: Clause[][] = []
  for (const clause of clauses) {
    const before = groups.at(-1)
    if (before !== undefined && goesOn.test(clause.text) && before[0]?.asOf === clause.asOf) before.push(clause)
    else groups.push([clause])
  }
  return groups.map((group) => {
    const text = group.map((clause) => clause.text).join('，')
    const isUndated = group.some(({ isOfYear }) => isOfYear) && !text.includes(`${year}年`)
    return isUndated ? `${year}年，${text.replace(/^(?:其中|而)/u, '')}。` : `${text}。`
  })
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
