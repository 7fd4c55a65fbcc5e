import { textInches } from './layout.ts'

/** Letters of the quarters under a line's points. */
export const quarterPoints = 14

/**
 * Every how many of the names are printed so that they lie beside each other in so many inches: all, every second, or one a
 * year or in two. LibreOffice would turn them, or print none that touch.
 */
export function quarterStep(names: readonly string[], inches: number): number {
  const widest = Math.max(0, ...names.map((name) => textInches(name, quarterPoints))) + (1.5 * quarterPoints) / 72
  return [1, 2, 4, 8].find((step) => (inches / Math.max(1, names.length)) * step >= widest) ?? 16
}
