import type { IndicatorSeed } from '@cg/contract/catalogue'
import { roundHalfAway } from '@cg/domain/number/round'

/** A figure within what the indicator can reach, at its printed decimals. */
export function clampToScale(
  value: number,
  indicator: Pick<IndicatorSeed, 'unit' | 'decimals' | 'mayExceed'> | undefined,
): number {
  const isShare = indicator?.unit === '%' && indicator.mayExceed !== true
  return roundHalfAway(isShare ? Math.min(100, Math.max(0, value)) : value, indicator?.decimals ?? 1)
}
