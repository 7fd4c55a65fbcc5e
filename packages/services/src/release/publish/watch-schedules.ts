import { clockReader } from '../../admin/clock.ts'
import type { Services } from '../../context.ts'
import { publishDue } from './schedule.ts'

/** How late a release may come out, ms. */
export const lookMs = 15_000

/**
 * Brings out releases at their time, by the server's clock: looks at once (what came due while it was down) and then
 * again and again, so that a clock set back is followed at the next look and no timer runs for weeks. A decision that only
 * a clock set forward has brought due lapses: what is out stays out. `passed`: ms on a clock that nobody sets. Returns a
 * function that stops it.
 */
export function watchSchedules(
  services: Services,
  onError: (error: unknown) => void,
  passed?: () => number,
): () => void {
  const read = clockReader(services.now, passed)
  let isLooking = false
  const look = async () => {
    if (isLooking) return
    isLooking = true
    try {
      await publishDue(services, read())
    } catch (error) {
      onError(error)
    } finally {
      isLooking = false
    }
  }
  void look()
  const timer = setInterval(() => void look(), lookMs)
  timer.unref()
  return () => clearInterval(timer)
}
