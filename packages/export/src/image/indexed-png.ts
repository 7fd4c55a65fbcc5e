import { crc32, deflateSync } from 'node:zlib'
import type { IndexedPicture } from './palette.ts'

/**
 * A PNG with a palette, which compresses best unfiltered, and its dots per inch (pHYs), so that Word and WPS place the picture
 * at its true size.
 */
export function writeIndexedPng({ width, height, colours, lines }: IndexedPicture, dpi: number): Uint8Array {
  return Buffer.concat([
    Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'),
    chunk('IHDR', header(width, height)),
    chunk('pHYs', resolution(dpi)),
    chunk('PLTE', Buffer.from(colours.flatMap((colour) => [0, 8, 16].map((shift) => (colour >>> shift) & 255)))),
    ...opacities(colours),
    chunk('IDAT', deflateSync(lines, { level: 6, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function header(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(13)
  bytes.writeUInt32BE(width, 0)
  bytes.writeUInt32BE(height, 4)
  const bitsPerPixel = 8
  const isIndexed = 3
  bytes.set([bitsPerPixel, isIndexed, 0, 0, 0], 8)
  return bytes
}

function resolution(dpi: number): Buffer {
  const bytes = Buffer.alloc(9)
  const perMetre = Math.round(dpi / 0.0254)
  bytes.writeUInt32BE(perMetre, 0)
  bytes.writeUInt32BE(perMetre, 4)
  bytes.writeUInt8(1, 8)
  return bytes
}

/** Left out when every colour is opaque. */
function opacities(colours: readonly number[]): Buffer[] {
  const alphas = colours.map((colour) => colour >>> 24)
  return alphas.every((alpha) => alpha === 255) ? [] : [chunk('tRNS', Buffer.from(alphas))]
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  body.copy(whole, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}
