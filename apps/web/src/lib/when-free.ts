import { ApiError } from './api.ts'

/** How often a busy server is asked again, and how long a wait it may name; a longer one is the person's to decide. */
const mostTries = 4
const longestWaitSeconds = 30

/**
 * Asks, and asks again when the server says that it is busy and when to come again. `tell`: called before the first wait.
 * After the last try its words are the caller's to show.
 */
export async function whenFree<T>(
  ask: () => Promise<T>,
  tell: () => void = () => {},
  signal?: AbortSignal,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      const seconds = waitOf(error)
      if (seconds === null || tries === mostTries) throw error
      if (tries === 1) tell()
      // Those who were refused together do not come again together.
      await wait(seconds * 1000 * (0.7 + Math.random() * 0.6), signal)
    }
  }
}

/** Ends early with the signal, which the next try then meets. */
function wait(ms: number, signal: AbortSignal | undefined): Promise<unknown> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
    signal?.addEventListener('abort', resolve, { once: true })
  })
}

function waitOf(error: unknown): number | null {
  if (!(error instanceof ApiError) || error.status !== 503) return null
  const { retryAfterSeconds } = error
  return retryAfterSeconds !== null && retryAfterSeconds <= longestWaitSeconds ? retryAfterSeconds : null
}

export const queueWords = '服务器正忙，已在排队，稍后自动重试，请不要关闭页面。'
