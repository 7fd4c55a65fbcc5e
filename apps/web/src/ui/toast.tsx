import './toast.css'
import { createContext, use, useCallback, useMemo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { StatusMark } from './status-chip.tsx'
import type { Tone } from './status-chip.tsx'

type Note = { id: number; tone: Tone; words: ReactNode }
type Notify = (words: ReactNode, tone?: Tone) => void

const ToastContext = createContext<Notify>(() => undefined)

/** Short words after an act: `notify('链接已复制')`. What must not be missed belongs on the page, not here. */
export function useToast(): Notify {
  return use(ToastContext)
}

const stayMs = 6000

export function ToastProvider({ children }: { children: ReactNode }) {
  const [notes, setNotes] = useState<readonly Note[]>([])
  const nextId = useRef(1)
  const dismiss = useCallback((id: number) => setNotes((all) => all.filter((note) => note.id !== id)), [])
  const notify = useCallback<Notify>(
    (words, tone = 'good') => {
      const id = nextId.current++
      setNotes((all) => [...all.slice(-2), { id, tone, words }])
      setTimeout(() => dismiss(id), stayMs)
    },
    [dismiss],
  )
  const list = useMemo(
    () =>
      notes.map((note) => (
        <li key={note.id} className="toast">
          <StatusMark tone={note.tone} />
          <span>{note.words}</span>
          <IconButton icon="close" label="关闭提示" onClick={() => dismiss(note.id)} />
        </li>
      )),
    [notes, dismiss],
  )
  return (
    <ToastContext value={notify}>
      {children}
      <div role="status" aria-live="polite" className="no-print">
        <ul className="toasts">{list}</ul>
      </div>
    </ToastContext>
  )
}
