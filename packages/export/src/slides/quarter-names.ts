import { textInches } from './layout.ts'

/** Letters of the quarters under a line's points. */
export function quarterPoints(names: readonly string[]): number {
  if (names.length <= 8) return 14
  return names.length <= 12 ? 12 : 11
}

/**
 * Every how many of the names are printed so that they lie beside each other in so many inches: all, every second, or one a
 * year or in two. LibreOffice would turn them, or print none that touch.
 */
export function quarterStep(names: readonly string[], inches: number): number {
  const points = quarterPoints(names)
  const widest = Math.max(0, ...names.map((name) => textInches(name, points))) + (1.5 * points) / 72
  return [1, 2, 4, 8].find((step) => (inches / Math.max(1, names.length)) * step >= widest) ?? 16
}
