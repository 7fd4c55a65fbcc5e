import './bar-list.css'
import type { BarRow, BarsBody } from '@cg/charts/model'
import type { ReactNode } from 'react'
import { percentOf } from './geometry.ts'
import { LightChip } from './light-chip.tsx'

type BarListProps = {
  label: string
  body: BarsBody
  /** Extra cell after the value, e.g. the change of rank. */
  aside?: (row: BarRow) => ReactNode
  selectedKey?: string | null
  onSelect?: (row: BarRow) => void
}

function bracketOf(row: BarRow, brackets: ReadonlyMap<string, number> | undefined): number | null {
  return brackets?.get(row.key) ?? null
}

/** Ordered bars as text and boxes: selectable, printable, read aloud; rows without a place stand below a rule. */
export function BarList(props: BarListProps & { brackets?: ReadonlyMap<string, number> }) {
  const { label, body, aside, selectedKey = null, onSelect, brackets } = props
  const hasChips = body.rows.some((row) => row.light !== null)
  const drawn = body.rows.filter((row) => row.reason === null)
  const apart = body.rows.filter((row) => row.reason !== null)
  const hasRank = body.rows.some((row) => row.rank !== '')
  const className = ['bar-list', hasRank ? '' : 'no-rank', hasChips ? 'has-chips' : '', aside ? 'has-aside' : '']
    .filter(Boolean)
    .join(' ')
  const item = (row: BarRow, children: ReactNode, extra = '') => (
    <li key={row.key} className={`bar-item${row.key === selectedKey ? ' is-selected' : ''}${extra}`}>
      {onSelect ? (
        <button type="button" className="bar-row" aria-pressed={row.key === selectedKey} onClick={() => onSelect(row)}>
          {children}
        </button>
      ) : (
        <div className="bar-row">{children}</div>
      )}
    </li>
  )
  return (
    <div className={className} role="group" aria-label={label}>
      {body.reference && (
        <div className="bar-row bar-scale" aria-hidden="true">
          {hasRank && <span />}
          <span />
          <span className="bar-scale-line">
            <span style={{ left: `${percentOf(body.scale, body.reference.value)}%` }}>{body.reference.text}</span>
          </span>
        </div>
      )}
      <ol>
        {drawn.map((row, index) => {
          const bracket = bracketOf(row, brackets)
          const above = index > 0 ? bracketOf(drawn[index - 1] ?? row, brackets) : null
          const below = index < drawn.length - 1 ? bracketOf(drawn[index + 1] ?? row, brackets) : null
          const extra =
            bracket === null
              ? ''
              : ` in-bracket${bracket === above && index > 0 ? '' : ' bracket-first'}${bracket === below ? '' : ' bracket-last'}`
          return item(
            row,
            <>
              {hasRank && <span className="bar-rank">{row.rank}</span>}
              <span className="bar-name">{row.name}</span>
              <span className={row.full === null ? 'bar-track' : 'bar-track is-partial'}>
                {row.full !== null && (
                  <span className="bar-full" style={{ width: `${percentOf(body.scale, row.full)}%` }} />
                )}
                <span
                  className={`bar-fill tone-${row.tone}`}
                  style={{ width: `${row.figure.value === null ? 0 : percentOf(body.scale, row.figure.value)}%` }}
                />
                {body.reference && (
                  <span
                    className={body.reference.role === 'target' ? 'bar-target' : 'bar-reference'}
                    style={{ left: `${percentOf(body.scale, body.reference.value)}%` }}
                  />
                )}
                {row.target?.value != null && (
                  <span className="bar-target" style={{ left: `${percentOf(body.scale, row.target.value)}%` }} />
                )}
              </span>
              <span className="bar-value">{row.figure.text}</span>
              {aside && <span className="bar-aside">{aside(row)}</span>}
              {hasChips && (
                <span className="bar-chip">
                  <LightChip light={row.light} state={row.figure.state} />
                </span>
              )}
            </>,
            extra,
          )
        })}
      </ol>
      {apart.length > 0 && (
        <ul className="bar-apart" aria-label={hasRank ? '不参与排名' : '没有数值'}>
          {apart.map((row) =>
            item(
              row,
              <>
                {hasRank && <span className="bar-rank">—</span>}
                <span className="bar-name">{row.name}</span>
                <span className={row.figure.value === null ? 'bar-reason is-wide' : 'bar-reason'}>{row.reason}</span>
                {row.figure.value !== null && <span className="bar-value">{row.figure.text}</span>}
                {aside && row.figure.value !== null && <span className="bar-aside" />}
                {hasChips && (
                  <span className="bar-chip">
                    <LightChip light={row.light} state={row.figure.state} />
                  </span>
                )}
              </>,
            ),
          )}
        </ul>
      )}
      {body.targetWord !== null && drawn.some((row) => row.target !== null) && (
        <p className="bar-note">
          <span className="bar-note-mark" aria-hidden="true" />
          竖线为各自的{body.targetWord}
        </p>
      )}
    </div>
  )
}
