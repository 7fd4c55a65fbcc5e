import './departments.css'
import { departmentNotes, departmentsTitle, lightCounts, reportWords } from '@cg/charts/page/departments'
import { departmentRoleNames } from '@cg/contract/release/departments'
import type { DepartmentFact, DepartmentsFacts } from '@cg/contract/release/departments'
import type { ReleaseHead } from '@cg/contract/release/head'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense, lazy } from 'react'
import { codeIn } from '../../lib/search.ts'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { ReleaseGate } from '../../shared/release-gate.tsx'
import { ReleaseMeta } from '../../shared/release-meta.tsx'
import { useMe } from '../../shared/session.ts'
import { useDownload } from '../../shared/use-download.ts'
import { useTitle } from '../../shared/use-title.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { PageFoot, PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { DepartmentPanel } from './department-panel.tsx'
import { departmentsQuery, takeDepartments } from './queries.ts'

const PassportDrawer = lazy(() =>
  import('../../charts/passport-drawer.tsx').then((module) => ({ default: module.PassportDrawer })),
)

/** 部门: every body of the plan with what it leads, owns, keeps and assists, in one release. */
export function DepartmentsPage() {
  useTitle('部门')
  return <ReleaseGate>{(head) => <DepartmentsOf head={head} />}</ReleaseGate>
}

function DepartmentsOf({ head }: { head: ReleaseHead }) {
  const { data, error, refetch } = useQuery(departmentsQuery(head.code))
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return <Departments facts={data} />
}

type DepartmentSearch = { d?: string | undefined; passport?: string | undefined }

/** d: the department that is opened; passport: the indicator whose figure's source is open. Read here, with the page's own code. */
function useDepartmentSearch(): readonly [DepartmentSearch, (part: DepartmentSearch) => void] {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate({ from: '/departments' })
  const change = (part: DepartmentSearch) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: true, resetScroll: false })
  return [{ d: codeIn(search, 'd'), passport: codeIn(search, 'passport') }, change]
}

function Departments({ facts }: { facts: DepartmentsFacts }) {
  const { release, departments } = facts
  const [{ d, passport }, change] = useDepartmentSearch()
  const own = useMe().grants.find(({ department }) => department !== null)?.department ?? null
  const opened = departments.find(({ code }) => code === (d ?? own))
  const take = useDownload(takeDepartments)
  return (
    <>
      <PageHead
        title={departmentsTitle(facts)}
        subtitle="改革实施方案的每个部门：牵头的指标、负责的数据和台账、牵头和协办的任务、今年的报送"
        meta={
          <>
            <ReleaseMeta head={release} />
            <Button isBusy={take.isPending} onClick={() => take.mutate(release.code)}>
              下载 Excel
            </Button>
          </>
        }
      />
      <div className="stack">
        <Panel title="各部门" subtitle="点一行，下面列出这个部门的指标、任务和台账">
          <DataTable
            name="departments"
            caption="各部门"
            columns={columnsOf(own, facts.plan !== null)}
            rows={departments}
            rowKey={({ code }) => code}
            selectedKey={opened?.code ?? null}
            onSelect={({ code }) => change({ d: code })}
            isDense
          />
        </Panel>
        {opened !== undefined && (
          <DepartmentPanel
            key={opened.code}
            facts={facts}
            department={opened}
            isOwn={opened.code === own}
            onPassport={(code) => change({ passport: code })}
          />
        )}
      </div>
      <PageFoot notes={departmentNotes(facts)} />
      <Suspense fallback={null}>
        {passport !== undefined && (
          <PassportDrawer
            head={release}
            indicator={passport}
            unit={null}
            onClose={() => change({ passport: undefined })}
          />
        )}
      </Suspense>
    </>
  )
}

/** `hasPlan`: the release froze a plan; of one that did not, no number of measures is known. */
function columnsOf(own: string | null, hasPlan: boolean): Column<DepartmentFact>[] {
  const number = (
    key: string,
    header: string,
    of: (one: DepartmentFact) => number,
    unit = '项',
  ): Column<DepartmentFact> => ({
    key,
    header,
    unit,
    align: 'right',
    cell: (one) => (of(one) === 0 ? <span className="muted">0</span> : of(one)),
    sortValue: of,
  })
  return [
    {
      key: 'name',
      header: '部门',
      isRowHeader: true,
      cell: ({ code, name }) => (code === own ? <b>{name}（本部门）</b> : name),
    },
    { key: 'role', header: '角色', cell: ({ role }) => departmentRoleNames[role] },
    number('indicators', '牵头指标', ({ indicators }) => indicators.length),
    { key: 'lights', header: '其中', cell: (one) => <span className="department-line">{lightCounts(one)}</span> },
    number('items', '数据项', ({ items }) => items.length, '个'),
    number('registers', '台账', ({ registers }) => registers.length, '类'),
    ...(hasPlan
      ? [
          number('leads', '牵头措施', ({ leads }) => leads.length),
          number('assists', '协办措施', ({ assists }) => assists.length),
          {
            key: 'unmet',
            header: '牵头的到期未完成',
            unit: '个',
            align: 'right' as const,
            cell: unmetOf,
            sortValue: unmetOf,
          },
        ]
      : []),
    { key: 'reports', header: '今年报送', cell: (one) => <span className="department-line">{reportWords(one)}</span> },
  ]
}

const unmetOf = ({ leads }: DepartmentFact): number => leads.reduce((sum, { unmet }) => sum + unmet.length, 0)
