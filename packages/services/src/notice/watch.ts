import type { Services } from '../context.ts'
import { sendNotices, settleInterrupted } from './deliver.ts'
import type { Sender } from './sender.ts'

/** How often messages go out, ms. */
export const roundMs = 120_000

/** Sends messages round after round beside everything else. Returns a function that stops it. */
export function watchNotices(services: Services, sender: Sender, onError: (error: unknown) => void): () => void {
  let isBusy = false
  const round = async () => {
    if (isBusy) return
    isBusy = true
    try {
      await sendNotices(services, sender)
    } catch (error) {
      onError(error)
    } finally {
      isBusy = false
    }
  }
  const begin = settleInterrupted(services).catch(onError)
  void begin.then(round)
  const timer = setInterval(() => void begin.then(round), roundMs)
  timer.unref()
  return () => clearInterval(timer)
}
