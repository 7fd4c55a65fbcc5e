import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'

/** A machine with load 30 is slow, not broken: nothing that is waited for is missing after less. */
configure({ asyncUtilTimeout: 10_000 })

class QuietResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

// Not vi.stubGlobal: a test that takes back its own stubs would take these with it.
Object.assign(globalThis, {
  ResizeObserver: QuietResizeObserver,
  matchMedia: (query: string) => ({
    matches: false,
    media: query,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }),
})
window.scrollTo = () => undefined
Element.prototype.scrollIntoView = () => undefined
Element.prototype.hasPointerCapture = () => false

afterEach(() => {
  cleanup()
  localStorage.clear()
})
