import { useEffect } from 'react'
import type { RefObject } from 'react'
import type { GridLayout } from './grid-layout.ts'

/** Last quarter's number stands beneath the field that has the focus. */
const lineBeneath = 20

/**
 * The head and the labels stand over the cells that scroll beneath: a cell that gets the focus, or is found, must come to
 * lie clear of them. How much they cover depends on the form, its widths and the window.
 */
export function useFrozen(table: RefObject<HTMLTableElement | null>, layout: GridLayout): void {
  useEffect(() => {
    const head = table.current?.tHead
    const frame = table.current?.parentElement
    if (!head || !frame) return
    const measure = () => {
      const labels = [...head.querySelectorAll<HTMLElement>('.entry-grid-frozen')]
      const left = labels
        .filter((label) => getComputedStyle(label).position === 'sticky')
        .reduce((sum, label) => sum + label.offsetWidth, 0)
      frame.style.scrollPadding = `${head.offsetHeight}px 0 ${lineBeneath}px ${left}px`
      frame.style.setProperty('--entry-labels', `${labels[0]?.offsetWidth ?? 0}px`)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(head)
    for (const label of head.querySelectorAll('.entry-grid-frozen')) observer.observe(label)
    return () => observer.disconnect()
    // The head of another layout is another one.
  }, [table, layout])
}
