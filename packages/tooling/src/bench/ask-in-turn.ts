import { connect } from 'node:net'

/*
 * One connection that asks for the same thing again and again, as soon as it is answered. It looks at the head of an answer
 * and counts the rest: a parser in JavaScript takes longer over a head of fifteen lines than a server over the whole answer,
 * and would measure itself.
 */

export type Turn = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly status: number
  /** Nothing is asked after this moment (performance.now). */
  readonly until: number
}

const patienceMs = 30_000

/** How long each answer took, in milliseconds; rejects on any other status: a refused answer is quick, and would look like speed. */
export function askInTurn({ url, headers, status, until }: Turn): Promise<number[]> {
  const { hostname, port, pathname, search } = new URL(url)
  const lines = Object.entries({ host: `${hostname}:${port}`, ...headers }).map(([name, value]) => `${name}: ${value}`)
  const text = Buffer.from(`${[`GET ${pathname}${search} HTTP/1.1`, ...lines].join('\r\n')}\r\n\r\n`, 'latin1')
  const { promise, resolve, reject } = Promise.withResolvers<number[]>()
  const times: number[] = []
  let [asked, missing] = [0, 0]

  const ask = (): void => {
    asked = performance.now()
    socket.write(text)
  }
  function take(bytes: Buffer): void {
    if (missing === 0) missing = lengthOf(bytes, status)
    missing -= bytes.byteLength
    if (missing > 0) return
    if (missing < 0) throw new Error('more came than was announced')
    const now = performance.now()
    times.push(now - asked)
    if (now < until) ask()
    else socket.destroy()
  }
  const callback = (size: number, buffer: Uint8Array): boolean => {
    try {
      take(Buffer.from(buffer.buffer, buffer.byteOffset, size))
    } catch (error) {
      socket.destroy(error instanceof Error ? error : new Error(String(error)))
    }
    return true
  }
  const onread = { buffer: Buffer.allocUnsafeSlow(64 * 1024), callback }
  const socket = connect({ host: hostname, port: Number(port), noDelay: true, onread }, ask)
  socket.setTimeout(patienceMs, () => socket.destroy(new Error(`no answer for ${patienceMs} ms`)))
  socket.on('error', (error) => reject(new Error(`${url}: ${error.message}`, { cause: error })))
  // Whoever ended it: without an answer to the last question it is no measurement.
  socket.on('close', () =>
    times.length > 0 && missing === 0 && performance.now() >= until
      ? resolve(times)
      : reject(new Error(`${url}: the server ended a connection`)),
  )
  return promise
}

/** Of a whole answer, whose head is at the beginning of these bytes. */
function lengthOf(bytes: Buffer, status: number): number {
  const end = bytes.indexOf('\r\n\r\n')
  const head = bytes.toString('latin1', 0, Math.max(end, 0))
  if (!head.startsWith(`HTTP/1.1 ${status} `))
    throw new Error(`answered no ${status}: ${bytes.toString('utf8', 0, 500)}`)
  const [, announced] = /^content-length: (\d+)$/im.exec(head) ?? []
  if (announced === undefined && status !== 304) throw new Error(`announced no length: ${head}`)
  return end + 4 + Number(announced ?? 0)
}
