import { useEffect, useRef } from 'react'
import { readPreference, writePreference } from '../lib/storage.ts'

export const shortcutHelp: readonly (readonly [string, string])[] = [
  ['/', '搜索指标、区县与页面'],
  ['g 然后 o / r / i / p', '前往总览 / 排名 / 指标 / 发布记录'],
  ['[ 和 ]', '上一期和下一期'],
  ['t', '当前面板在图与表之间切换'],
  ['e', '导出当前面板'],
  ['f', '取消突出显示的区县'],
  ['?', '打开本帮助'],
]

export function areShortcutsOn(): boolean {
  return readPreference('shortcuts') !== 'off'
}

export function switchShortcuts(isOn: boolean): void {
  writePreference('shortcuts', isOn ? 'on' : 'off')
}

export type ShortcutActions = {
  search: () => void
  help: () => void
  go: (key: string) => void
  shiftPeriod: (step: -1 | 1) => void
  unfocus: () => void
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.closest('input,select,textarea,[role=menu],[role=dialog],[role=grid]') !== null)
  )
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

/** Single-key shortcuts of reading pages; silent while typing, in dialogs and grids, and when switched off. */
export function useShortcuts(actions: ShortcutActions): void {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    let pressedG = 0
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
      if (isTyping(event.target) || !areShortcutsOn()) return
      if (Date.now() - pressedG < chainMs) {
        pressedG = 0
        latest.current.go(event.key)
        return
      }
      if (event.key === 'g') pressedG = Date.now()
      else if (pressSingle(event.key, latest.current)) event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
