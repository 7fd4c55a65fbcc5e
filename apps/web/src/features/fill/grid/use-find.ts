import { useState } from 'react'
import type { RefObject } from 'react'
import type { Lines } from './use-lines.ts'
import type { Selection } from './use-selection.ts'

export type Find = {
  /** The cell it was opened at, anew each time it is asked for; null: it is closed. */
  readonly from: { readonly index: number } | null
  readonly open: (index: number) => void
  readonly show: (index: number | null) => void
  readonly close: (index: number) => void
}

/** Where the find bar stands, and the cell it shows: marked on the cell itself, as a block is. */
export function useFind(
  table: RefObject<HTMLTableElement | null>,
  reach: Lines['reach'],
  selection: Selection,
  onSelect: (index: number) => void,
): Find {
  const [from, setFrom] = useState<Find['from']>(null)

  function mark(index: number | null): Element | null {
    for (const cell of table.current?.querySelectorAll('[data-found]') ?? []) cell.removeAttribute('data-found')
    const cell = index === null ? null : (reach(index)?.closest('td') ?? null)
    cell?.setAttribute('data-found', '')
    return cell
  }

  return {
    from,
    open: (index) => setFrom({ index }),
    show(index) {
      mark(index)?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      if (index === null) return
      selection.select(index)
      onSelect(index)
    },
    close(index) {
      mark(null)
      setFrom(null)
      reach(index)?.focus()
    },
  }
}
