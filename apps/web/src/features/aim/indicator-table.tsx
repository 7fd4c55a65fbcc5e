import { aimText } from '@cg/contract/aim'
import type { AimBoard, AimChange, AimRow } from '@cg/contract/aim'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useState } from 'react'
import { OffMark } from '../../shared/set-up.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState } from '../../ui/states.tsx'

type TableProps = { data: AimBoard; changes: readonly AimChange[]; onOpen: (code: string) => void }

/** All indicators by dimension: the city's targets, how many units have their own, and the baseline. */
export function IndicatorTable({ data, changes, onOpen }: TableProps) {
  const [words, setWords] = useState('')
  const [dimension, setDimension] = useState('')
  const dimensions = [...new Set(data.indicators.map((row) => row.dimension))]
  const wanted = words.trim().toLowerCase()
  const rows = data.indicators.filter(
    (row) =>
      (dimension === '' || row.dimension === dimension) &&
      (wanted === '' || row.name.toLowerCase().includes(wanted) || row.code.toLowerCase().includes(wanted)),
  )
  return (
    <Panel title="各指标的目标与基期" subtitle={`单位目标：${data.ofUnits} 个单位中有自己目标的个数`}>
      <div className="aim-search">
        <Field label="查找指标">
          {(control) => (
            <TextInput
              {...control}
              type="search"
              value={words}
              placeholder="名称或代码"
              onChange={(event) => setWords(event.target.value)}
            />
          )}
        </Field>
        <Field label="维度">
          {(control) => (
            <Select
              {...control}
              options={[{ value: '', label: '全部' }, ...dimensions.map((name) => ({ value: name, label: name }))]}
              value={dimension}
              onChange={setDimension}
            />
          )}
        </Field>
      </div>
      {rows.length === 0 ? (
        <EmptyState title="没有找到这样的指标">请换一个名称，或选“全部”维度。</EmptyState>
      ) : (
        <div
          className="data-table-frame is-dense aim-table"
          tabIndex={0}
          role="region"
          aria-label="目标与基期（可滚动）"
        >
          <table className="data-table">
            <caption className="visually-hidden">各指标的目标与基期</caption>
            <Heads years={data.years} />
            {[...Map.groupBy(rows, (row) => row.dimension)].map(([name, own]) => (
              <tbody key={name}>
                <tr>
                  <th scope="rowgroup" colSpan={data.years.length * 2 + 4} className="aim-group">
                    {name}（{own.length}）
                  </th>
                </tr>
                {own.map((row) => (
                  <Row key={row.code} row={row} changed={changes} onOpen={onOpen} />
                ))}
              </tbody>
            ))}
          </table>
        </div>
      )}
    </Panel>
  )
}

function Heads({ years }: { years: readonly number[] }) {
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2} className="is-row-header">
          指标
        </th>
        {years.map((year) => (
          <th key={year} scope="colgroup" colSpan={2} className="align-center">
            {year}年目标
          </th>
        ))}
        <th scope="colgroup" colSpan={3} className="align-center">
          基期
        </th>
      </tr>
      <tr>
        {years.map((year) => [
          <th key={`${year} city`} scope="col" className="align-right">
            全市
          </th>,
          <th key={`${year} units`} scope="col" className="align-right">
            单位
          </th>,
        ])}
        <th scope="col" className="align-right">
          全市
        </th>
        <th scope="col">季度与来源</th>
        <th scope="col" className="align-right">
          单位
        </th>
      </tr>
    </thead>
  )
}

type RowProps = { row: AimRow; changed: readonly AimChange[]; onOpen: (code: string) => void }

function Row({ row, changed, onOpen }: RowProps) {
  const own = changed.filter(({ indicator }) => indicator === row.code).length
  return (
    <tr>
      <th scope="row" className="is-row-header">
        <button type="button" className="aim-open" onClick={() => onOpen(row.code)}>
          {row.name}
        </button>
        <span className="muted aim-unit">{row.unit}</span>
        <OffMark from={row.offFrom} />
        {own > 0 && <span className="aim-unsent">已改 {own} 处，未提交</span>}
      </th>
      {row.targets.map(({ city, units }, at) => [
        <td key={`${at} city`} className="align-right">
          {city === null ? <span className="muted">未定</span> : aimText(city)}
        </td>,
        <td key={`${at} units`} className="align-right muted">
          {row.isCityOnly ? '—' : units}
        </td>,
      ])}
      <td className="align-right">
        {row.baseline === null ? <span className="muted">无</span> : aimText(row.baseline.value)}
      </td>
      <td className="aim-source">
        {row.baseline !== null && (
          <>
            {formatPeriod(parsePeriod(row.baseline.period))}
            <span className="muted">　{row.baseline.source}</span>
          </>
        )}
      </td>
      <td className="align-right muted">{row.isCityOnly ? '—' : row.baselineUnits}</td>
    </tr>
  )
}
