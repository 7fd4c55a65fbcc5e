import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { Button } from '../../../ui/button.tsx'
import type { FormEditor } from '../editor/form-editor.ts'
import { findCells, nextFound } from './find-cells.ts'
import type { GridLayout } from './grid-layout.ts'

type FindBarProps = {
  editor: FormEditor
  layout: GridLayout
  /** Where the focus was. Another one brings it to the bar again. */
  from: { readonly index: number }
  /** Shows a cell without taking the focus from the bar; null: nothing is found. */
  onShow: (index: number | null) => void
  /** Closed; the focus goes to the cell that was found, else back. */
  onClose: (index: number) => void
}

/** Looks for words in the grid: Enter and Shift+Enter go on and back, Esc goes to what was found. */
export function FindBar({ editor, layout, from, onShow, onClose }: FindBarProps) {
  const [words, setWords] = useState('')
  const [at, setAt] = useState<number | null>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [from])
  const found = findCells(editor, layout, words)
  const show = (index: number | null) => {
    setAt(index)
    onShow(index)
  }
  const type = (text: string) => {
    setWords(text)
    const hits = findCells(editor, layout, text)
    const start = at ?? from.index
    show(hits.includes(start) ? start : nextFound(layout, hits, { from: start, direction: 1 }))
  }
  const go = (direction: 1 | -1) => show(nextFound(layout, found, { from: at, direction }))
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.keyCode === 229) return
    if (event.key === 'Escape') onClose(at ?? from.index)
    else if (event.key === 'Enter' && event.target === field.current) go(event.shiftKey ? -1 : 1)
    else if (event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey)) field.current?.select()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="entry-find no-print" role="search" aria-label="在表中查找" onKeyDown={onKeyDown}>
      <input
        ref={field}
        className="input entry-find-field"
        aria-label="查找"
        placeholder="指标、区县、数值，或“无法提供”等"
        autoComplete="off"
        spellCheck={false}
        value={words}
        onChange={(event) => type(event.target.value)}
      />
      <span className="entry-find-count" role="status">
        {countWords(words, found, at)}
      </span>
      <Button kind="quiet" disabled={found.length === 0} onClick={() => go(-1)}>
        上一处
      </Button>
      <Button kind="quiet" disabled={found.length === 0} onClick={() => go(1)}>
        下一处
      </Button>
      <Button kind="quiet" onClick={() => onClose(at ?? from.index)}>
        关闭
      </Button>
    </div>
  )
}

function countWords(words: string, found: readonly number[], at: number | null): string {
  if (words.trim() === '') return ''
  return found.length === 0 ? '没有找到' : `${at === null ? 0 : found.indexOf(at) + 1}/${found.length}`
}
