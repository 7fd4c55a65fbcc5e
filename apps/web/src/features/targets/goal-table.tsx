import type { GoalRow, GoalsBody } from '@cg/charts/model'
import { findClaim } from '@cg/contract/claims'
import type { TargetRow, TargetsFacts } from '@cg/contract/release/targets'
import { forecastShort } from '@cg/domain/claim/outlook'
import { formatPeriod, formatState } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { Link } from '@tanstack/react-router'
import { LightChip, stateTone } from '../../charts/light-chip.tsx'
import { WholeWords } from '../../shared/whole-words.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { GoalBullet, GoalKey } from './goal-bullet.tsx'
import { LightHistory } from './light-history.tsx'
import { goalGroups } from './models.ts'

type GoalTableProps = {
  facts: TargetsFacts
  body: GoalsBody
  caption: string
  /** A year that is over: its end, and nothing of what is still to come. */
  isPast: boolean
  onRow: (indicator: string) => void
  onPassport: (indicator: string) => void
}

/** Every commitment as a row of a real table, under the heading of its group; cards on a phone. */
export function GoalTable({ facts, body, caption, isPast, onRow, onPassport }: GoalTableProps) {
  const rows = new Map(facts.rows.map((row) => [row.indicator.code, row]))
  const { words } = body
  return (
    <>
      <GoalKey words={words} />
      <table className={isPast ? 'goals is-past' : 'goals'}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">指标和牵头部门</th>
            <th scope="col" className="align-right">
              {words.figure}
            </th>
            <th scope="col" className="goal-cell-bullet">
              <span className="visually-hidden">图示</span>
            </th>
            {words.expected !== '' && (
              <th scope="col" className="align-right">
                {words.expected}
              </th>
            )}
            <th scope="col" className="align-right">
              {words.target}
            </th>
            {words.final !== '' && (
              <th scope="col" className="align-right">
                {words.final}
              </th>
            )}
            {!isPast && <th scope="col">{words.need}</th>}
            {!isPast && (
              <th scope="col" className="goal-cell-forecast">
                推算
              </th>
            )}
            <th scope="col" className="goal-cell-history">
              各季状态
            </th>
            <th scope="col">状态</th>
          </tr>
        </thead>
        {goalGroups(body).map((group) => (
          <tbody key={group.name}>
            <tr className="goal-group">
              <th scope="rowgroup" colSpan={10}>
                {group.name}
                <span className="goal-group-count">{group.rows.length}项</span>
              </th>
            </tr>
            {group.rows.map((drawn) => {
              const row = rows.get(drawn.key)
              return (
                row !== undefined && (
                  <GoalTableRow
                    key={drawn.key}
                    row={row}
                    drawn={drawn}
                    words={words}
                    facts={facts}
                    isPast={isPast}
                    onRow={onRow}
                    onPassport={onPassport}
                  />
                )
              )
            })}
          </tbody>
        ))}
      </table>
    </>
  )
}

type RowProps = Omit<GoalTableProps, 'body' | 'caption'> & {
  row: TargetRow
  drawn: GoalRow
  words: GoalsBody['words']
}

function GoalTableRow({ row, drawn, words, facts, isPast, onRow, onPassport }: RowProps) {
  const { indicator } = row
  const forecast = findClaim(row.claims, 'forecast')
  const printed = drawn.figure.value === null ? '' : drawn.unit
  return (
    <tr className="goal-row">
      <th scope="row" className="goal-name">
        <button type="button" className="goal-open" onClick={() => onRow(indicator.code)}>
          <WholeWords text={indicator.name} words={facts.release.unbroken} />
        </button>
        <span className="goal-owner">
          <Link from="/targets" to="." search={(old) => ({ ...old, dep: row.department, light: undefined })}>
            {drawn.owner}
          </Link>
          {drawn.marks.map((mark) => (
            <StatusChip key={mark} tone="info">
              {mark}
            </StatusChip>
          ))}
        </span>
      </th>
      <td className="align-right goal-cell-value" data-label={words.figure}>
        <button type="button" className="goal-number" onClick={() => onPassport(indicator.code)} title="查看数据来路">
          {drawn.figure.text}
          {printed !== '' && <span className="goal-unit">{printed}</span>}
        </button>
        {row.carriedFrom !== null && !isPast && (
          <span className="goal-dated">{formatPeriod(parsePeriod(row.carriedFrom), 'axis')}数据</span>
        )}
      </td>
      <td className="goal-cell-bullet">
        <GoalBullet row={drawn} />
      </td>
      {words.expected !== '' && (
        <td className="align-right" data-label={words.expected}>
          {drawn.expected?.text ?? '—'}
        </td>
      )}
      <td className="align-right" data-label={words.target}>
        {drawn.target?.text ?? '—'}
      </td>
      {words.final !== '' && (
        <td className="align-right" data-label={words.final}>
          {drawn.final?.text ?? '—'}
        </td>
      )}
      {!isPast && (
        <td className={drawn.need === '' ? 'goal-need is-empty' : 'goal-need'} data-label={words.need}>
          <WholeWords text={drawn.need === '' ? '—' : drawn.need} words={undefined} />
        </td>
      )}
      {!isPast && (
        <td className="goal-cell-forecast" data-label="推算">
          <WholeWords text={forecast === null ? '—' : forecastShort(forecast)} words={undefined} />
        </td>
      )}
      <td className="goal-cell-history" data-label="各季状态">
        <LightHistory row={row} periods={facts.periods} />
      </td>
      <td className="goal-cell-light">
        {drawn.light === null ? <Unlit drawn={drawn} /> : <LightChip light={drawn.light} />}
        {drawn.pace !== '' && <span className="goal-pace">进度{drawn.pace}</span>}
      </td>
    </tr>
  )
}

/** A figure that was due and is not there is dashed; what is not judged, or not yet due, is a dash. */
function Unlit({ drawn: { figure, standing } }: { drawn: GoalRow }) {
  const isOwed = figure.value === null && standing === formatState(figure.state)
  return <StatusChip tone={isOwed ? stateTone(figure.state) : 'na'}>{standing}</StatusChip>
}
