import type { ServerResponse } from 'node:http'

/*
 * The head of an answer that lies ready says the same each time, but for the date. Node checks every line of it and puts
 * them together anew for each answer, which takes a seventh of it. Here node writes a head, and what it wrote goes out again
 * for a tenth of a second: its date is as old at most, beside the second that it counts by.
 */

/** Where node keeps a head until it goes out. It promises nothing of the place: without it heads are written each time. */
type Answering = ServerResponse & { _header?: string | null }

export type KeptHead = (response: ServerResponse) => void

const keptMs = 100

/** Taken before any test stands the clock still. */
const clock = performance.now.bind(performance)

/** What writes the head of an answer: its status, and names and values by turns, as node takes them. */
export function keptHead(status: number, lines: readonly string[], now = clock): KeptHead {
  const own = [...lines]
  let [kept, until] = ['', 0]
  return (response: Answering) => {
    const isUsual = saysNothingElse(response)
    const moment = now()
    if (isUsual && moment < until) {
      response._header = kept
      return
    }
    response.writeHead(status, own)
    if (isUsual && typeof response._header === 'string') [kept, until] = [response._header, moment + keptMs]
  }
}

/** Whether the head depends on nothing that the asker says: a connection that ends is told in the head, and one of HTTP/1.0. */
function saysNothingElse({ shouldKeepAlive, useChunkedEncodingByDefault, sendDate }: Answering): boolean {
  return shouldKeepAlive && useChunkedEncodingByDefault && sendDate
}
