import { useCallback, useEffect, useState } from 'react'
import type { UIEvent } from 'react'

/** Tables up to here are drawn whole. */
const wholeRows = 200

type WindowOptions = {
  readonly count: number
  readonly rowHeight: number
  readonly frameHeight: number
  /** A list of up to so many rows is drawn whole. */
  readonly whole?: number
  /** Rows drawn above and below those in the frame. */
  readonly overscan?: number
  /** Rows scrolled by before others are drawn: a redraw for each pixel would be felt. */
  readonly stride?: number
  /** How many rows go on paper, from the first in the frame on; left out: all. */
  readonly onPaper?: number
}

export type RowWindow = {
  /** False where all rows are drawn: a short table, and one that is printed whole. */
  readonly isCut: boolean
  readonly first: number
  readonly end: number
  readonly onScroll: (event: UIEvent<HTMLElement>) => void
}

/** Which rows of a long table are drawn: those in its frame and some around; while it is printed all, or as many as go on paper. */
export function useRowWindow(options: WindowOptions): RowWindow {
  const { count, rowHeight, frameHeight, whole = wholeRows, overscan = 15, stride = 10, onPaper = Infinity } = options
  const [start, setStart] = useState(0)
  const isLong = count > whole
  const isPrinting = usePrinting(isLong)
  const onScroll = useCallback(
    ({ currentTarget }: UIEvent<HTMLElement>) =>
      setStart(Math.floor(currentTarget.scrollTop / rowHeight / stride) * stride),
    [rowHeight, stride],
  )
  const isCut = isLong && (!isPrinting || count > onPaper)
  if (!isCut) return { isCut, first: 0, end: count, onScroll }
  const top = Math.min(start, count - 1)
  if (isPrinting) return { isCut, first: top, end: Math.min(count, top + onPaper), onScroll }
  const first = Math.max(0, top - overscan)
  const end = Math.min(count, start + Math.ceil(frameHeight / rowHeight) + stride + overscan)
  return { isCut, first, end, onScroll }
}

/** True while the page is printed. */
export function usePrinting(isAsked: boolean): boolean {
  const [isPrinting, setPrinting] = useState(false)
  useEffect(() => {
    if (!isAsked) return
    const [begin, finish] = [() => setPrinting(true), () => setPrinting(false)]
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', finish)
    return () => {
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', finish)
    }
  }, [isAsked])
  return isPrinting
}
