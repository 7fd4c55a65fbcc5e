import { answerIn } from './answer-in.ts'
import type { Asked } from './answer-in.ts'
import { assembly } from './pieces.ts'
import type { Message } from './pieces.ts'

/** Packed columns below this are read in less time than a thread takes to begin. */
const threadFrom = 300_000

/** The JSON of a reply, or its packed columns, read in a thread apart; here where there is none, and where it is short. */
export async function readLarge(response: Response, isPacked: boolean): Promise<unknown> {
  const bytes = await response.arrayBuffer()
  const isShort = isPacked && bytes.byteLength < threadFrom
  if (isShort || typeof Worker === 'undefined') return answerIn(bytes, isPacked)
  const thread = new Worker(new URL('./thread.ts', import.meta.url))
  try {
    return await answerOf(thread, { bytes, isPacked })
  } finally {
    thread.terminate()
  }
}

function answerOf(thread: Worker, asked: Asked): Promise<unknown> {
  const take = assembly()
  return new Promise((resolve, reject) => {
    thread.addEventListener('message', ({ data }: MessageEvent<Message>) => {
      const whole = take(data)
      if (whole !== null) resolve(whole.answer)
    })
    thread.addEventListener('error', ({ message }) => reject(new Error(`an answer could not be read: ${message}`)))
    thread.postMessage(asked, [asked.bytes])
  })
}
