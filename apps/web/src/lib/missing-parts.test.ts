import { expect, it, vi } from 'vitest'
import { reloadOnMissingParts } from './missing-parts.ts'

/** Whether whoever asked for the part waits (the page goes) instead of getting the fault. */
const isHeld = () => !window.dispatchEvent(new Event('vite:preloadError', { cancelable: true }))

it('a page whose parts are gone is loaded anew once, and the second time within a minute says the fault', () => {
  sessionStorage.clear()
  let time = 1_000_000
  const reload = vi.fn<() => void>()
  reloadOnMissingParts(reload, () => time)
  expect([isHeld(), reload.mock.calls.length]).toEqual([true, 1])
  time += 30_000
  expect([isHeld(), reload.mock.calls.length]).toEqual([false, 1])
  time += 30_000
  expect([isHeld(), reload.mock.calls.length]).toEqual([true, 2])
  // Being left: nothing more is asked for, and nothing calls the page back.
  time += 90_000
  window.dispatchEvent(new Event('beforeunload'))
  expect([isHeld(), reload.mock.calls.length]).toEqual([true, 2])
  // A download asked only: the page stays, and what is gone later is gone.
  time += 10_000
  expect([isHeld(), reload.mock.calls.length]).toEqual([true, 3])
})
