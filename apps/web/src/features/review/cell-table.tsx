import type { FormParams } from '@cg/contract/entry'
import type { ReviewDetail } from '@cg/contract/review'
import { must } from '@cg/domain/must'
import { againstLastQuarter } from '@cg/domain/claim/words'
import { changeWords } from '@cg/domain/number/difference'
import { formatResult, formatValue } from '@cg/domain/number/number-format'
import { Fragment, useEffect, useRef } from 'react'
import { DutyMarks } from '../../shared/duty-marks.tsx'
import { CellDetail, detailId } from './cell-detail.tsx'
import { messageOf } from './cell-findings.ts'
import { placeOf } from './cell-place.ts'
import { CellWords } from './cell-words.tsx'
import { ReturnBox } from './return-box.tsx'
import type { Mark } from './return-box.tsx'

type CellTableProps = {
  detail: ReviewDetail
  params: FormParams
  shown: readonly number[]
  marks: ReadonlyMap<number, Mark>
  canMark: boolean
  markWord: string
  wantsReason: boolean
  onMark: (index: number, mark: Mark | null) => void
  onJudge: () => Promise<void>
  emptyWords: string
  /** The cell whose quarters and peers are shown under it. */
  current: number | null
  onCurrent: (index: number | null) => void
}

/** The cells under review, a line each, with what is needed to judge them. */
export function CellTable(props: CellTableProps) {
  const { shown, marks, canMark, markWord, emptyWords } = props
  if (shown.length === 0) return <p className="review-empty">{emptyWords}</p>
  return (
    <div className="review-frame">
      <table className="review-table">
        <thead>
          <tr>
            <th scope="col">{props.detail.form.head.parts === undefined ? '区县' : '单位'}</th>
            <th scope="col">指标</th>
            <th scope="col" className="align-right">
              本季
            </th>
            <th scope="col" className="align-right">
              上季
            </th>
            <th scope="col" className="align-right">
              {againstLastQuarter}
            </th>
            <th scope="col" className="align-right">
              上年同期
            </th>
            <th scope="col">近 8 季</th>
            <th scope="col">校验与说明</th>
            {canMark && <th scope="col">{markWord.slice(0, 2)}</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map((index) => (
            <Fragment key={index}>
              <ReviewRow {...props} index={index} mark={marks.get(index) ?? null} />
              {index === props.current && (
                <CellDetail detail={props.detail} params={props.params} index={index} columns={canMark ? 9 : 8} />
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type ReviewRowProps = CellTableProps & { index: number; mark: Mark | null }

function ReviewRow(props: ReviewRowProps) {
  const { detail, params, index, mark, canMark, markWord, wantsReason, onMark, onJudge } = props
  const { cells, history } = detail.form
  const { current, onCurrent } = props
  const isCurrent = index === current
  const { row, unit } = placeOf(detail, index)
  const state = must(cells.state[index])
  const value = cells.value[index] ?? null
  const previous = cells.previous[index] ?? null
  const lastYear = cells.lastYear[index] ?? null
  const changedAt = detail.changedCells.indexOf(index)
  const before = detail.before[changedAt]
  const points = [...history.periods.map((_, at) => history.value[at]?.[index] ?? null), value]
  return (
    <tr className={[mark !== null && 'is-marked', isCurrent && 'is-current'].filter(Boolean).join(' ')}>
      <th scope="row" className="nowrap">
        {unit.shortName}
      </th>
      <td className="review-item">
        {row.name}
        {row.breakdownName !== '' && ` · ${row.breakdownName}`} <span className="review-unit">{row.unit}</span>
        <DutyMarks row={row} />
      </td>
      <td className="align-right" data-label="本季">
        <b>{formatResult({ state, value }, row)}</b>
        {before !== undefined && (before.state !== state || before.value !== value) && (
          <span className="review-before">上轮 {formatResult(before, row)}</span>
        )}
      </td>
      <td className="align-right" data-label="上季">
        {previous === null ? '—' : formatValue(previous, row)}
      </td>
      <td className="align-right" data-label={againstLastQuarter}>
        {changeWords(value, previous, row)}
      </td>
      <td className="align-right" data-label="上年同期">
        {lastYear === null ? '—' : formatValue(lastYear, row)}
      </td>
      <td className="review-line">
        <LineButton
          index={index}
          label={`${unit.shortName}${row.name}：近 8 季与各区县`}
          points={points}
          isOpen={isCurrent}
          onClick={() => onCurrent(isCurrent ? null : index)}
        />
      </td>
      <CellWords detail={detail} params={params} index={index} onJudge={onJudge} />
      {canMark && (
        <td>
          <ReturnBox
            label={markWord}
            wantsReason={wantsReason}
            mark={mark}
            suggestion={messageOf(detail, index)}
            onMark={(next) => onMark(index, next)}
          />
        </td>
      )}
    </tr>
  )
}

type LineButtonProps = {
  index: number
  label: string
  points: readonly (number | null)[]
  isOpen: boolean
  onClick: () => void
}

/** The line opens the numbers behind it. A key that walks on takes the focus along; the first cell of a page does not. */
function LineButton({ index, label, points, isOpen, onClick }: LineButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  const wasOpen = useRef(isOpen)
  useEffect(() => {
    if (isOpen && !wasOpen.current) button.current?.focus()
    wasOpen.current = isOpen
  }, [isOpen])
  return (
    <button
      ref={button}
      type="button"
      className="review-open-line"
      aria-expanded={isOpen}
      aria-controls={isOpen ? detailId(index) : undefined}
      aria-label={label}
      onClick={onClick}
    >
      <Spark points={points} />
      <span className="review-caret" aria-hidden="true">
        {isOpen ? '▾' : '▸'}
      </span>
    </button>
  )
}

/** Nine quarters as a line; a quarter without a number is a gap. */
function Spark({ points }: { points: readonly (number | null)[] }) {
  const numbers = points.filter((value) => value !== null)
  if (numbers.length < 2) return null
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  const x = (at: number) => 3 + (at * 94) / (points.length - 1)
  const y = (value: number) => 21 - (high === low ? 9 : ((value - low) * 18) / (high - low))
  const last = points.at(-1)
  return (
    <svg className="review-spark" viewBox="0 0 100 24" aria-hidden="true">
      {points.slice(1).map((value, at) => {
        const before = points[at]
        return value === null || before === null || before === undefined ? null : (
          <line key={at} x1={x(at)} y1={y(before)} x2={x(at + 1)} y2={y(value)} />
        )
      })}
      {last !== null && last !== undefined && <circle cx={x(points.length - 1)} cy={y(last)} r="2.5" />}
    </svg>
  )
}
