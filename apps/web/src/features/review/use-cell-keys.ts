import { isShortcut, useKeyDown } from '../../lib/keys.ts'

type CellKeys = {
  /** In reading order. */
  shown: readonly number[]
  current: number | null
  onCurrent: (index: number) => void
  /** Marks the current cell as one to be explained; null where nothing may be marked. */
  onAsk: ((index: number) => void) | null
}

/** j and k walk through the cells, n asks about the current one. */
export function useCellKeys({ shown, current, onCurrent, onAsk }: CellKeys): void {
  useKeyDown((event) => {
    if (!isShortcut(event)) return
    if (event.key === 'j' || event.key === 'k') {
      const next = shown[neighbour(current === null ? -1 : shown.indexOf(current), event.key)]
      if (next !== undefined) onCurrent(next)
    }
    if (event.key === 'n' && current !== null && onAsk !== null && !event.repeat) onAsk(current)
  })
}

/** Stops at both ends; without a current cell both keys begin with the first. */
function neighbour(at: number, key: 'j' | 'k'): number {
  return key === 'j' ? at + 1 : Math.max(0, at - 1)
}
