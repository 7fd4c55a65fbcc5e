import type { CatalogueGuide } from '@cg/contract/catalogue'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { ReleaseHead } from '@cg/contract/release/head'
import type { RegisterFacts } from '@cg/contract/release/register'
import type { TalkFacts, TalkFigure } from '@cg/contract/release/talk'
import type { TargetsFacts } from '@cg/contract/release/targets'
import type { TalkMeasure, TalkPoint, TalkSeed } from '@cg/contract/talk'
import { talkFigure, unknownFigure } from './talk-figure.ts'

export type TalkGround = {
  readonly talk: TalkSeed
  readonly areas: CatalogueGuide['areas']
  /** The city's commitments. */
  readonly rows: TargetsFacts['rows']
}

/**
 * The speech with the figures of one release, made from one indicator after the other: all of them at once would be a
 * nation's whole release in memory.
 */
export function talkOf({ talk, areas, rows }: TalkGround) {
  const shown = new Map<TalkMeasure, TalkFigure>()
  const asked = Map.groupBy(
    talk.points.flatMap(({ figures }) => figures ?? []),
    ({ indicator }) => indicator,
  )
  const ranges = new Map<string, RegisterFacts['ranges']>()
  const rangeOf = ({ range }: TalkPoint) =>
    range === undefined ? undefined : ranges.get(range.register)?.find(({ item }) => item === range.item)
  return {
    /** Kinds of the registers of which the speech names a range. */
    registers: [...new Set(talk.points.flatMap(({ range }) => (range === undefined ? [] : [range.register])))],
    takeRegister({ kind, ranges: told }: RegisterFacts): void {
      ranges.set(kind.code, told)
    },
    /** Codes of the indicators that the speech speaks of. */
    asked: [...asked.keys()],
    take(code: string, facts: IndicatorFacts): void {
      const goal = rows.find((row) => row.indicator.code === code)
      for (const measure of asked.get(code) ?? [])
        shown.set(measure, talkFigure(measure, facts, goal, { basePeriod: talk.basePeriod, areas }))
    },
    /** The release holds it and this program cannot read it. */
    leave(code: string): void {
      for (const measure of asked.get(code) ?? []) shown.set(measure, { ...unknownFigure(measure), isUnreadable: true })
    },
    facts({ release, targetYear }: { release: ReleaseHead; targetYear: number }): TalkFacts {
      const { title, basePeriod, parts } = talk
      const points = talk.points.map((point) => {
        const range = rangeOf(point)
        const figures = (point.figures ?? []).map((measure) => shown.get(measure) ?? unknownFigure(measure))
        return { point, shown: figures, ...(range === undefined ? {} : { range }) }
      })
      return { release, targetYear, title, basePeriod, parts, points }
    },
  }
}
