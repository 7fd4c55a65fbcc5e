import type { FastifyReply, FastifyRequest } from 'fastify'
import { encodingFor, packWith, worthPacking } from './packing.ts'
import type { Encoding } from './packing.ts'

/** Bytes under a strong ETag; they never change under their address. */
export type ReadyBytes = { readonly body: Buffer; readonly etag: string }

/** The same as they are sent. */
export type Ready = ReadyBytes & { readonly mediaType: string; readonly encoding: Encoding | null }

/** Packed once for as long as the bytes are kept. */
const packed = new WeakMap<ReadyBytes, Map<Encoding | null, Promise<Ready>>>()

/**
 * Sends bytes that never change under their address: rights have been asked by the verb before, the body goes out once
 * (decision 21).
 */
export async function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  bytes: ReadyBytes,
  mediaType: string,
): Promise<FastifyReply> {
  const encoding = encodingFor(request.headers['accept-encoding'])
  const known = packed.get(bytes) ?? new Map<Encoding | null, Promise<Ready>>()
  packed.set(bytes, known)
  const ready = known.get(encoding) ?? makeReady(bytes, { mediaType, encoding })
  known.set(encoding, ready)
  return sendReady(request, reply, await ready)
}

/** Packs bytes where that is worth it: each packing of them has an ETag of its own. */
export async function makeReady(
  { body, etag }: ReadyBytes,
  { mediaType, encoding }: { readonly mediaType: string; readonly encoding: Encoding | null },
): Promise<Ready> {
  if (encoding === null || body.byteLength <= worthPacking) return { body, etag, mediaType, encoding: null }
  const suffix = encoding === 'gzip' ? 'gz' : encoding
  return { body: await packWith(encoding, body), etag: etag.replace(/"$/, `-${suffix}"`), mediaType, encoding }
}

export function sendReady(request: FastifyRequest, reply: FastifyReply, ready: Ready): FastifyReply {
  if (isKnown(request.headers['if-none-match'], ready.etag))
    return reply.headers(headersOfUnchanged(ready)).code(304).send()
  return reply.headers(headersOf(ready)).send(ready.body)
}

export function headersOf(ready: Ready): Record<string, string> {
  const { mediaType, encoding } = ready
  return {
    ...headersOfUnchanged(ready),
    'content-type': mediaType,
    ...(encoding === null ? {} : { 'content-encoding': encoding }),
  }
}

export function headersOfUnchanged({ etag }: Ready): Record<string, string> {
  return { etag, 'cache-control': 'private, no-cache', vary: 'accept, accept-encoding' }
}

/** Whether the browser holds these bytes: If-None-Match compares weakly and may list several. */
export function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  if (header === etag || header === '*') return true
  return header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
}
