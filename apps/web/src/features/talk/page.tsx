import './talk.css'
import { talkCounts, talkFilterWord, talkNotes, talkSections, talkTitle } from '@cg/charts/page/talk'
import type { TalkCounts } from '@cg/charts/page/talk'
import { talkFilters } from '@cg/contract/talk-filters'
import type { TalkFilter } from '@cg/contract/talk-filters'
import type { ReleaseHead } from '@cg/contract/release/head'
import type { TalkFacts } from '@cg/contract/release/talk'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense, lazy, useMemo, useState } from 'react'
import { ApiError } from '../../lib/api.ts'
import { sharedLink } from '../../lib/shared-link.ts'
import { EmptyPage } from '../../shared/empty-page.tsx'
import { PageExport } from '../../shared/page-export.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { ReleaseGate } from '../../shared/release-gate.tsx'
import { ReleaseMeta } from '../../shared/release-meta.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { WholeWords } from '../../shared/whole-words.tsx'
import { PageFoot, PageHead } from '../../ui/page.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { talkQuery } from '../../shared/talk.ts'
import type { TalkSearch } from './search.ts'
import { TalkTable } from './talk-table.tsx'

const PassportDrawer = lazy(() =>
  import('../../charts/passport-drawer.tsx').then((module) => ({ default: module.PassportDrawer })),
)

const AddToMaterial = lazy(() =>
  import('../../shared/add-to-material.tsx').then((module) => ({ default: module.AddToMaterial })),
)

/** 讲话对照: the speech sentence by sentence, each with the figure of a release, its base and its target. */
export function TalkPage() {
  useTitle('讲话对照')
  return <ReleaseGate>{(head) => <TalkOf head={head} />}</ReleaseGate>
}

function TalkOf({ head }: { head: ReleaseHead }) {
  const { data, error, refetch } = useQuery(talkQuery(head.code))
  if (error instanceof ApiError && error.code === 'not_found')
    return (
      <EmptyPage head={head} title="还没有讲话的条目">
        讲话的条目附在指标目录里，本市的目录里还没有。请系统管理员在“管理—指标目录”中更新目录。
      </EmptyPage>
    )
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (!data) return <LoadingState />
  return <Talk facts={data} />
}

function Talk({ facts }: { facts: TalkFacts }) {
  const { show: asked, passport } = useSearch({ from: '/signed-in/materials/talk' })
  const show = talkFilters.find((filter) => filter === asked)
  const navigate = useNavigate({ from: '/materials/talk' })
  const change = (part: TalkSearch) => void navigate({ search: (old) => ({ ...old, ...part }), replace: true })
  const open = (code: string) => void navigate({ search: (old) => ({ ...old, passport: code }) })
  const [adding, setAdding] = useState<string | null>(null)
  const sections = useMemo(() => talkSections(facts, show), [facts, show])
  const counts = useMemo(() => talkCounts(facts), [facts])
  const { release, title, parts } = facts
  return (
    <div className="print-wide talk-page">
      <PageHead
        title={<WholeWords text={talkTitle(facts)} words={release.unbroken} />}
        subtitle={`《${title}》 ｜ ${release.city}，${formatPeriod(parsePeriod(release.period))}`}
        meta={
          <>
            <ReleaseMeta head={release} />
            <PageExport head={release} page="talk" params={{ show }} />
          </>
        }
      />
      <div className="talk-controls no-print">
        <TalkFilters counts={counts} value={show} onChange={(next) => change({ show: next })} />
        <span className="talk-ways">
          <Link to="/materials/speech" search={{ release: release.code, begin: 'talk' }}>
            以讲话原句起稿并核对 →
          </Link>
          <Link to="/materials/speech" search={{ release: release.code }}>
            核对一份讲话稿 →
          </Link>
        </span>
      </div>
      {show === undefined && (
        <nav className="talk-parts no-print" aria-label="讲话的各部分">
          {parts.map(({ code, name }) => (
            <a key={code} href={`#${code}`}>
              {name}
            </a>
          ))}
        </nav>
      )}
      <TalkTable facts={facts} sections={sections} onPassport={open} onAdd={sharedLink() === null ? setAdding : null} />
      <PageFoot
        notes={talkNotes(facts)}
        right={`生成时间 ${formatDateTime(release.publishedAt ?? release.preparedAt)}`}
      />
      <Suspense fallback={null}>
        {adding !== null && (
          <AddToMaterial
            page={{
              kind: 'words',
              id: 'new',
              page: 'talk',
              params: show === undefined ? {} : { show },
              heading: adding,
              title: null,
              remark: '',
            }}
            what={`“${adding}”的各条`}
            onClose={() => setAdding(null)}
          />
        )}
        {passport !== undefined && (
          <PassportDrawer
            head={release}
            indicator={passport}
            unit={null}
            onClose={() => change({ passport: undefined })}
          />
        )}
      </Suspense>
    </div>
  )
}

type FiltersProps = {
  counts: TalkCounts
  value: TalkFilter | undefined
  onChange: (show: TalkFilter | undefined) => void
}

/** How many statements there are of each kind; pressing one narrows the list to it, pressing it again shows all. */
function TalkFilters({ counts, value, onChange }: FiltersProps) {
  return (
    <div className="talk-filters" role="group" aria-label="筛选表述">
      <button type="button" aria-pressed={value === undefined} onClick={() => onChange(undefined)}>
        全部 <b>{counts.all}</b>
      </button>
      {talkFilters.map((key) => (
        <button
          key={key}
          type="button"
          aria-pressed={value === key}
          disabled={counts[key] === 0 && value !== key}
          onClick={() => onChange(value === key ? undefined : key)}
        >
          {talkFilterWord(key)} <b>{counts[key]}</b>
        </button>
      ))}
    </div>
  )
}
