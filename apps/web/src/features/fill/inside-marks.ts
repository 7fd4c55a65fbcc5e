import type { SendBack } from '@cg/contract/entry'
import { useSyncExternalStore } from 'react'
import { cellPlace } from './editor/form-cells.ts'
import type { FormEditor } from './editor/form-editor.ts'

type Kept = { marks: ReadonlyMap<number, string>; readonly told: Set<() => void> }

/** Which cells are to be marked when the form is given back, with their reasons; the panel of a cell and the bar share it. */
const keptIn = new WeakMap<FormEditor, Kept>()

function keptOf(editor: FormEditor): Kept {
  const kept = keptIn.get(editor) ?? { marks: new Map<number, string>(), told: new Set<() => void>() }
  keptIn.set(editor, kept)
  return kept
}

export function useInsideMarks(editor: FormEditor): ReadonlyMap<number, string> {
  const { told } = keptOf(editor)
  return useSyncExternalStore(
    (tell) => {
      told.add(tell)
      return () => told.delete(tell)
    },
    () => keptOf(editor).marks,
  )
}

/** Null takes the mark off. */
export function putInsideMark(editor: FormEditor, index: number, reason: string | null): void {
  const kept = keptOf(editor)
  const marks = new Map(kept.marks)
  if (reason === null) marks.delete(index)
  else marks.set(index, reason)
  kept.marks = marks
  for (const tell of kept.told) tell()
}

/** As they are sent. */
export function marksToSend(
  { detail }: FormEditor,
  marks: ReadonlyMap<number, string>,
): NonNullable<SendBack['marks']> {
  return [...marks].map(([index, reason]) => {
    const { row, unit } = cellPlace(detail, index)
    return { item: row.item, unit: unit.code, breakdown: row.breakdown, reason: reason.trim() }
  })
}
