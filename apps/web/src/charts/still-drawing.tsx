import { useState } from 'react'
import { pictureOf } from '../lib/first-pictures.ts'
import type { Theme } from '../lib/use-theme.ts'
import { LateOnPaper } from '../ui/states.tsx'

type StillDrawingProps = {
  theme: Theme
  addressOf: (theme: Theme) => string
  alt: string
  onFailed: () => void
}

/** The server's picture; a dark one has the light one beside it for paper, asked for ahead, since printing waits for nothing. */
export function StillDrawing({ theme, addressOf, alt, onFailed }: StillDrawingProps) {
  const [printable, setPrintable] = useState<string | null>(null)
  const shown = addressOf(theme)
  const paper = addressOf('light')
  const isDark = theme !== 'light'
  return (
    <>
      <img
        className={isDark ? 'chart-still no-print' : 'chart-still'}
        src={pictureOf(shown)}
        data-address={shown}
        alt={alt}
        onLoad={() => !isDark && setPrintable(shown)}
        onError={onFailed}
      />
      {isDark && (
        <img className="chart-still chart-paper" src={pictureOf(paper)} alt="" onLoad={() => setPrintable(paper)} />
      )}
      {printable !== paper && <LateOnPaper />}
    </>
  )
}
