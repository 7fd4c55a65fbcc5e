/** A square of the 方格示意图, counted from 0. */
export type Place = { readonly row: number; readonly column: number }

/**
 * A square for every unit, in the order given (protocol order). Squares that the city set stay; units without one, or
 * with one that is taken, follow below in rows of the same width. `laidOut` are the positions of those.
 */
export function tileLayout(given: readonly (Place | null)[]): {
  readonly places: readonly Place[]
  readonly laidOut: readonly number[]
} {
  const taken = new Set<string>()
  const set = given.map((place) => {
    if (place === null || taken.has(`${place.row},${place.column}`)) return null
    taken.add(`${place.row},${place.column}`)
    return place
  })
  const known = set.filter((place) => place !== null)
  const top = Math.min(...known.map((place) => place.row))
  const left = Math.min(...known.map((place) => place.column))
  const width = Math.max(
    ...known.map((place) => place.column - left + 1),
    widthFor(known.length === 0 ? given.length : 0),
  )
  const below = known.length === 0 ? 0 : Math.max(...known.map((place) => place.row - top + 1))
  const laidOut = set.flatMap((place, at) => (place === null ? [at] : []))
  let next = 0
  const places = set.map((place) => {
    if (place !== null) return { row: place.row - top, column: place.column - left }
    const order = next++
    return { row: below + Math.floor(order / width), column: order % width }
  })
  return { places, laidOut }
}

/** Somewhat wider than high: twelve units make three rows of four. */
function widthFor(count: number): number {
  return Math.max(1, Math.ceil(Math.sqrt(count * 1.2)))
}
