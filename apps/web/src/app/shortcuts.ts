import { useRef } from 'react'
import { isShortcut, useKeyDown } from '../lib/keys.ts'

export type ShortcutActions = {
  search: () => void
  help: () => void
  go: (key: string) => void
  shiftPeriod: (step: -1 | 1) => void
  unfocus: () => void
}

/** Presses the button of that kind in the panel that has the focus, else the first on the page. */
function pressInPanel(name: 'table' | 'export'): void {
  const panel = document.activeElement?.closest('.panel') ?? document
  panel.querySelector<HTMLButtonElement>(`[data-shortcut=${name}]`)?.click()
}

function pressSingle(key: string, actions: ShortcutActions): boolean {
  switch (key) {
    case '/':
      actions.search()
      return true
    case '?':
      actions.help()
      return true
    case '[':
      actions.shiftPeriod(-1)
      return true
    case ']':
      actions.shiftPeriod(1)
      return true
    case 't':
      pressInPanel('table')
      return true
    case 'e':
      pressInPanel('export')
      return true
    case 'f':
      actions.unfocus()
      return true
    default:
      return false
  }
}

const chainMs = 1200

/** Single-key shortcuts of reading pages; silent while typing, in grids, under dialogs and menus, and when switched off. */
export function useShortcuts(actions: ShortcutActions): void {
  const pressedG = useRef(0)
  useKeyDown((event) => {
    if (!isShortcut(event)) return
    if (Date.now() - pressedG.current < chainMs) {
      pressedG.current = 0
      actions.go(event.key)
      return
    }
    if (event.key === 'g') pressedG.current = Date.now()
    else if (pressSingle(event.key, actions)) event.preventDefault()
  })
}
