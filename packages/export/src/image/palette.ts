/** Colours of a picture as 0xAABBGGRR, at most 256, and its lines as a PNG has them: a zero, then a pixel's number each. */
export type IndexedPicture = {
  readonly width: number
  readonly height: number
  readonly colours: readonly number[]
  /** Good until the next picture is made. */
  readonly lines: Uint8Array
}

/** A picture in parts of whole rows, read once: 33 MB at once for a 4K poster, beside those of its canvas. */
export type PixelBands = { readonly width: number; readonly height: number; readonly bands: AsyncIterable<Uint32Array> }

const maxColours = 256

/**
 * A picture of at most 256 colours: the frequent ones exactly, each other one by the nearest that is kept. A chart has
 * few colours and their mixtures at the edges of letters, so that the difference stays below what the eye sees. `use` makes
 * of it what is wanted.
 */
export async function indexColours<T>(picture: PixelBands, use: (indexed: IndexedPicture) => T): Promise<T> {
  const { runs, table } = await readRuns(picture)
  try {
    return use(indexedOf(picture, runs, table))
  } finally {
    room = runs
  }
}

function indexedOf(picture: PixelBands, runs: Runs, table: ColourTable): IndexedPicture {
  const order = Array.from({ length: table.size }, (_, number) => number).toSorted(
    (left, right) =>
      valueAt(table.counts, right) - valueAt(table.counts, left) ||
      valueAt(table.colours, left) - valueAt(table.colours, right),
  )
  const all = Uint32Array.from(order, (number) => valueAt(table.colours, number))
  for (let reach = 0; ; reach = reach === 0 ? 16 : reach * 1.5) {
    const chosen = chooseColours(all, reach)
    if (chosen === null) continue
    const keptAs = new Uint8Array(table.size)
    for (const [at, number] of order.entries()) keptAs[number] = valueAt(chosen.numbers, at)
    const { width, height } = picture
    return { width, height, colours: chosen.kept, lines: writeLines(picture, runs, keptAs) }
  }
}

/** The colours of a picture, numbered as they appear. A map would keep each colour above 2^30 as an object. */
type ColourTable = {
  readonly size: number
  readonly colours: Uint32Array
  readonly counts: Uint32Array
  /** By a hash of the colour: its number and one; 0: the place is free. */
  readonly places: Uint32Array
}

/** Neighbours of one colour in a row, in order: where each ends, and the number of its colour. */
type Runs = { readonly ends: Uint32Array; readonly numbers: Uint32Array }

/**
 * Kept from picture to picture, as the system's giving of new memory costs more than what is written into it. Null while a
 * picture is made: another one that is begun meanwhile makes its own.
 */
let room: Runs | null = null
let lineRoom = new Uint8Array(0)
/** The lines of a slide; those of a poster are given back. */
const mostLineRoom = 2 ** 21

const openRoom = (count: number): Runs => ({ ends: new Uint32Array(count), numbers: new Uint32Array(count) })

function widerRoom({ ends, numbers }: Runs): Runs {
  const wider = openRoom(ends.length * 2)
  wider.ends.set(ends)
  wider.numbers.set(numbers)
  return wider
}

async function readRuns({ width, bands }: PixelBands): Promise<{ readonly runs: Runs; readonly table: ColourTable }> {
  let table = openTable(2 ** 14)
  let runs = room ?? openRoom(2 ** 17)
  room = null
  let count = 0
  let start = 0
  for await (const band of bands) {
    for (let from = 0, row = width; from < band.length; row += from === row ? width : 0) {
      const colour = valueAt(band, from)
      let at = from + 1
      while (at < row && band[at] === colour) at += 1
      if (count === runs.ends.length) runs = widerRoom(runs)
      runs.ends[count] = start + at
      runs.numbers[count] = numberOf(table, colour, at - from)
      count += 1
      if (table.size * 2 > table.places.length) table = widened(table)
      from = at
    }
    start += band.length
  }
  return { runs, table }
}

type OpenTable = { -readonly [Key in keyof ColourTable]: ColourTable[Key] }

function openTable(length: number): OpenTable {
  return {
    size: 0,
    colours: new Uint32Array(length / 2 + 1),
    counts: new Uint32Array(length / 2 + 1),
    places: new Uint32Array(length),
  }
}

/** Counts so many pixels of a colour. */
function numberOf(table: OpenTable, colour: number, count: number): number {
  const { colours, counts, places } = table
  const last = places.length - 1
  const spread = Math.imul(colour, 0x9e3779b1)
  let place = (spread ^ (spread >>> 15)) & last
  while (places[place] !== 0 && colours[valueAt(places, place) - 1] !== colour) place = (place + 1) & last
  if (places[place] === 0) {
    colours[table.size] = colour
    places[place] = table.size += 1
  }
  const number = valueAt(places, place) - 1
  counts[number] = valueAt(counts, number) + count
  return number
}

function widened({ size, colours, counts, places }: ColourTable): OpenTable {
  const wider = openTable(places.length * 4)
  for (let number = 0; number < size; number += 1) numberOf(wider, valueAt(colours, number), valueAt(counts, number))
  return wider
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

function writeLines({ width, height }: PixelBands, { ends, numbers }: Runs, keptAs: Uint8Array): Uint8Array {
  const length = (width + 1) * height
  if (lineRoom.length < length) lineRoom = new Uint8Array(length)
  const lines = lineRoom.subarray(0, length)
  if (length > mostLineRoom) lineRoom = new Uint8Array(0)
  let at = 0
  let run = 0
  let from = 0
  for (let y = 0; y < height; y += 1) {
    lines[at] = 0
    at += 1
    for (const row = from + width; from < row; run += 1) {
      const number = valueAt(keptAs, valueAt(numbers, run))
      const to = at + valueAt(ends, run) - from
      // A fill costs more than a few steps.
      if (to - at > 16) lines.fill(number, at, to)
      else for (let place = at; place < to; place += 1) lines[place] = number
      at = to
      from = valueAt(ends, run)
    }
  }
  return lines
}
