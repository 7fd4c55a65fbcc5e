import { connect } from 'node:net'

/** Sends a text over a connection of its own, and answers what came back until `quietMs` passed without a byte. */
export function asksRaw(port: number, text: string, quietMs = 250): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    const end = (): void => {
      socket.destroy()
      resolve(answer)
    }
    let quiet: NodeJS.Timeout | undefined
    socket.setEncoding('latin1')
    socket.on('data', (piece: string) => {
      answer += piece
      clearTimeout(quiet)
      quiet = setTimeout(end, quietMs)
    })
    socket.on('end', end)
    socket.on('error', reject)
  })
}
