import { renderHook, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useRenewal } from './renewal.ts'

beforeEach(() => {
  document.head.innerHTML = '<script type="module" src="/assets/index-a1.js"></script>'
  vi.stubGlobal('fetch', async () => new Response('<script type="module" src="/assets/index-b2.js"></script>'))
})
afterEach(() => {
  document.head.replaceChildren()
  vi.unstubAllGlobals()
})

test('a screen loads the new program after an upgrade, when nobody holds a page', async () => {
  const renew = vi.fn()
  const { rerender } = renderHook(({ isHeld }) => useRenewal(1, isHeld, renew), { initialProps: { isHeld: true } })
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(renew).not.toHaveBeenCalled()
  rerender({ isHeld: false })
  await waitFor(() => expect(renew).toHaveBeenCalledOnce())
})
