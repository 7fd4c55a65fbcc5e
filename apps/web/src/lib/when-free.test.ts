import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { ApiError } from './api.ts'
import { whenFree } from './when-free.ts'

const busy = (retryAfterSeconds?: number) =>
  new ApiError(503, {
    code: 'unavailable',
    detail: '同时上传的人较多',
    ...(retryAfterSeconds ? { retryAfterSeconds } : {}),
  })

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** Answers after so many refusals. */
function server(refusals: number, error: Error = busy(5)) {
  const asked: number[] = []
  return {
    asked,
    ask: async () => {
      asked.push(Date.now())
      if (asked.length <= refusals) throw error
      return 'file'
    },
  }
}

it('comes again when the server says so, and says once that it waits', async () => {
  const { ask, asked } = server(2)
  const tell = vi.fn<() => void>()
  const answer = whenFree(ask, tell)
  await vi.runAllTimersAsync()
  expect(await answer).toBe('file')
  expect(tell).toHaveBeenCalledTimes(1)
  const waits = asked.slice(1).map((at, before) => at - (asked[before] ?? 0))
  for (const wait of waits) expect(Math.abs(wait - 5000)).toBeLessThanOrEqual(1500)
  expect(waits).toHaveLength(2)
})

it('gives up after some tries with the words of the last', async () => {
  const { ask, asked } = server(99)
  const answer = expect(whenFree(ask)).rejects.toThrow('同时上传的人较多')
  await vi.runAllTimersAsync()
  await answer
  expect(asked).toHaveLength(4)
})

it('leaves every other refusal and every long wait to the person', async () => {
  for (const error of [busy(), busy(300), new ApiError(400, { detail: '文件已损坏' }), new Error('other')]) {
    const { ask, asked } = server(1, error)
    await expect(whenFree(ask)).rejects.toBe(error)
    expect(asked).toHaveLength(1)
  }
})

it('waits no longer once it is given up', async () => {
  const { ask, asked } = server(1)
  const stop = new AbortController()
  const answer = whenFree(ask, undefined, stop.signal)
  await vi.advanceTimersByTimeAsync(10)
  stop.abort()
  await answer
  expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeLessThan(100)
})
