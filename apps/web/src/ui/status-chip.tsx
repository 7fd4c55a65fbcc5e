import './status-chip.css'
import type { ReactNode } from 'react'

/** Colour family. The shape, and the word beside it, say the same without colour. */
export type Tone = 'good' | 'near' | 'late' | 'none' | 'info' | 'na'
export type Shape = 'circle' | 'triangle' | 'square' | 'dashed' | 'dash' | 'ring' | 'half' | 'diamond' | 'check'

const toneShape: Record<Tone, Shape> = {
  good: 'circle',
  near: 'triangle',
  late: 'square',
  none: 'dashed',
  info: 'diamond',
  na: 'dash',
}

const drawn: Record<Shape, ReactNode> = {
  circle: <circle cx="6" cy="6" r="5" />,
  triangle: <path d="M6 1.2L11.2 10.6H.8z" strokeLinejoin="round" />,
  square: <rect x="1.2" y="1.2" width="9.6" height="9.6" />,
  dashed: <circle className="mark-open" cx="6" cy="6" r="4.6" strokeDasharray="2.4 1.8" />,
  dash: <path className="mark-open" d="M1.5 6h9" />,
  ring: <circle className="mark-open" cx="6" cy="6" r="4.4" />,
  half: (
    <>
      <circle className="mark-open" cx="6" cy="6" r="4.4" />
      <path d="M6 1.6a4.4 4.4 0 010 8.8z" />
    </>
  ),
  diamond: <path d="M6 .8L11.2 6 6 11.2.8 6z" />,
  check: <path className="mark-open" d="M1.5 6.5l3 3 6-7" />,
}

/** The bare shape of a state, for places where the word stands elsewhere in the row. */
export function StatusMark({ tone, shape = toneShape[tone], size = 12 }: { tone: Tone; shape?: Shape; size?: number }) {
  return (
    <svg className={`mark mark-${tone}`} width={size} height={size} viewBox="0 0 12 12" aria-hidden="true">
      {drawn[shape]}
    </svg>
  )
}

/** Shape + word + colour; never colour alone. */
export function StatusChip({ tone, shape, children }: { tone: Tone; shape?: Shape; children: ReactNode }) {
  return (
    <span className={`chip chip-${tone}`}>
      <StatusMark tone={tone} {...(shape === undefined ? {} : { shape })} size={11} />
      {children}
    </span>
  )
}
