import { useEffect, useRef } from 'react'
import { readPreference, writePreference } from './storage.ts'

export function areShortcutsOn(): boolean {
  return readPreference('shortcuts') !== 'off'
}

export function switchShortcuts(isOn: boolean): void {
  writePreference('shortcuts', isOn ? 'on' : 'off')
}

/** A dialog, drawer, menu or popover lies over the page: keys belong to it, wherever the focus is. */
export function isLayerOpen(): boolean {
  return document.querySelector('[role=dialog],[role=alertdialog],[role=menu]') !== null
}

/** Inputs in which a letter is no text. */
const pressed = new Set(['radio', 'checkbox', 'button', 'submit', 'reset', 'file', 'range', 'color', 'image'])

/** A letter pressed here is text, or chooses in a list. */
function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLInputElement) return !pressed.has(target.type)
  return target.isContentEditable || target.closest('select,textarea,[role=grid],[role=listbox]') !== null
}

/** May a single key be a shortcut now? Not in text fields and grids, nor under a layer, nor when switched off. */
export function isShortcut(event: KeyboardEvent): boolean {
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing
  return isPlain && areShortcutsOn() && !takesText(event.target) && !isLayerOpen()
}

/** Listens for keys as long as the component is shown. */
export function useKeyDown(act: (event: KeyboardEvent) => void): void {
  const latest = useRef(act)
  useEffect(() => {
    latest.current = act
  })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => latest.current(event)
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
