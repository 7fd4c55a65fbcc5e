import './conflicts.css'
import type { ConflictBoard } from '@cg/contract/conflict'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Quarters } from '../../shared/quarters.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { WholeWords } from '../../shared/whole-words.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { ConflictTable } from './conflict-table.tsx'
import { conflictsQuery } from './queries.ts'
import { pairWords } from './words.ts'

/** 数据比对: figures of two sources that do not fit together, and which one the office took. */
export function ConflictsPage() {
  useTitle('数据比对')
  const { quarter } = useSearch({ from: '/signed-in/conflicts' })
  const { data, error, refetch } = useQuery(conflictsQuery(quarter))
  return (
    <>
      <PageHead
        title={data === undefined ? '数据比对' : headOf(data)}
        subtitle="不同部门填报的、应当一致或相互包含的数放在一起比。认定采用哪一方只记录依据，不改数：另一方的表请到审核页退回那一格，或者采纳它的说明。"
        meta={data !== undefined && <Quarters board={data} page="/conflicts" />}
      />
      {error !== null && data === undefined && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <LoadingState />}
      {data !== undefined && (
        <div className="stack">
          <Panel title="对不上的数" subtitle={sentWords(data)}>
            <ConflictTable board={data} />
          </Panel>
          <Panel
            title="比对的内容"
            subtitle="这些规则也在填报时提示；哪些启用，见校验规则"
            actions={<Link to="/rules">校验规则 →</Link>}
          >
            <DataTable
              name="pairs"
              caption="比对的内容"
              columns={pairColumns}
              rows={data.pairs}
              rowKey={(pair) => pair.rule}
              isDense
            />
          </Panel>
        </div>
      )}
    </>
  )
}

function headOf({ items, period }: ConflictBoard): string {
  const quarter = formatPeriod(parsePeriod(period))
  const open = items.filter((one) => one.choice === null || one.choice.isOutdated).length
  if (items.length === 0) return `${quarter}：已报送的数之间，没有查到对不上的`
  return `${quarter}：${items.length}处对不上，${open === 0 ? '都已认定' : `${open}处待认定`}`
}

function sentWords({ sent, due }: ConflictBoard): string {
  const rest = due - sent
  return `应报${due}张表，已报送${sent}张${rest > 0 ? `；未报送的${rest}张暂不比对` : ''}`
}

const pairColumns: readonly Column<ConflictBoard['pairs'][number]>[] = [
  { key: 'rule', header: '规则', cell: (pair) => <span className="nowrap">{pair.rule}</span> },
  {
    key: 'title',
    header: '比对',
    isRowHeader: true,
    cell: (pair) => (
      <span className="conflict-words">
        <WholeWords text={pair.title} words={pairWords} />
      </span>
    ),
  },
  { key: 'sources', header: '来源', cell: (pair) => <span className="conflict-words">{pair.sources.join('、')}</span> },
  {
    key: 'count',
    header: '对不上',
    align: 'right',
    sortValue: (pair) => pair.count,
    cell: (pair) => (pair.count === 0 ? <span className="muted">无</span> : `${pair.count}处`),
  },
]
