import './yardstick.css'
import type { Yardstick, YardstickList } from '@cg/contract/yardstick'
import { formatDate, formatDateTime, formatPeriod, formatProse } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { AddPanel } from './add-panel.tsx'
import { yardsticksQuery } from './queries.ts'
import { WithdrawDialog } from './withdraw-dialog.tsx'

/** Figures from outside the city: what was loaded, by whom, from where; a form and a file to load more. */
export function YardstickPage() {
  useTitle('外部参照')
  const { data, error, refetch } = useQuery(yardsticksQuery)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <>
      <PageHead
        title={headline(data)}
        subtitle="全省、全国平均和相近城市的数据，作为标记画在本市数据旁，不参与排名和计分。从下一次发布起使用；已发布的季度保留各自的参照。"
      />
      <div className="stack">
        {data.mayLoad && <AddPanel indicators={data.indicators} />}
        <Loaded data={data} />
      </div>
    </>
  )
}

function headline({ items }: YardstickList): string {
  const held = items.filter(({ withdrawn }) => withdrawn === null)
  if (held.length === 0) return '尚未装入外部参照'
  const indicators = new Set(held.map(({ indicator }) => indicator)).size
  return `外部参照${held.length}条，涉及${indicators}项指标`
}

function Loaded({ data }: { data: YardstickList }) {
  const [leaving, setLeaving] = useState<Yardstick | null>(null)
  return (
    <Panel title="已装入的参照">
      {data.items.length === 0 ? (
        <EmptyState title="还没有外部参照">装入之后，总览、排名、指标和区县画像的图上会画出参照标记。</EmptyState>
      ) : (
        <DataTable
          name="yardsticks"
          caption="已装入的外部参照"
          columns={data.mayLoad ? [...columns, withdrawColumn(setLeaving)] : columns}
          rows={data.items}
          rowKey={({ id }) => String(id)}
        />
      )}
      {leaving !== null && <WithdrawDialog item={leaving} onClose={() => setLeaving(null)} />}
    </Panel>
  )
}

const columns: readonly Column<Yardstick>[] = [
  {
    key: 'indicator',
    header: '指标',
    isRowHeader: true,
    sortValue: ({ indicator }) => indicator,
    cell: ({ indicatorName }) => indicatorName,
  },
  {
    key: 'name',
    header: '参照',
    sortValue: ({ name }) => name,
    cell: ({ name }) => <span className="nowrap">{name}</span>,
  },
  {
    key: 'period',
    header: '期次',
    sortValue: ({ period }) => period,
    cell: ({ period }) => <span className="nowrap">{formatPeriod(parsePeriod(period))}</span>,
  },
  {
    key: 'value',
    header: '数值',
    align: 'right',
    cell: ({ value, decimals, unit }) => <span className="nowrap">{formatProse(value, { unit, decimals })}</span>,
  },
  {
    key: 'parts',
    header: '分子 ÷ 分母',
    cell: ({ numerator, denominator }) => (numerator === null ? '仅有比率' : `${numerator} ÷ ${denominator}`),
  },
  {
    key: 'source',
    header: '来源',
    cell: ({ source, publishedOn }) => (
      <>
        {source}
        <br />
        <span className="muted nowrap">{formatDate(publishedOn)}公布</span>
      </>
    ),
  },
  {
    key: 'loaded',
    header: '装入',
    sortValue: ({ loadedAt }) => loadedAt,
    cell: ({ loadedBy, loadedAt }) => (
      <>
        {loadedBy}
        <br />
        <span className="muted nowrap">{formatDateTime(loadedAt)}</span>
      </>
    ),
  },
  { key: 'state', header: '状态', cell: (item) => <State item={item} /> },
]

function State({ item: { withdrawn, isDemo } }: { item: Yardstick }) {
  if (withdrawn !== null) {
    return (
      <>
        <StatusChip tone="none" shape="ring">
          已撤回
        </StatusChip>
        <br />
        <span className="muted">
          {withdrawn.by}，{formatDateTime(withdrawn.at)}：{withdrawn.reason}
        </span>
      </>
    )
  }
  return <StatusChip tone="info">{isDemo ? '使用中（演示数据）' : '使用中'}</StatusChip>
}

function withdrawColumn(onLeave: (item: Yardstick) => void): Column<Yardstick> {
  return {
    key: 'withdraw',
    header: '操作',
    cell: (item) =>
      item.withdrawn === null ? (
        <Button aria-label={`撤回${item.indicatorName}${item.name}${item.period}`} onClick={() => onLeave(item)}>
          撤回
        </Button>
      ) : null,
  }
}
