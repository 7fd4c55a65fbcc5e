import './lapse-panel.css'
import { lapseLight, lapseSummary, lapseTitle, unstatedLine } from '@cg/charts/lapses'
import type { LapseRow } from '@cg/charts/lapses'
import { unstatedWords } from '@cg/domain/target/statement'
import { Link } from '@tanstack/react-router'
import { LightChip } from './light-chip.tsx'
import { Panel } from '../ui/panel.tsx'
import { WordList } from '../ui/word-list.tsx'

type LapsePanelProps = {
  /** Null: a release of before statements were kept. */
  rows: readonly LapseRow[] | null
  /** What is counted: 个 or 项. */
  counter: string
  /** Where a row's name leads; nowhere by default. */
  to?: 'indicator'
  className?: string
}

/** 原因、措施、预计 of every late or missing figure, as accepted; who stated nothing is named. Nothing where nothing is late. */
export function LapsePanel({ rows, counter, to, className = '' }: LapsePanelProps) {
  if (rows === null || rows.length === 0) return null
  const stated = rows.filter((row) => row.stated !== null)
  const open = unstatedLine(rows)
  return (
    <Panel title={lapseTitle} subtitle={lapseSummary(rows, counter)} className={className}>
      <ul className="lapse-list">
        {stated.map((row) => (
          <li key={row.key} className="lapse">
            <div className="lapse-head">
              {to === undefined ? (
                <b>{row.name}</b>
              ) : (
                <Link to="/i/$code" params={{ code: row.key }} search={pageOnly}>
                  {row.name}
                </Link>
              )}
              <span>{row.figure}</span>
              <LightChip
                light={lapseLight(row.kind)}
                state={row.kind === 'not_reported' ? 'not_reported' : 'reported'}
              />
              <span className="muted">{row.owner}</span>
            </div>
            <StatedWords row={row} />
          </li>
        ))}
      </ul>
      {open !== null && <p className="lapse-open">{open}</p>}
    </Panel>
  )
}

/** Another page knows nothing of this one's filters. */
function pageOnly({ p, pub, focus }: { p?: string | undefined; pub?: string | undefined; focus?: string | undefined }) {
  return { p, pub, focus }
}

/** What was stated of one figure, or that nothing was. */
export function StatedWords({ row: { stated } }: { row: LapseRow }) {
  if (stated === null) return <p className="muted">{unstatedWords}。</p>
  const pairs = [
    ['原因', stated.cause],
    ['措施', stated.measures],
    ['预计', `${stated.expectation.replace(/^预计/u, '')}（${stated.acceptedOn}采纳）`],
  ] as const
  return <WordList pairs={pairs} />
}
