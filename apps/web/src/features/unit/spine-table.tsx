import type { SpineBody, SpineRow } from '@cg/charts/model'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { LightChip } from '../../charts/light-chip.tsx'
import { useNarrow } from '../../lib/use-narrow.ts'
import { WholeWords } from '../../shared/whole-words.tsx'
import { Strip } from './strip.tsx'

type SpineProps = {
  body: SpineBody
  caption: string
  words: readonly string[] | undefined
  onPassport: (indicator: string) => void
}

/** The unit's figures by block of indicators, each beside all units; on a phone one card an indicator. */
export function SpineTable(props: SpineProps) {
  return useNarrow() ? <SpineCards {...props} /> : <SpineRows {...props} />
}

function sectionsOf({ rows }: SpineBody): { name: string; rows: SpineRow[] }[] {
  const names = [...new Set(rows.map((row) => row.section))]
  return names.map((name) => ({ name, rows: rows.filter((row) => row.section === name) }))
}

function SpineRows({ body, caption, words, onPassport }: SpineProps) {
  return (
    <div className="spine-frame" tabIndex={0} role="region" aria-label={`${caption}（可滚动）`}>
      <table className="spine">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">指标</th>
            <th scope="col" className="num">
              本期
            </th>
            <th scope="col">单位</th>
            <th scope="col">变化</th>
            <th scope="col" className="spine-strip">
              <span className="spine-ends">
                <span>差</span>
                <span>好</span>
              </span>
            </th>
            <th scope="col" className="num">
              {body.baseWord}
            </th>
            <th scope="col" className="num">
              位次
            </th>
            <th scope="col">状态</th>
          </tr>
        </thead>
        {sectionsOf(body).map((section) => (
          <tbody key={section.name}>
            <tr className="spine-section">
              <th scope="rowgroup" colSpan={8}>
                {section.name}
              </th>
            </tr>
            {section.rows.map((row) => (
              <Row key={row.key} row={row} words={words} onPassport={onPassport} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

type RowProps = { row: SpineRow; words: readonly string[] | undefined; onPassport: (indicator: string) => void }

function Row({ row, words, onPassport }: RowProps) {
  return (
    <tr>
      <th scope="row" className="spine-name">
        <Name row={row} words={words} />
      </th>
      <td className="num">
        <Value row={row} onPassport={onPassport} />
      </td>
      <td className="muted nowrap">{row.measured}</td>
      <td className="spine-change">{row.change}</td>
      <td className="spine-strip">
        <Strip row={row} />
      </td>
      <td className="num muted">{row.base.text}</td>
      <td className="num">{row.place}</td>
      <td>
        <LightChip light={row.light} state={row.figure.state} />
      </td>
    </tr>
  )
}

function Name({ row, words }: Pick<RowProps, 'row' | 'words'>) {
  return (
    <Link to="/i/$code" params={{ code: row.key }}>
      <WholeWords text={row.name} words={words} />
    </Link>
  )
}

/** The figure opens its own history; a missing one has none. */
function Value({ row, onPassport }: Pick<RowProps, 'row' | 'onPassport'>) {
  const { value, text } = row.figure
  if (value === null) return <span className="muted nowrap">{text}</span>
  return (
    <button type="button" className="spine-value" title="查看数据来路" onClick={() => onPassport(row.key)}>
      {text}
    </button>
  )
}

function SpineCards({ body, caption, words, onPassport }: SpineProps) {
  return (
    <div aria-label={caption} role="group">
      {sectionsOf(body).map((section) => (
        <Fragment key={section.name}>
          <h3 className="spine-card-section">{section.name}</h3>
          <ul>
            {section.rows.map((row) => (
              <li key={row.key} className="spine-card">
                <p className="spine-card-head">
                  <Name row={row} words={words} />
                  <LightChip light={row.light} state={row.figure.state} />
                </p>
                <p className="spine-card-figures">
                  <Value row={row} onPassport={onPassport} />
                  {row.figure.value !== null && <span className="muted">{row.measured}</span>}
                  <span className="spine-card-more">
                    {row.place === '—' ? '' : `${row.place.replace(/\d+/, '第$&位')}　`}
                    {body.baseWord} {row.base.text}
                  </span>
                </p>
                <Strip row={row} />
                {row.change !== '—' && <p className="muted">{row.change}</p>}
              </li>
            ))}
          </ul>
        </Fragment>
      ))}
    </div>
  )
}
