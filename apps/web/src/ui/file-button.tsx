import { useRef } from 'react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'

type FileButtonProps = {
  /** Endings that may be chosen: .xlsx,.csv */
  accept: string
  isBusy: boolean
  onFile: (file: File) => void
  children: ReactNode
}

/** A button that opens the file chooser; the same file can be chosen again. */
export function FileButton({ accept, isBusy, onFile, children }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        accept={accept}
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file !== undefined) onFile(file)
        }}
      />
      <Button isBusy={isBusy} onClick={() => input.current?.click()}>
        {children}
      </Button>
    </>
  )
}
