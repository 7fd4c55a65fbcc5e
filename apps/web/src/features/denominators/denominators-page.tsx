import './denominators.css'
import type { DenominatorInfo } from '@cg/contract/denominator'
import { formatValue } from '@cg/domain/number/number-format'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { WholeWords } from '../../shared/whole-words.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { Book } from './book.tsx'
import { denominatorsQuery } from './queries.ts'
import { bookWords } from './words.ts'

/** 分母台账: what rates divide by: one owner each, by unit and quarter, and which rates use it. */
export function DenominatorsPage() {
  useTitle('分母台账')
  const { data, error, refetch } = useQuery(denominatorsQuery)
  return (
    <>
      <PageHead
        title={data === undefined ? '分母台账' : headOf(data.items)}
        subtitle="每个分母只由一个部门负责、在一张表上填一次，用到它的各项比率都取同一个数。已发布的季度取自该季最新一次发布。"
        meta={<Link to="/i">指标一览 →</Link>}
      />
      {error !== null && data === undefined && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <LoadingState />}
      {data !== undefined && <Denominators items={data.items} />}
    </>
  )
}

function headOf(items: readonly DenominatorInfo[]): string {
  const count = `${items.length}个分母`
  if (items.every(({ latest }) => latest === null)) return `${count}，还没有已发布的数`
  const held = items.flatMap(({ jumps }) => jumps ?? [])
  if (held.length === 0) return `${count}，还没有可比的上期数`
  const jumped = held.filter((jumps) => jumps > 0).length
  return `${count}，最近一季${jumped === 0 ? '都在变动限度之内' : `有${jumped}个超出变动限度`}`
}

function Denominators({ items }: { items: readonly DenominatorInfo[] }) {
  const { item } = useSearch({ from: '/signed-in/denominators' })
  const navigate = useNavigate({ from: '/denominators' })
  const shown = items.find((one) => one.item === item) ?? items[0]
  const open = ({ item: code }: DenominatorInfo) => void navigate({ search: (old) => ({ ...old, item: code }) })
  if (shown === undefined)
    return <EmptyState title="还没有用到分母的指标">在指标目录里启用比率类指标后，它们的分母列在这里。</EmptyState>
  return (
    <div className="stack">
      <Book item={shown.item} />
      <Panel title="全部分母" subtitle="点一行，上面显示它各单位、各季度的数">
        <DataTable
          name="denominators"
          caption="分母"
          columns={columns}
          rows={items}
          rowKey={(row) => row.item}
          selectedKey={shown.item}
          onSelect={open}
        />
      </Panel>
    </div>
  )
}

const columns: readonly Column<DenominatorInfo>[] = [
  {
    key: 'name',
    header: '分母',
    isRowHeader: true,
    cell: ({ name }) => (
      <span className="denominator-name">
        <WholeWords text={name} words={bookWords} />
      </span>
    ),
  },
  { key: 'owner', header: '负责部门', sortValue: (row) => row.ownerName, cell: (row) => row.ownerName },
  {
    key: 'users',
    header: '用于指标',
    align: 'right',
    sortValue: (row) => row.indicators.length,
    cell: (row) => `${row.indicators.length}项`,
  },
  {
    key: 'latest',
    header: '全市最近一季',
    align: 'right',
    sortValue: (row) => row.latest?.value ?? null,
    cell: ({ latest, unit, decimals }) =>
      latest === null ? (
        <span className="muted">没有数</span>
      ) : (
        <span className="nowrap">
          {formatValue(latest.value, { unit, decimals })}
          {unit}
          {latest.isPartial && <span className="muted">（部分）</span>}
        </span>
      ),
  },
  {
    key: 'jumps',
    header: '超出变动限度',
    align: 'right',
    sortValue: (row) => row.jumps ?? -1,
    cell: ({ jumps }) => (jumps ? `${jumps}个单位` : <span className="muted">{jumps === null ? '—' : '无'}</span>),
  },
]
