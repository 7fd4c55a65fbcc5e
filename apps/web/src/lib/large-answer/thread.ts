import { messagesOf } from './pieces.ts'

/* Reads one answer (read.ts). Only types of a window are known here; a thread has these two as well. */

addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
  const answer: unknown = JSON.parse(new TextDecoder().decode(data))
  for (const message of messagesOf(answer)) postMessage(message)
})
