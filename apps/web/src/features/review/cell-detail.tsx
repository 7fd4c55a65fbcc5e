import type { FormParams } from '@cg/contract/entry'
import type { ReviewDetail } from '@cg/contract/review'
import type { ResultState } from '@cg/domain/cell'
import { againstLastQuarter } from '@cg/domain/claim/words'
import { partWords } from '@cg/domain/figure/parts'
import { must } from '@cg/domain/must'
import { changeWords } from '@cg/domain/number/difference'
import { formatPeriod, formatResult } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { stateThen } from '../../lib/state-then.ts'
import { ThreadBox } from '../../shared/thread-box.tsx'
import { peersAt } from './peers-at.ts'
import { placeOf } from './cell-place.ts'
import type { ReviewRow } from './cell-place.ts'

type CellDetailProps = { detail: ReviewDetail; params: FormParams; index: number; columns: number }

/** What a figure is judged by, under its row: its own eight quarters and the other units of the same quarter, in numbers, and what is asked about it. */
export function CellDetail({ detail, params, index, columns }: CellDetailProps) {
  const { row, unit } = placeOf(detail, index)
  const peers = peersAt(detail, index)
  const { parts } = detail.form.head
  return (
    <tr className="review-detail" id={detailId(index)}>
      <td colSpan={columns}>
        <div className="review-numbers" role="region" aria-label="近 8 季与各区县" tabIndex={0}>
          <Quarters detail={detail} index={index} row={row} />
          {peers.length > 1 && (
            <table className="review-beside">
              <caption>{parts === undefined ? '各区县本季' : `各${partWords[parts.by]}、区县本季`}</caption>
              <thead>
                <tr>
                  <td />
                  {peers.map((peer) => (
                    <th key={peer.code} scope="col" className={peer.code === unit.code ? 'is-own' : ''}>
                      {peer.shortName}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                <tr>
                  <th scope="row">本季</th>
                  {peers.map((peer) => (
                    <td key={peer.code} className={peer.code === unit.code ? 'is-own' : ''}>
                      {peer.cell === null ? '未报送' : formatResult(peer.cell, row)}
                    </td>
                  ))}
                </tr>
                <tr>
                  <th scope="row">{againstLastQuarter}</th>
                  {peers.map((peer) => (
                    <td key={peer.code} className={peer.code === unit.code ? 'is-own' : ''}>
                      {changeWords(peer.cell?.value ?? null, peer.previous, row)}
                    </td>
                  ))}
                </tr>
              </tbody>
            </table>
          )}
        </div>
        <ThreadBox params={params} cell={{ item: row.item, unit: unit.code, breakdown: row.breakdown }} />
      </td>
    </tr>
  )
}

/** A row's own panel, which its button names. */
export function detailId(index: number): string {
  return `review-detail-${index}`
}

/** The quarters before and this one; a state without a number says its word. */
function Quarters({ detail, index, row }: { detail: ReviewDetail; index: number; row: ReviewRow }) {
  const { history, cells, head } = detail.form
  const { unit } = placeOf(detail, index)
  const quarters: { period: string; cell: { state: ResultState; value: number | null } }[] = [
    ...history.periods.map((period, at) => ({
      period,
      cell: {
        state: stateThen(unit, period, must(history.state[at]?.[index])),
        value: history.value[at]?.[index] ?? null,
      },
    })),
    { period: head.period, cell: { state: must(cells.state[index]), value: cells.value[index] ?? null } },
  ]
  return (
    <table className="review-beside">
      <caption>近 {history.periods.length} 季</caption>
      <thead>
        <tr>
          <td />
          {quarters.map(({ period }) => (
            <th
              key={period}
              scope="col"
              className={period === head.period ? 'is-own' : ''}
              title={formatPeriod(parsePeriod(period))}
            >
              {formatPeriod(parsePeriod(period), 'axis')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{row.unit}</th>
          {quarters.map(({ period, cell }) => (
            <td key={period} className={period === head.period ? 'is-own' : ''}>
              {formatResult(cell, row)}
            </td>
          ))}
        </tr>
        <tr>
          <th scope="row">较前一季</th>
          {quarters.map(({ period, cell }, at) => (
            <td key={period} className={period === head.period ? 'is-own' : ''}>
              {changeWords(cell.value, quarters[at - 1]?.cell.value ?? null, row)}
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  )
}
