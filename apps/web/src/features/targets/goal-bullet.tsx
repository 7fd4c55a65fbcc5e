import type { GoalRow, Reference } from '@cg/charts/model'
import { shareOn } from '@cg/charts/scale'

/** The bar of a commitment with its marks; the numbers stand in the cells beside it. */
export function GoalBullet({ row }: { row: GoalRow }) {
  const { figure, scale } = row
  const left = (value: number) => `${shareOn(scale, value) * 100}%`
  const mark = (at: Reference | null, kind: string) =>
    at !== null && <span className={`goal-mark goal-mark-${kind}`} style={{ left: left(at.value) }} />
  return (
    <span className="goal-bullet" aria-hidden="true">
      {figure.value !== null && (
        <span
          className="goal-bar"
          style={{
            left: left(Math.min(0, figure.value)),
            width: `${Math.abs(shareOn(scale, figure.value) - shareOn(scale, 0)) * 100}%`,
          }}
        />
      )}
      {mark(row.base, 'base')}
      {mark(row.expected, 'expected')}
      {mark(row.target, 'target')}
      {mark(row.final, 'final')}
    </span>
  )
}

/** What the bar and its marks mean, once over the list. */
export function GoalKey({
  words,
}: {
  words: { figure: string; base: string; expected: string; target: string; final: string }
}) {
  const marks = [
    { kind: 'bar', text: words.figure },
    { kind: 'base', text: words.base },
    { kind: 'expected', text: words.expected },
    { kind: 'target', text: words.target },
    { kind: 'final', text: words.final },
  ].filter(({ text }) => text !== '')
  return (
    <ul className="goal-key" aria-label="图例">
      {marks.map(({ kind, text }) => (
        <li key={kind}>
          <span className="goal-key-mark" aria-hidden="true">
            <span className={kind === 'bar' ? 'goal-bar' : `goal-mark goal-mark-${kind}`} />
          </span>
          {text}
        </li>
      ))}
    </ul>
  )
}
