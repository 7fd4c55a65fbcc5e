import type { KeyboardEvent } from 'react'

export type GridAct =
  | 'native'
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'tab'
  | 'tab-back'
  | 'extend-up'
  | 'extend-down'
  | 'extend-left'
  | 'extend-right'
  | 'edit'
  | 'restore'
  | 'clear'
  | 'undo'
  | 'redo'
  | 'fill-down'
  | 'all'
  | 'line-start'
  | 'line-end'
  | 'first'
  | 'last'
  | 'page-up'
  | 'page-down'
  | 'edge-up'
  | 'edge-down'
  | 'edge-left'
  | 'edge-right'
  | 'repeat'
  | 'find'
  | 'narrower'
  | 'wider'
  | 'fit'
  | 'panel'

/** What a key does to the grid; null: the key types into the field. */
export function keyAct(event: KeyboardEvent, isEditing: boolean, isModified: boolean): GridAct | null {
  if (event.altKey && event.shiftKey && !isModified) return widthKeys[event.key] ?? null
  if (isModified) {
    const act = isEditing ? null : commandOf(event)
    if (act !== null) return act
    if (event.code === 'Semicolon' || event.key === ';') return 'repeat'
    if (event.key === 'Enter') return 'panel'
    if (event.key.toLowerCase() === 'f' && !event.shiftKey && !event.altKey) return 'find'
    return 'native'
  }
  switch (event.key) {
    case 'Enter':
      return event.shiftKey ? 'up' : 'down'
    case 'Tab':
      return event.shiftKey ? 'tab-back' : 'tab'
    case 'ArrowUp':
      return event.shiftKey ? 'extend-up' : 'up'
    case 'ArrowDown':
      return event.shiftKey ? 'extend-down' : 'down'
    case 'ArrowLeft':
      return isEditing ? 'native' : event.shiftKey ? 'extend-left' : 'left'
    case 'ArrowRight':
      return isEditing ? 'native' : event.shiftKey ? 'extend-right' : 'right'
    case 'Home':
      return isEditing || event.shiftKey ? 'native' : 'line-start'
    case 'End':
      return isEditing || event.shiftKey ? 'native' : 'line-end'
    case 'PageUp':
      return 'page-up'
    case 'PageDown':
      return 'page-down'
    case 'F2':
      return 'edit'
    case 'Escape':
      return 'restore'
    case 'Delete':
      return isEditing ? 'native' : 'clear'
    default:
      return null
  }
}

/** Commands with Ctrl (⌘), as spreadsheets have them; null: none of the grid's. */
function commandOf({ key, shiftKey }: KeyboardEvent): GridAct | null {
  const letter = key.toLowerCase()
  if (letter === 'z') return shiftKey ? 'redo' : 'undo'
  if (shiftKey) return null
  return commands[letter] ?? null
}

/** With Alt and Shift. */
const widthKeys: Readonly<Record<string, GridAct>> = { ArrowLeft: 'narrower', ArrowRight: 'wider', ArrowUp: 'fit' }

const commands: Readonly<Record<string, GridAct>> = {
  y: 'redo',
  d: 'fill-down',
  a: 'all',
  home: 'first',
  end: 'last',
  arrowup: 'edge-up',
  arrowdown: 'edge-down',
  arrowleft: 'edge-left',
  arrowright: 'edge-right',
}
