import type { BumpBody } from '@cg/charts/model'
import { rankMove } from '@cg/charts/rank-move'

type PhoneSlopeProps = {
  body: BumpBody
  label: string
  selected: string | null
  onSelect: (unit: string) => void
}

type Side = 'before' | 'now'
type SlopeRow = { key: string; name: string; isMarked: boolean; before: number | null; now: number | null }

const rowHeight = 34
const width = 100

/** The units of one quarter from the first place down; `null` where a unit has no place then. */
function order(rows: readonly SlopeRow[], side: Side): Map<string, number> {
  const placed = rows.filter((row) => row[side] !== null)
  const sorted = placed.toSorted((left, right) => (left[side] ?? 0) - (right[side] ?? 0))
  return new Map(sorted.map((row, at) => [row.key, at]))
}

/** 上期→本期: on a phone the places of eight quarters are those of the last two, each unit one line between them. */
export function PhoneSlope({ body, label, selected, onSelect }: PhoneSlopeProps) {
  const rows = body.series.map(({ key, name, tone, ranks }): SlopeRow => ({
    key,
    name,
    isMarked: tone === 'focus' || tone === 'compare',
    before: ranks.at(-2) ?? null,
    now: ranks.at(-1) ?? null,
  }))
  const [then, now] = [order(rows, 'before'), order(rows, 'now')]
  const height = rowHeight * Math.max(then.size, now.size)
  const middle = (at: number) => rowHeight * (at + 0.5)
  const lists = { before: sorted(rows, then), now: sorted(rows, now) }
  return (
    <div className="slope">
      <p className="slope-head muted">
        <span>{body.periods.at(-2)}</span>
        <span>{body.periods.at(-1)}</span>
      </p>
      <div className="slope-body" style={{ height }}>
        <ol className="slope-before" aria-hidden="true">
          {lists.before.map((row) => (
            <li key={row.key} className={row.isMarked ? 'is-marked' : undefined}>
              {row.name} <b>{row.before}</b>
            </li>
          ))}
        </ol>
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
          {rows.map(({ key, isMarked }) => {
            const [from, to] = [then.get(key), now.get(key)]
            if (from === undefined || to === undefined) return null
            return (
              <line
                key={key}
                className={isMarked ? 'slope-line is-marked' : 'slope-line'}
                x1={0}
                x2={width}
                y1={middle(from)}
                y2={middle(to)}
              />
            )
          })}
        </svg>
        <ol className="slope-now" aria-label={label}>
          {lists.now.map((row) => (
            <li key={row.key}>
              <button
                type="button"
                className={row.isMarked ? 'slope-unit is-marked' : 'slope-unit'}
                aria-pressed={row.key === selected}
                onClick={() => onSelect(row.key)}
              >
                <b>{row.now}</b> {row.name}
                <Move before={row.before} now={row.now} />
              </button>
            </li>
          ))}
        </ol>
      </div>
    </div>
  )
}

function sorted(rows: readonly SlopeRow[], places: ReadonlyMap<string, number>): SlopeRow[] {
  return rows
    .filter(({ key }) => places.has(key))
    .toSorted((left, right) => (places.get(left.key) ?? 0) - (places.get(right.key) ?? 0))
}

function Move({ before, now }: Pick<SlopeRow, 'before' | 'now'>) {
  const move = rankMove(before, now)
  if (move === null) return null
  return (
    <span className="slope-move">
      <span aria-hidden="true">{move.text}</span>
      <span className="visually-hidden">{move.words}</span>
    </span>
  )
}
