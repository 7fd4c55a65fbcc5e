/** Colours of a picture as 0xAABBGGRR, at most 256, and for each pixel the number of its colour. */
export type IndexedPicture = { readonly colours: readonly number[]; readonly pixels: Uint8Array }

/** A picture's pixels in a few parts, read anew each time: 33 MB at once for a 4K poster, beside those of its canvas. */
export type PixelBands = { readonly length: number; readonly bands: () => Iterable<Uint32Array> }

const maxColours = 256

/**
 * A picture of at most 256 colours: the frequent ones exactly, each other one by the nearest that is kept. A chart has
 * few colours and their mixtures at the edges of letters, so that the difference stays below what the eye sees.
 */
export function indexColours(pixels: PixelBands): IndexedPicture {
  const table = countColours(pixels)
  const places = table.places.toSorted(
    (left, right) =>
      valueAt(table.counts, right) - valueAt(table.counts, left) ||
      valueAt(table.colours, left) - valueAt(table.colours, right),
  )
  const all = Uint32Array.from(places, (place) => valueAt(table.colours, place))
  for (let reach = 0; ; reach = reach === 0 ? 16 : reach * 1.5) {
    const chosen = chooseColours(all, reach)
    if (chosen === null) continue
    const numberAt = new Uint8Array(table.colours.length)
    for (const [at, place] of places.entries()) numberAt[place] = valueAt(chosen.numbers, at)
    return { colours: chosen.kept, pixels: replaceColours(pixels, table, numberAt) }
  }
}

/** The colours of a picture by their places in a table of hashes: a map would keep each colour above 2^30 as an object. */
type ColourTable = {
  readonly colours: Uint32Array
  /** 0: the place is free. */
  readonly counts: Uint32Array
  /** Those taken, in order of appearance. */
  readonly places: readonly number[]
}

function countColours(pixels: PixelBands): ColourTable {
  let table = openTable(2 ** 14)
  forRuns(pixels, (colour, from, to) => {
    add(table, colour, to - from)
    if (table.places.length * 2 > table.colours.length) table = widened(table)
  })
  return table
}

/** Neighbours of one colour at once: most of a chart is its ground. */
function forRuns({ bands }: PixelBands, act: (colour: number, from: number, to: number) => void): void {
  let start = 0
  for (const band of bands()) {
    let from = 0
    let colour = valueAt(band, 0)
    for (let at = 1; at < band.length; at += 1) {
      const next = valueAt(band, at)
      if (next === colour) continue
      act(colour, start + from, start + at)
      from = at
      colour = next
    }
    act(colour, start + from, start + band.length)
    start += band.length
  }
}

type OpenTable = ColourTable & { readonly places: number[] }

function openTable(size: number): OpenTable {
  return { colours: new Uint32Array(size), counts: new Uint32Array(size), places: [] }
}

function add({ colours, counts, places }: OpenTable, colour: number, count: number): void {
  const place = placeOf({ colours, counts }, colour)
  const known = valueAt(counts, place)
  if (known === 0) places.push(place)
  colours[place] = colour
  counts[place] = known + count
}

function widened({ colours, counts, places }: ColourTable): OpenTable {
  const wider = openTable(colours.length * 4)
  for (const place of places) add(wider, valueAt(colours, place), valueAt(counts, place))
  return wider
}

/** Where a colour stands, or the free place where it would. */
function placeOf({ colours, counts }: Pick<ColourTable, 'colours' | 'counts'>, colour: number): number {
  const last = colours.length - 1
  const spread = Math.imul(colour, 0x9e3779b1)
  let place = (spread ^ (spread >>> 15)) & last
  while (counts[place] !== 0 && colours[place] !== colour) place = (place + 1) & last
  return place
}

function valueAt(values: Uint8Array | Uint32Array, at: number): number {
  return values[at] ?? 0
}

type Chosen = { readonly kept: number[]; readonly numbers: Uint8Array }

/** Keeps each colour that no kept one is near enough to stand for; null when that would be too many. */
function chooseColours(colours: Uint32Array, reach: number): Chosen | null {
  const kept: number[] = []
  const numbers = new Uint8Array(colours.length)
  for (const [at, colour] of colours.entries()) {
    const near = nearest(kept, colour)
    if (near !== null && near.distance <= reach) {
      numbers[at] = near.at
      continue
    }
    if (kept.length === maxColours) return null
    numbers[at] = kept.length
    kept.push(colour)
  }
  return { kept, numbers }
}

function nearest(kept: readonly number[], colour: number): { readonly at: number; readonly distance: number } | null {
  let at = -1
  let distance = Infinity
  for (let place = 0; place < kept.length; place += 1) {
    const own = colourDistance(colour, kept[place] ?? 0)
    if (own >= distance) continue
    at = place
    distance = own
  }
  return at < 0 ? null : { at, distance }
}

/** Sum of squares over red, green, blue and opacity. */
function colourDistance(left: number, right: number): number {
  const red = (left & 255) - (right & 255)
  const green = ((left >>> 8) & 255) - ((right >>> 8) & 255)
  const blue = ((left >>> 16) & 255) - ((right >>> 16) & 255)
  const opacity = (left >>> 24) - (right >>> 24)
  return red * red + green * green + blue * blue + opacity * opacity
}

function replaceColours(pixels: PixelBands, table: ColourTable, numberAt: Uint8Array): Uint8Array {
  const numbers = new Uint8Array(pixels.length)
  forRuns(pixels, (colour, from, to) => {
    const number = valueAt(numberAt, placeOf(table, colour))
    // A fill costs more than a few steps.
    if (to - from > 16) numbers.fill(number, from, to)
    else for (let at = from; at < to; at += 1) numbers[at] = number
  })
  return numbers
}
