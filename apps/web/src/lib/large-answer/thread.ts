import { answerIn } from './answer-in.ts'
import type { Asked } from './answer-in.ts'
import { messagesOf } from './pieces.ts'

/* Reads one answer (read.ts). Only types of a window are known here; a thread has these two as well. */

addEventListener('message', ({ data: { bytes, isPacked } }: MessageEvent<Asked>) => {
  for (const message of messagesOf(answerIn(bytes, isPacked))) postMessage(message)
})
