import { partWords } from '@cg/domain/figure/parts'
import { must } from '@cg/domain/must'
import { formatResult, formatValue } from '@cg/domain/number/number-format'
import { useSyncExternalStore } from 'react'
import { DutyMarks } from '../../../shared/duty-marks.tsx'
import { isSummable, sumUnit } from '../editor/form-cells.ts'
import type { FormEditor } from '../editor/form-editor.ts'
import { ColumnHead, LabelHead } from './column-head.tsx'
import type { GridLayout } from './grid-layout.ts'
import type { Widths } from './widths.ts'
import { liveRates, rowTotal } from '../editor/live-rates.ts'

/** A form of one unit has nothing to add up; where parts report, their sum is a line of the form itself. */
export function hasTotals({ detail }: FormEditor): boolean {
  return detail.units.length > 1 && detail.head.parts === undefined
}

/** What a line is that stands for a unit. */
export function unitWord({ head: { parts } }: FormEditor['detail']): string {
  return parts === undefined ? '区县' : partWords[parts.by]
}

function UnitWords({ editor: { detail }, at }: { editor: FormEditor; at: number }) {
  const unit = must(detail.units[at])
  return (
    <>
      {unit.shortName}
      {at === sumUnit(detail) && <span className="entry-grid-unit">合计</span>}
      {!unit.countsInParent && detail.head.parts === undefined && <span className="entry-grid-unit">不重复计入</span>}
    </>
  )
}

type HeadProps = { editor: FormEditor; layout: GridLayout; widths: Widths }

export function GridHead({ editor, layout, widths }: HeadProps) {
  const { rows, units, rates } = editor.detail
  if (layout.isTurned)
    return (
      <thead>
        <tr>
          <LabelHead widths={widths}>{unitWord(editor.detail)}</LabelHead>
          {rows.map((row, at) => (
            <ColumnHead key={at} column={`${row.item}|${row.breakdown}`} widths={widths} className="entry-grid-item">
              <RowWords row={row} />
              <span className="entry-grid-unit">{row.unit}</span>
            </ColumnHead>
          ))}
          {rates.map(({ code, name, unit }) => (
            <ColumnHead key={code} column={code} widths={widths} className="entry-grid-item entry-grid-computed">
              {name}
              <span className="entry-grid-unit">{unit}，自动</span>
            </ColumnHead>
          ))}
        </tr>
      </thead>
    )
  return (
    <thead>
      <tr>
        <LabelHead widths={widths}>指标</LabelHead>
        <th scope="col" className="entry-grid-unit-head entry-grid-frozen">
          单位
        </th>
        {units.map((unit, at) => (
          <ColumnHead key={unit.code} column={unit.code} widths={widths}>
            <UnitWords editor={editor} at={at} />
          </ColumnHead>
        ))}
        {hasTotals(editor) && (
          <th scope="col" className="entry-grid-computed">
            合计
          </th>
        )}
      </tr>
    </thead>
  )
}

function RowWords({ row }: { row: FormEditor['detail']['rows'][number] }) {
  return (
    <>
      {row.isRequired && (
        <span className="entry-grid-required" title="必填">
          *
        </span>
      )}
      {row.breakdownName === '' ? row.name : `其中：${row.breakdownName}`}
      <DutyMarks row={row} />
    </>
  )
}

/** How many 其中 levels a row stands below its head row. */
function depthOf(editor: FormEditor, line: number): number {
  const parent = editor.detail.rows[line]?.parentRow ?? null
  return parent === null ? 0 : 1 + depthOf(editor, parent)
}

export function LineHead({ editor, layout, line }: { editor: FormEditor; layout: GridLayout; line: number }) {
  if (layout.isTurned) {
    return (
      <th scope="row" className="entry-grid-corner entry-grid-frozen">
        <UnitWords editor={editor} at={line} />
      </th>
    )
  }
  const row = must(editor.detail.rows[line])
  return (
    <>
      <th
        scope="row"
        className={`entry-grid-corner entry-grid-frozen entry-grid-part-${Math.min(2, depthOf(editor, line))}`}
      >
        <RowWords row={row} />
      </th>
      <td className="entry-grid-unit-cell entry-grid-frozen">{row.unit}</td>
    </>
  )
}

/** Any change of any cell; totals and rates follow it. */
function useEveryChange(editor: FormEditor): void {
  useSyncExternalStore(editor.subscribe, editor.revision)
}

function totalText(editor: FormEditor, row: number): { text: string; title: string | undefined } {
  const one = must(editor.detail.rows[row])
  if (!isSummable(one)) return { text: '—', title: '均值不能相加' }
  const { value, isPartial } = rowTotal(editor, row)
  if (value === null) return { text: '—', title: undefined }
  const mark = one.isDistinctPeople
    ? '可能重复计数：同一人可能在多个区县'
    : isPartial
      ? '有区县未填，合计不全'
      : undefined
  return { text: formatValue(value, one) + (mark === undefined ? '' : '*'), title: mark }
}

export function TotalCell({ editor, row }: { editor: FormEditor; row: number }) {
  // By the words, so that a change of one row redraws one total.
  useSyncExternalStore(editor.subscribe, () => Object.values(totalText(editor, row)).join('|'))
  const { text, title } = totalText(editor, row)
  return (
    <td className="entry-grid-computed" title={title}>
      {text}
    </td>
  )
}

export function TotalLine({ editor }: { editor: FormEditor }) {
  useEveryChange(editor)
  const rates = liveRates(editor)
  return (
    <tr className="entry-grid-computed-line">
      <th scope="row" className="entry-grid-corner entry-grid-frozen">
        合计
      </th>
      {editor.detail.rows.map((_, row) => {
        const { text, title } = totalText(editor, row)
        return (
          <td key={row} className="entry-grid-computed" title={title}>
            {text}
          </td>
        )
      })}
      {rates.map((rate) => (
        <td key={rate.code} className="entry-grid-computed">
          {rate.total === null ? '—' : formatResult(rate.total, rate)}
        </td>
      ))}
    </tr>
  )
}

export function RateCells({ editor, unit }: { editor: FormEditor; unit: number }) {
  useEveryChange(editor)
  return liveRates(editor).map((rate) => (
    <td key={rate.code} className="entry-grid-computed">
      {formatResult(must(rate.byUnit[unit]), rate)}
    </td>
  ))
}

export function RateLines({ editor, layout }: { editor: FormEditor; layout: GridLayout }) {
  useEveryChange(editor)
  return liveRates(editor).map((rate) => (
    <tr key={rate.code} className="entry-grid-computed-line">
      <th scope="row" className="entry-grid-corner entry-grid-frozen">
        {rate.name}
        <span className="entry-grid-auto">自动</span>
      </th>
      <td className="entry-grid-unit-cell entry-grid-frozen">{rate.unit}</td>
      {Array.from({ length: layout.columns }, (_, unit) => (
        <td key={unit} className="entry-grid-computed">
          {formatResult(must(rate.byUnit[unit]), rate)}
        </td>
      ))}
      {hasTotals(editor) && (
        <td className="entry-grid-computed">{rate.total === null ? '—' : formatResult(rate.total, rate)}</td>
      )}
    </tr>
  ))
}
