import './scheme.css'
import type { SchemeList } from '@cg/contract/scheme'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ChangeLog, SetUpLinks } from '../../shared/set-up.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { PageHead } from '../../ui/page.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { SchemeProposals } from './adoption.tsx'
import { CardsPanel } from './cards-panel.tsx'
import { schemeQuery, schemesQuery } from './queries.ts'
import { VersionPanel } from './version-panel.tsx'
import { VersionsTable } from './versions-table.tsx'

/** The scoring scheme: its versions, its rules, and what would happen under others; and what heads the cockpit. */
export function SchemePage() {
  useTitle('计分方案')
  const { data, error, refetch } = useQuery(schemesQuery)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  const first = data.items[0]
  return (
    <>
      <PageHead
        title={finding(data)}
        subtitle="复制 → 修改 → 试算 → 提请采用 → 另一位发布人确认 → 首次发布后锁定一年。已发布的季度不因方案变动而改变。"
        meta={<SetUpLinks from="scheme" />}
      />
      {first === undefined ? (
        <EmptyState title="还没有采用的计分方案">
          {data.mayCreate
            ? '随目录安装一份方案之后，可以在这里复制、修改和试算。'
            : '方案由产改办试算，发布人采用；采用之后可以在这里查看。'}
        </EmptyState>
      ) : (
        <Versions list={data} fallback={data.inForce ?? first.id} />
      )}
      {data.mayCreate && <CardsPanel />}
      {data.mayCreate && <ChangeLog part="scheme" />}
    </>
  )
}

function finding({ items, inForce, lockedThrough }: SchemeList): string {
  const now = items.find((version) => version.id === inForce)
  const open = items.filter((version) => version.state === 'draft' || version.state === 'tried').length
  const locked = lockedThrough === null ? '' : `，${lockedThrough}年及以前的计分办法已锁定`
  const drafts = open === 0 ? '' : `，${open} 份草稿`
  return now === undefined ? `尚未采用计分方案${drafts}` : `现行《${now.name}》第${now.version}版${locked}${drafts}`
}

function Versions({ list, fallback }: { list: SchemeList; fallback: number }) {
  const search = useSearch({ strict: false })
  const navigate = useNavigate()
  const wanted = 'v' in search && typeof search.v === 'string' ? Number(search.v) : fallback
  const chosen = list.items.some((version) => version.id === wanted) ? wanted : fallback
  const { data, error, refetch } = useQuery(schemeQuery(chosen))
  const open = (id: number) => void navigate({ to: '/scheme', search: (old) => ({ ...old, v: String(id) }) })
  return (
    <div className="stack">
      <SchemeProposals proposals={list.proposals} onOpen={open} />
      <VersionsTable list={list} chosen={chosen} onChoose={open} />
      {error !== null && data === undefined && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <LoadingState />}
      {data !== undefined && (
        <VersionPanel
          key={chosen}
          detail={data}
          mayCopy={list.mayCreate}
          lockedThrough={list.lockedThrough}
          onOpen={open}
        />
      )}
    </div>
  )
}
