import { request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import autocannon from 'autocannon'

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

export async function runLoad({ url, headers, status }: Asked, connections: number, duration: number): Promise<Load> {
  const { requests, latency, errors, timeouts, non2xx } = await autocannon({ url, connections, duration, headers })
  const bad = errors + timeouts + (status === 304 ? requests.total - non2xx : non2xx)
  // A refused answer is quick, and would look like speed.
  if (bad > 0) throw new Error(`${url}: ${bad} of ${requests.total} answers were no ${status}`)
  return { requests: requests.total, perSecond: requests.average, p50: latency.p50, p99: latency.p99 }
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
