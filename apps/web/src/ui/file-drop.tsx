import './file-drop.css'
import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import { Icon } from './icons.tsx'

/** A place to drop one file, which is also an ordinary file button for the keyboard. */
export function FileDrop({
  label,
  accept,
  hint,
  isBusy = false,
  onFile,
}: {
  label: string
  /** As in <input accept>: '.xlsx,.csv'. */
  accept: string
  hint?: ReactNode
  isBusy?: boolean
  onFile: (file: File) => void
}) {
  const id = useId()
  const [isOver, setOver] = useState(false)
  const take = (files: FileList | null) => {
    const file = files?.[0]
    if (file && !isBusy) onFile(file)
  }
  return (
    <div
      className={isOver ? 'file-drop is-over' : 'file-drop'}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files)
      }}
    >
      <input
        id={id}
        className="visually-hidden"
        type="file"
        accept={accept}
        disabled={isBusy}
        onChange={(event) => {
          take(event.target.files)
          event.target.value = ''
        }}
      />
      <label htmlFor={id} className="file-drop-label">
        <Icon name="upload" size={20} />
        <span>{isBusy ? '正在读取文件…' : label}</span>
        {hint && <span className="file-drop-hint">{hint}</span>}
      </label>
    </div>
  )
}
