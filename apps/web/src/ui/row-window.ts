import { useCallback, useEffect, useState } from 'react'
import type { UIEvent } from 'react'

/** Tables up to here are drawn whole. */
export const wholeRows = 200
const overscan = 15
/** Rows scrolled by before others are drawn: a redraw for each pixel would be felt. */
const stride = 10

export type RowWindow = {
  /** False where all rows are drawn: a short table, and any on paper. */
  readonly isCut: boolean
  readonly first: number
  readonly end: number
  readonly onScroll: (event: UIEvent<HTMLElement>) => void
}

/** Which rows of a long table are drawn: those in its frame and some around; all of them while it is printed. */
export function useRowWindow(count: number, rowHeight: number, frameHeight: number): RowWindow {
  const [start, setStart] = useState(0)
  const [isPrinting, setPrinting] = useState(false)
  useEffect(() => {
    if (count <= wholeRows) return
    const [begin, finish] = [() => setPrinting(true), () => setPrinting(false)]
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', finish)
    return () => {
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', finish)
    }
  }, [count])
  const onScroll = useCallback(
    ({ currentTarget }: UIEvent<HTMLElement>) =>
      setStart(Math.floor(currentTarget.scrollTop / rowHeight / stride) * stride),
    [rowHeight],
  )
  const isCut = count > wholeRows && !isPrinting
  if (!isCut) return { isCut, first: 0, end: count, onScroll }
  const first = Math.max(0, Math.min(start, count - 1) - overscan)
  const end = Math.min(count, start + Math.ceil(frameHeight / rowHeight) + stride + overscan)
  return { isCut, first, end, onScroll }
}
