/** A quotient as it is computed when a figure is: the same order of the same steps gives the same bits. */
export function quotientAt(numerator: number | null, denominator: number | null, times: number): number | null {
  if (numerator === null || denominator === null || denominator === 0) return null
  return (numerator / denominator) * times
}
