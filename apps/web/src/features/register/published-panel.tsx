import type { ReleaseHead } from '@cg/contract/release/head'
import type { RegisterIndex } from '@cg/contract/release/register'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { amountText, frozenRegistersQuery } from '../../shared/registers.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'

type Kind = RegisterIndex['kinds'][number]

/** The registers of a release with what they amount to, each a way to its records and to the indicators that count them. */
export function PublishedPanel({ head }: { head: ReleaseHead }) {
  const { data, error, refetch } = useQuery(frozenRegistersQuery(head.code))
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <Panel
      title={`${formatPeriod(parsePeriod(head.period))}发布的台账`}
      subtitle={`发布编号 ${head.code}`}
      actions={
        <Link className="no-print" to="/departments" search={(old) => ({ p: old.p, pub: old.pub })}>
          各部门的任务和指标
        </Link>
      }
    >
      <div className="register-counts">
        <DataTable
          name="published-registers"
          caption="已发布的台账"
          columns={columnsOf(head)}
          rows={data.kinds}
          rowKey={({ code }) => code}
          empty={
            <EmptyState title="这次发布没有台账">
              发布那一季还没有入账的记录。部门登记、市产改办审核入账以后，随下一次发布列在这里。
            </EmptyState>
          }
        />
      </div>
    </Panel>
  )
}

const columnsOf = (head: ReleaseHead): readonly Column<Kind>[] => [
  {
    key: 'name',
    header: '台账',
    isRowHeader: true,
    cell: ({ code, name }) => (
      <Link to="/registers/$kind" params={{ kind: code }} search={{ pub: head.code }}>
        {name}
      </Link>
    ),
  },
  { key: 'department', header: '登记部门', cell: ({ departmentName }) => departmentName },
  {
    key: 'records',
    header: '记录',
    unit: '条',
    align: 'right',
    cell: ({ records }) => records,
    sortValue: ({ records }) => records,
  },
  {
    key: 'items',
    header: '全市合计',
    cell: ({ items }) =>
      items.length === 0 ? (
        <span className="muted">清单供查阅，报表由部门填报</span>
      ) : (
        items.map((item) => (
          <div key={item.item}>
            {item.name} <span className="register-amount">{amountText(item)}</span>
          </div>
        ))
      ),
  },
  {
    key: 'indicators',
    header: '用于指标',
    cell: ({ items }) =>
      [...new Map(items.flatMap(({ indicators }) => indicators.map(({ code, name }) => [code, name])))].map(
        ([code, name]) => (
          <div key={code}>
            <Link to="/i/$code" params={{ code }} search={(old) => ({ p: old.p, pub: old.pub })}>
              {name}
            </Link>
          </div>
        ),
      ),
  },
]
