import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

export type ReadyBytes = { readonly body: Buffer; readonly etag: string }

/** Smaller answers fit into one packet as they are. */
const worthPacking = 1400

const pack = promisify(gzip)
/** Packed once for as long as the bytes are kept. */
const packed = new WeakMap<ReadyBytes, Promise<ReadyBytes>>()

/**
 * Sends bytes that never change under their address: rights have been asked by the verb before, the body goes out once
 * (decision 21).
 */
export async function sendBytes(
  request: FastifyRequest,
  reply: FastifyReply,
  bytes: ReadyBytes,
  mediaType = 'application/json; charset=utf-8',
): Promise<FastifyReply> {
  const isPacked = bytes.body.byteLength > worthPacking && takesGzip(request.headers['accept-encoding'])
  const { body, etag } = isPacked ? await packedBytes(bytes) : bytes
  void reply.headers({ etag, 'cache-control': 'private, no-cache', vary: 'accept-encoding' })
  if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send()
  if (isPacked) void reply.header('content-encoding', 'gzip')
  return reply.type(mediaType).send(body)
}

function packedBytes(bytes: ReadyBytes): Promise<ReadyBytes> {
  const found = packed.get(bytes)
  if (found !== undefined) return found
  const made = pack(bytes.body).then((body) => ({ body, etag: bytes.etag.replace(/"$/, '-gz"') }))
  packed.set(bytes, made)
  return made
}

/** Whether the asker says that it takes gzip. */
export function takesGzip(header: string | undefined): boolean {
  return header !== undefined && /\bgzip\b(?!\s*;\s*q=0(?:\.0+)?\s*(?:,|$))/.test(header)
}

/** Whether the browser holds these bytes: If-None-Match compares weakly and may list several. */
function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  if (header === etag || header === '*') return true
  return header.split(',').some((one) => one.trim().replace(/^W\//, '') === etag)
}
