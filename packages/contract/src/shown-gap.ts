import type { EquityFacts, GapSeries } from './release/equity.ts'

type Wanted = { readonly measure?: string | undefined; readonly pair?: string | undefined }

/** The first gap of that measure and name, where either is given; null without one. */
export function gapOf({ gaps }: Pick<EquityFacts, 'gaps'>, { measure, pair }: Wanted): GapSeries | null {
  return (
    gaps.find(
      (gap) => (measure === undefined || gap.indicator === measure) && (pair === undefined || gap.name === pair),
    ) ?? null
  )
}

/** The gap that the address of 均衡性 names; the widest where it names none or one that this release does not have. */
export function shownGap(
  facts: Pick<EquityFacts, 'gaps'>,
  { i, pair }: { i?: string | undefined; pair?: string | undefined },
): GapSeries | null {
  return gapOf(facts, { measure: i, pair }) ?? facts.gaps[0] ?? null
}
