import type { GapSeries } from '@cg/contract/release/equity'

/** The key of a gap's row in the picture of all gaps. */
export function keyOfGap({ indicator, name }: Pick<GapSeries, 'indicator' | 'name'>): string {
  return `${indicator}:${name}`
}
