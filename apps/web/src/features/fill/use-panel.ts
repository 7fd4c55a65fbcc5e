import { useState } from 'react'
import { flushSync } from 'react-dom'
import { useMedia } from '../../lib/use-media.ts'

export type Panel = { isOpen: boolean; open: () => void; toggle: () => void; enter: () => void }

/** The panel stands beside the grid where there is room for both; elsewhere it comes when it is asked for. */
export function usePanel(): Panel {
  const isRoomy = useMedia('(min-width: 1241px)')
  const [choice, setChoice] = useState<boolean | null>(null)
  const isOpen = choice ?? isRoomy
  const open = () => {
    if (!isOpen) setChoice(true)
  }
  return {
    isOpen,
    open,
    toggle: () => setChoice(!isOpen),
    enter: () => {
      flushSync(open)
      document.getElementById('cell-panel')?.focus()
    },
  }
}
