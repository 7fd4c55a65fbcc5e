/** Pixels as a canvas gives them: red, green, blue and opacity of each, line by line. */
export type Pixels = { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray }

/**
 * A picture as a reference keeps it: the mean lightness, blueness and redness (128 is neither) of squares, line by line.
 * A letter's edge does not count there, a box does.
 */
export type Blocks = { readonly width: number; readonly height: number; readonly planes: readonly Uint8Array[] }

/** A square that lies too far from its reference, by so many times the tolerance. */
export type Fault = { readonly column: number; readonly row: number; readonly times: number }

/** Side of a square in CSS pixels: what moves by a third of it changes the square at its edge by a third of its ink. */
export const side = 24

/** How far a mean may lie from the reference, of 255; letters drawn a shade heavier move it by 5 at most. */
const tolerances = [6, 12, 12] as const
/** Squares that may be off, as long as none is so by more than half the tolerance. */
const strays = 2
/** Pixels that a page may be higher or lower; a line of words has 18 at least. */
const spare = 8

export const columnsOf = (width: number): number => Math.ceil(width / side)

export function toBlocks(pixels: Pixels): Blocks {
  const { width, height } = pixels
  const columns = columnsOf(width)
  const count = columns * columnsOf(height)
  const planes = tolerances.map(() => new Uint8Array(count))
  for (let block = 0; block < count; block++) {
    const means = meansOf(pixels, (block % columns) * side, Math.floor(block / columns) * side)
    means.forEach((mean, plane) => planes[plane]?.set([Math.round(mean)], block))
  }
  return { width, height, planes }
}

/** Mean lightness, blueness and redness of the square that begins there, as far as it lies in the picture. */
function meansOf({ width, height, data }: Pixels, left: number, top: number): readonly number[] {
  const [fromX, toX] = [Math.max(0, left), Math.min(width, left + side)]
  const [fromY, toY] = [Math.max(0, top), Math.min(height, top + side)]
  let [red, green, blue] = [0, 0, 0]
  for (let y = fromY; y < toY; y++)
    for (let at = 4 * (y * width + fromX), end = 4 * (y * width + toX); at < end; at += 4) {
      red += data[at] ?? 0
      green += data[at + 1] ?? 0
      blue += data[at + 2] ?? 0
    }
  const count = (toX - fromX) * (toY - fromY)
  // ITU-R BT.601, as pictures are usually told into lightness and colour.
  const light = (0.299 * red + 0.587 * green + 0.114 * blue) / count
  return [light, 128 + 0.564 * (blue / count - light), 128 + 0.713 * (red / count - light)]
}

/** The squares that differ, in reading order; null where the pictures are not of one size. */
export function faultsBetween(seen: Pixels, reference: Blocks): Fault[] | null {
  if (seen.width !== reference.width || Math.abs(seen.height - reference.height) > spare) return null
  const columns = columnsOf(seen.width)
  // A last line of squares that only one of them has, or has as a sliver, says nothing.
  const rows = Math.floor(Math.min(seen.height, reference.height) / side)
  const faults: Fault[] = []
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const times = distance(seen, reference, { column, row })
      if (times > 1) faults.push({ column, row, times })
    }
  return faults.length <= strays && faults.every(({ times }) => times <= 1.5) ? [] : faults
}

/** A letter may stand a pixel aside: the strokes at a square's edge then lie in the next one. */
const shifts = [-1, 0, 1].flatMap((x) => [-1, 0, 1].map((y) => [x, y] as const))

/** How many times the tolerance a square lies from its reference, at the shift where it lies nearest. */
function distance(seen: Pixels, { width, planes }: Blocks, { column, row }: Omit<Fault, 'times'>): number {
  const block = row * columnsOf(width) + column
  const at = (x: number, y: number): number =>
    Math.max(
      ...meansOf(seen, column * side + x, row * side + y).map(
        (mean, plane) => Math.abs(mean - (planes[plane]?.[block] ?? 0)) / (tolerances[plane] ?? 1),
      ),
    )
  const plain = at(0, 0)
  return plain <= 1 ? plain : Math.min(...shifts.map(([x, y]) => at(x, y)))
}
