import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { askInTurn } from './ask-in-turn.ts'

export type Reply = {
  readonly body: Buffer
  readonly contentType: string
  /** Undefined: the bytes are sent as they are. */
  readonly contentEncoding?: string
  readonly etag: string
}

export type Load = { readonly requests: number; readonly perSecond: number; readonly p50: number; readonly p99: number }

/** What is asked, and how it is answered: 304 where the asker holds the bytes. */
export type Asked = {
  readonly url: string
  readonly headers: Record<string, string>
  readonly status: 200 | 304
}

export async function runLoad(asked: Asked, connections: number, duration: number): Promise<Load> {
  const start = performance.now()
  const turn = { ...asked, until: start + duration * 1000 }
  const turns = await Promise.all(Array.from({ length: connections }, () => askInTurn(turn)))
  const seconds = (performance.now() - start) / 1000
  const times = Float64Array.from(turns.flat()).sort()
  const share = (part: number): number => times[Math.floor(times.length * part)] ?? 0
  return { requests: times.length, perSecond: times.length / seconds, p50: share(0.5), p99: share(0.99) }
}

/** One answer with its bytes as they travel, not decompressed. */
export async function fetchBytes(url: string, headers: Record<string, string>): Promise<Reply> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(url, { headers }, resolve).on('error', reject).end()
  })
  const body = Buffer.concat(await response.toArray())
  if (response.statusCode !== 200)
    throw new Error(`${url} answered ${response.statusCode}: ${body.toString().slice(0, 500)}`)
  const { 'content-type': contentType = 'application/octet-stream', 'content-encoding': contentEncoding } =
    response.headers
  const { etag = '' } = response.headers
  return { body, contentType, etag, ...(contentEncoding !== undefined && { contentEncoding }) }
}
