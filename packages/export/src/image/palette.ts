/** Colours of a picture as 0xAABBGGRR, at most 256, and for each pixel the number of its colour. */
export type IndexedPicture = { readonly colours: readonly number[]; readonly pixels: Uint8Array }

const maxColours = 256

/**
 * A picture of at most 256 colours: the frequent ones exactly, each other one by the nearest that is kept. A chart has
 * few colours and their mixtures at the edges of letters, so that the difference stays below what the eye sees.
 */
export function indexColours(pixels: Uint32Array): IndexedPicture {
  const counts = countColours(pixels)
  const byFrequency = [...counts].toSorted((left, right) => right[1] - left[1] || left[0] - right[0])
  const all = byFrequency.map(([colour]) => colour)
  for (let reach = 0; ; reach = reach === 0 ? 16 : reach * 1.5) {
    const chosen = chooseColours(all, reach)
    if (chosen !== null) return { colours: chosen.kept, pixels: replaceColours(pixels, chosen.numberOf) }
  }
}

function countColours(pixels: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>()
  let run = 0
  for (let at = 0; at < pixels.length; at += 1) {
    const colour = pixels[at] ?? 0
    run += 1
    if (colour === pixels[at + 1]) continue
    counts.set(colour, (counts.get(colour) ?? 0) + run)
    run = 0
  }
  return counts
}

/** Keeps each colour that no kept one is near enough to stand for; null when that would be too many. */
function chooseColours(
  colours: readonly number[],
  reach: number,
): { readonly kept: number[]; readonly numberOf: ReadonlyMap<number, number> } | null {
  const kept: number[] = []
  const numberOf = new Map<number, number>()
  for (const colour of colours) {
    const near = nearest(kept, colour)
    if (near !== null && near.distance <= reach) {
      numberOf.set(colour, near.at)
      continue
    }
    if (kept.length === maxColours) return null
    numberOf.set(colour, kept.length)
    kept.push(colour)
  }
  return { kept, numberOf }
}

function nearest(kept: readonly number[], colour: number): { readonly at: number; readonly distance: number } | null {
  let best: { at: number; distance: number } | null = null
  for (const [at, other] of kept.entries()) {
    const distance = colourDistance(colour, other)
    if (best === null || distance < best.distance) best = { at, distance }
  }
  return best
}

/** Sum of squares over red, green, blue and opacity. */
export function colourDistance(left: number, right: number): number {
  let sum = 0
  for (let shift = 0; shift < 32; shift += 8) {
    const step = ((left >>> shift) & 255) - ((right >>> shift) & 255)
    sum += step * step
  }
  return sum
}

function replaceColours(pixels: Uint32Array, numberOf: ReadonlyMap<number, number>): Uint8Array {
  const numbers = new Uint8Array(pixels.length)
  let last = -1
  let number = 0
  for (let at = 0; at < pixels.length; at += 1) {
    const colour = pixels[at] ?? 0
    if (colour !== last) {
      last = colour
      number = numberOf.get(colour) ?? 0
    }
    numbers[at] = number
  }
  return numbers
}
