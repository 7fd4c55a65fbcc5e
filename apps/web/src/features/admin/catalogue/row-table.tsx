import { spanWords } from '@cg/contract/catalogue-change'
import { Checkbox } from '../../../ui/field.tsx'
import { StatusChip } from '../../../ui/status-chip.tsx'
import type { Picked } from './picked.ts'
import { isIndicator, isUnbegun, isUsed } from './rows.ts'
import type { ListKind, ListRow } from './rows.ts'

type TableProps = {
  readonly kind: ListKind
  readonly rows: readonly ListRow[]
  /** Of which the state is shown: the first that is still open. */
  readonly quarter: string
  /** Null: nothing can be ticked. */
  readonly picked: Picked | null
  readonly onOpen: (row: ListRow) => void
}

/** Indicators by dimension, items by department, each with its state and what changes it. */
export function RowTable({ kind, rows, quarter, picked, onOpen }: TableProps) {
  const caption = kind === 'indicators' ? '指标' : '数据项'
  const groups = Map.groupBy(rows, (row) => (isIndicator(row) ? row.dimension : row.department))
  const columns = picked === null ? 5 : 6
  return (
    <div
      className="data-table-frame is-dense catalogue-table"
      tabIndex={0}
      role="region"
      aria-label={`${caption}（可滚动）`}
    >
      <table className="data-table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {picked !== null && (
              <th scope="col">
                <span className="visually-hidden">选择</span>
              </th>
            )}
            <th scope="col" className="is-row-header">
              {caption}
            </th>
            <th scope="col">状态</th>
            <th scope="col">{kind === 'indicators' ? '牵头部门' : '提供部门'}</th>
            <th scope="col">报表</th>
            <th scope="col">{kind === 'indicators' ? '评价' : '用于指标'}</th>
          </tr>
        </thead>
        {[...groups].map(([name, own]) => (
          <tbody key={name}>
            <tr>
              <th scope="rowgroup" colSpan={columns} className="catalogue-group">
                {name}（{own.length}）
              </th>
            </tr>
            {own.map((row) => (
              <Row key={row.code} {...{ kind, row, quarter, picked, onOpen }} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

type RowProps = Omit<TableProps, 'rows'> & { readonly row: ListRow }

function Row({ kind, row, quarter, picked, onOpen }: RowProps) {
  const used = isUsed(row, quarter)
  const words = spanWords(row.spans)
  const isFixed = !isIndicator(row) && row.isCounted
  return (
    <tr className={used ? undefined : 'is-off'}>
      {picked !== null && (
        <td>
          {!isFixed && (
            <Checkbox
              label={<span className="visually-hidden">选择{row.name}</span>}
              checked={picked[kind].includes(row.code)}
              onChange={() => picked.toggle(kind, row.code)}
            />
          )}
        </td>
      )}
      <th scope="row" className="is-row-header">
        <button type="button" className="catalogue-open" onClick={() => onOpen(row)}>
          {row.name}
        </button>
        <span className="muted catalogue-unit">{row.unit}</span>
        {row.isOwn && <span className="catalogue-own">本市自设</span>}
      </th>
      <td>
        <StatusChip tone={used ? 'good' : 'none'}>
          {used ? '在用' : isUnbegun(row, quarter) ? '未启用' : '停用'}
        </StatusChip>
        {words !== '' && <span className="catalogue-spans">{words}</span>}
      </td>
      <td>{row.department}</td>
      <td className="catalogue-long">{isFixed ? '由系统统计' : row.forms.join('、') || '—'}</td>
      <td className="catalogue-long">
        {isIndicator(row) ? (row.isAssessed ? '参加评价' : '只监测') : countWords(row.indicators.length)}
      </td>
    </tr>
  )
}

function countWords(count: number): string {
  return count === 0 ? '—' : `${count} 个`
}
