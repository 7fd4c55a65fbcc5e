import { assembly } from './pieces.ts'
import type { Message } from './pieces.ts'

/** The JSON of a reply, read in a thread apart; here where there is none. */
export async function readLarge(response: Response): Promise<unknown> {
  if (typeof Worker === 'undefined') return response.json()
  const bytes = await response.arrayBuffer()
  const thread = new Worker(new URL('./thread.ts', import.meta.url))
  try {
    return await answerOf(thread, bytes)
  } finally {
    thread.terminate()
  }
}

function answerOf(thread: Worker, bytes: ArrayBuffer): Promise<unknown> {
  const take = assembly()
  return new Promise((resolve, reject) => {
    thread.addEventListener('message', ({ data }: MessageEvent<Message>) => {
      const whole = take(data)
      if (whole !== null) resolve(whole.answer)
    })
    thread.addEventListener('error', ({ message }) => reject(new Error(`an answer could not be read: ${message}`)))
    thread.postMessage(bytes, [bytes])
  })
}
