import { useState } from 'react'

/** What is ticked in the two lists, by code. */
export type Picked = {
  readonly indicators: readonly string[]
  readonly items: readonly string[]
  readonly count: number
  readonly toggle: (kind: 'indicators' | 'items', code: string) => void
  /** Only this one. */
  readonly only: (kind: 'indicators' | 'items', code: string) => void
  readonly clear: () => void
}

const nothing: { indicators: readonly string[]; items: readonly string[] } = { indicators: [], items: [] }

/** Ticks stay while one list is left for the other: a change may name indicators and items together. */
export function usePicked(): Picked {
  const [codes, set] = useState(nothing)
  return {
    ...codes,
    count: codes.indicators.length + codes.items.length,
    toggle: (kind, code) =>
      set((old) => ({
        ...old,
        [kind]: old[kind].includes(code) ? old[kind].filter((one) => one !== code) : [...old[kind], code],
      })),
    only: (kind, code) => set({ ...nothing, [kind]: [code] }),
    clear: () => set(nothing),
  }
}
