import './register.css'
import type { RegisterList } from '@cg/contract/register'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { ReleaseGate } from '../../shared/release-gate.tsx'
import { useMe } from '../../shared/session.ts'
import { useTitle } from '../../shared/use-title.ts'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { PublishedPanel } from './published-panel.tsx'
import { registersQuery } from './queries.ts'
import { keepsRegisters } from './words.ts'

type Kind = RegisterList['kinds'][number]

/** 台账: the lists behind counts, those that the signed-in person keeps, reviews or reads, and those of the release. */
export function RegistersPage() {
  useTitle('台账')
  const me = useMe()
  return keepsRegisters(me) ? (
    <Kept />
  ) : (
    <>
      <PageHead title="台账" subtitle={purpose} />
      <ReleaseGate>{(head) => <PublishedPanel head={head} />}</ReleaseGate>
    </>
  )
}

const purpose = '每一个数背后的清单：由负责部门逐条登记，另一人审核后入账；入账后的修改须写明原因，原来的内容保留备查。'

function Kept() {
  const { data, error, refetch } = useQuery(registersQuery)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <>
      <PageHead title={headline(data)} subtitle={purpose} />
      <div className="stack">
        <Panel title="各类台账">
          <div className="register-counts">
            <DataTable
              name="registers"
              caption="各类台账"
              columns={columns}
              rows={data.kinds}
              rowKey={({ code }) => code}
              empty={
                <EmptyState title="没有由您负责的台账">
                  台账由指标目录规定的部门登记。您所在的部门目前没有台账，需要增加的请联系市产改办。
                </EmptyState>
              }
            />
          </div>
        </Panel>
        <ReleaseGate>{(head) => <PublishedPanel head={head} />}</ReleaseGate>
      </div>
    </>
  )
}

function headline({ kinds }: RegisterList): string {
  const sum = (state: keyof Kind['counts']) => kinds.reduce((all, { counts }) => all + counts[state], 0)
  return `台账：${kinds.length}类，入账${sum('accepted')}条，待审核${sum('submitted')}条`
}

const columns: readonly Column<Kind>[] = [
  {
    key: 'name',
    header: '台账',
    isRowHeader: true,
    cell: ({ code, name }) => (
      <Link to="/registers/$kind" params={{ kind: code }}>
        {name}
      </Link>
    ),
  },
  { key: 'department', header: '登记部门', cell: ({ departmentName }) => departmentName },
  ...(
    [
      ['accepted', '已入账'],
      ['submitted', '待审核'],
      ['returned', '已退回'],
    ] as const
  ).map(([key, header]): Column<Kind> => ({
    key,
    header,
    unit: '条',
    align: 'right',
    cell: ({ counts }) => counts[key],
    sortValue: ({ counts }) => counts[key],
  })),
  {
    key: 'definition',
    header: '一条记录是什么',
    cell: ({ definition }) => <span className="register-definition">{definition}</span>,
  },
]
