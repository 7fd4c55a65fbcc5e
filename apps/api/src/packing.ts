import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Encoding = 'br' | 'gzip'

/** Smaller answers fit into one packet as they are. */
export const worthPacking = 1400

const packers = {
  gzip: promisify(gzip),
  // As quick as gzip at this quality, and a sixth smaller; browsers ask for it over TLS alone.
  br: (body: Buffer) =>
    promisify(brotliCompress)(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.byteLength },
    }),
} as const satisfies Record<Encoding, (body: Buffer) => Promise<Buffer>>

export function packWith(encoding: Encoding, body: Buffer): Promise<Buffer> {
  return packers[encoding](body)
}

/** The best of what the asker says that it takes; null: the bytes as they are. */
export function encodingFor(header: string | undefined): Encoding | null {
  if (takes(header, 'br')) return 'br'
  return takesGzip(header) ? 'gzip' : null
}

/** Whether the asker says that it takes gzip. */
export function takesGzip(header: string | undefined): boolean {
  return takes(header, 'gzip')
}

const named = {
  br: /\bbr\b(?!\s*;\s*q=0(?:\.0+)?\s*(?:,|$))/,
  gzip: /\bgzip\b(?!\s*;\s*q=0(?:\.0+)?\s*(?:,|$))/,
} as const

function takes(header: string | undefined, encoding: Encoding): boolean {
  return header !== undefined && named[encoding].test(header)
}
