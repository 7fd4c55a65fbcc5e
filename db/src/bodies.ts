import { AsyncLocalStorage } from 'node:async_hooks'

export type Bodies = {
  /** Runs a body, to be found from everything it calls. */
  readonly run: <T>(body: () => Promise<T>) => Promise<T>
  /** Throws inside a body: one that asks the store again would wait for itself, or read another moment than its own. */
  readonly requireOutside: () => void
}

export function trackBodies(): Bodies {
  const running = new AsyncLocalStorage<{ isOver: boolean }>()
  return {
    async run(body) {
      const mark = { isOver: false }
      try {
        return await running.run(mark, body)
      } finally {
        mark.isOver = true
      }
    },
    requireOutside() {
      if (running.getStore()?.isOver !== false) return
      throw new Error('a body of the store asked the store again: pass its handle on instead')
    },
  }
}
