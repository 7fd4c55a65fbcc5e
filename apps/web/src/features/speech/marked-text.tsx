import type { ReactNode } from 'react'
import { StatusMark } from '../../ui/status-chip.tsx'
import type { Checked, CheckedFinding } from './replace.ts'
import { markWords } from './words.ts'

type MarkedTextProps = { checked: Checked; chosen: number | null; onChoose: (at: number) => void }

/** The draft with a mark at every figure: shape, word and colour; one of them is chosen by pointer or keyboard. */
export function MarkedText({ checked: { text, findings }, chosen, onChoose }: MarkedTextProps) {
  const parts: ReactNode[] = []
  let from = 0
  for (const [at, finding] of findings.entries()) {
    parts.push(text.slice(from, finding.start))
    parts.push(
      <MarkedFigure
        key={at}
        finding={finding}
        words={text.slice(finding.start, finding.end)}
        isChosen={at === chosen}
        id={`speech-figure-${at}`}
        onChoose={() => onChoose(at)}
      />,
    )
    from = finding.end
  }
  parts.push(text.slice(from))
  return <div className="speech-text">{parts}</div>
}

type MarkedFigureProps = {
  finding: CheckedFinding
  words: string
  isChosen: boolean
  id: string
  onChoose: () => void
}

function MarkedFigure({ finding, words, isChosen, id, onChoose }: MarkedFigureProps) {
  const { word, tone, shape } = markWords[finding.mark]
  const told = finding.wasText === null ? word : '已填入'
  return (
    <button
      type="button"
      id={id}
      className={`speech-figure speech-${finding.wasText === null ? finding.mark : 'done'}${isChosen ? ' is-chosen' : ''}`}
      aria-pressed={isChosen}
      onClick={onChoose}
    >
      {words}
      <span className="speech-mark">
        <StatusMark
          tone={finding.wasText === null ? tone : 'good'}
          shape={finding.wasText === null ? shape : 'check'}
          size={9}
        />
        {told}
      </span>
    </button>
  )
}
