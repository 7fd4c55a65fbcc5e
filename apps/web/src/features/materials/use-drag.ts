import { useEffect, useRef, useState } from 'react'
import type { PointerEvent as ReactPointerEvent } from 'react'

type Drag = { readonly from: number; readonly to: number }

/** Rows of a list dragged by their grips: where the row would land is shown, and it goes there when it is let go. */
export function useDrag(onMove: (from: number, to: number) => void) {
  const [drag, setDrag] = useState<Drag | null>(null)
  const end = useRef<(() => void) | null>(null)
  useEffect(() => () => end.current?.(), [])
  const start = (from: number) => (event: ReactPointerEvent<HTMLElement>) => {
    if (event.button !== 0) return
    event.preventDefault()
    const list = event.currentTarget.closest('ol')
    let to = from
    const show = (next: Drag | null) => setDrag(next)
    const move = ({ clientY }: PointerEvent) => {
      to = rowAt(list, clientY) ?? to
      show({ from, to })
    }
    const drop = () => {
      end.current?.()
      if (to !== from) onMove(from, to)
    }
    const cancel = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') end.current?.()
    }
    end.current = listen(
      { pointermove: move, pointerup: drop, pointercancel: () => end.current?.(), keydown: cancel },
      () => {
        end.current = null
        show(null)
      },
    )
    show({ from, to })
  }
  const lookOf = (at: number): string => {
    if (drag === null) return ''
    if (at === drag.from) return 'is-dragged'
    if (at !== drag.to) return ''
    return drag.to < drag.from ? 'is-before' : 'is-after'
  }
  return { start, lookOf }
}

type Listeners = { readonly [K in keyof WindowEventMap]?: (event: WindowEventMap[K]) => void }

/** Listens on the window until the answer is called. */
function listen(listeners: Listeners, ended: () => void): () => void {
  const signal = new AbortController()
  for (const [name, listener] of Object.entries(listeners))
    window.addEventListener(name, listener as (event: Event) => void, { signal: signal.signal })
  return () => {
    signal.abort()
    ended()
  }
}

/** The place of the row over which the pointer is; above the first and beneath the last, theirs. */
function rowAt(list: HTMLElement | null, y: number): number | null {
  const rows = [...(list?.children ?? [])]
  const at = rows.findIndex((row) => y < row.getBoundingClientRect().bottom)
  return rows.length === 0 ? null : at < 0 ? rows.length - 1 : at
}
