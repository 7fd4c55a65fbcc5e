import { textInches } from './layout.ts'

/** Letters of the quarters under a line's points. */
export function quarterPoints(names: readonly string[]): number {
  if (names.length <= 8) return 14
  return names.length <= 12 ? 12 : 11
}

/** Whether the names would touch beside each other in so many inches: then they stand on end, since LibreOffice prints none that touch. */
export function standUpright(names: readonly string[], inches: number): boolean {
  const points = quarterPoints(names)
  const widest = Math.max(0, ...names.map((name) => textInches(name, points))) + points / 72
  return widest * names.length > inches
}
