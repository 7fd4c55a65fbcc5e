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
  | 'repeat'
  | 'panel'

/** What a key does to the grid; null: the key types into the field. */
export function keyAct(event: KeyboardEvent, isEditing: boolean, isModified: boolean): GridAct | null {
  if (isModified) {
    if (event.key === 'z' || event.key === 'Z') return isEditing ? 'native' : 'undo'
    if (event.code === 'Semicolon' || event.key === ';') return 'repeat'
    if (event.key === 'Enter') return 'panel'
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
