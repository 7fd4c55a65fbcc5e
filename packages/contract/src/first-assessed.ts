import type { MatrixFacts } from './release/matrix.ts'

/** The indicator that an address names, else the first assessed one; null where the quarter has neither. */
export function namedOrAssessed(
  { indicators }: Pick<MatrixFacts, 'indicators'>,
  named: string | undefined,
): string | null {
  const known = indicators.find(({ code }) => code === named) ?? indicators.find(({ isAssessed }) => isAssessed)
  return known?.code ?? null
}
