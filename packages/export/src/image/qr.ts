import type { Stamp } from '@cg/charts/model'
import { printedStampCode } from '@cg/domain/stamp-code'
import { encode } from 'uqr'
import { writeIndexedPng } from './indexed-png.ts'

/** The light edge that a reader needs, in cells; four on paper, but the picture around is light too. */
const border = 2

/** The cells of the QR code of where the file is checked; of its code alone where the platform knows no address; undefined without a code. */
export function qrCells({
  stamp,
}: {
  readonly stamp?: Stamp | undefined
}): readonly (readonly boolean[])[] | undefined {
  if (stamp === undefined) return undefined
  return encode(stamp.link ?? printedStampCode(stamp.code), { ecc: 'M', border }).data
}

type Cells = NonNullable<ReturnType<typeof qrCells>>

/** What a QR code is called by who cannot see it. */
export const qrWords = '核验二维码'

/** The code as SVG, for a typesetter. */
export function qrSvg(cells: Cells): string {
  const dark = cells.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
  const size = cells.length
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}" viewBox="0 0 ${size} ${size}"><rect width="${size}" height="${size}" fill="#ffffff"/><path shape-rendering="crispEdges" d="${dark.join('')}" fill="#000000"/></svg>`
}

/** Pixels of a cell: whole ones, or its edges blur. */
const cellPixels = 8

/** The code as PNG, for office programs. */
export function qrPng(cells: Cells): Uint8Array {
  const size = cells.length * cellPixels
  const lines = new Uint8Array((size + 1) * size)
  for (const [y, row] of cells.entries())
    for (const [x, isDark] of row.entries())
      if (isDark)
        for (let line = 0; line < cellPixels; line += 1) {
          const from = (y * cellPixels + line) * (size + 1) + 1 + x * cellPixels
          lines.fill(1, from, from + cellPixels)
        }
  return writeIndexedPng({ width: size, height: size, colours: [0xff_ff_ff_ff, 0xff_00_00_00], lines }, 300)
}
