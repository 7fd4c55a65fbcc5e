import './speech.css'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useQuery } from '@tanstack/react-query'
import { formatPeriod } from '@cg/domain/number/date-format'
import { parsePeriod } from '@cg/domain/period'
import type { ReleaseListItem } from '@cg/contract/release/head'
import { releasesQuery } from '../../shared/release.ts'
import { useTitle } from '../../shared/use-title.ts'
import { PageHead } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState, ErrorState, LoadingState } from '../../ui/states.tsx'
import { DraftDesk } from './draft-desk.tsx'
import { speechSearch } from './search.ts'

/** 讲话稿核对: every figure of a draft is held against a release, and the blanks are filled from it (H7). */
export function SpeechPage() {
  useTitle('讲话稿核对')
  const { data, error, refetch } = useQuery(releasesQuery)
  return (
    <>
      <PageHead
        title="讲话稿核对"
        subtitle="把稿子粘贴进来，逐个数字和发布的数据对照；空着的数可以从发布里填。稿子只在核对时经过服务器，不保存。"
        meta={<Link to="/materials/talk">讲话对照：全市产改会议讲话逐句的数 →</Link>}
      />
      {error !== null ? (
        <ErrorState detail={error.message} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <LoadingState />
      ) : (
        <ForRelease items={data.items} />
      )}
    </>
  )
}

function ForRelease({ items }: { items: readonly ReleaseListItem[] }) {
  const { release, begin } = speechSearch(useSearch({ strict: false }))
  const navigate = useNavigate()
  const current = items.find(({ head }) => head.code === release) ?? items[0]
  if (current === undefined)
    return <EmptyState title="还没有发布">核对要对照一次正式发布的数据，第一次发布以后就可以用。</EmptyState>
  const choose = (code: string) =>
    void navigate({ to: '/materials/speech', search: (old) => ({ ...old, release: code }) })
  return (
    <DraftDesk
      key={current.head.code}
      head={current.head}
      items={items}
      isFromTalk={begin === 'talk'}
      chooser={
        <Select
          caption="对照"
          value={current.head.code}
          options={items.map(({ head, isCurrent }) => ({
            value: head.code,
            label: `${formatPeriod(parsePeriod(head.period))}（${head.code}${isCurrent ? '' : '，已更正'}）`,
          }))}
          onChange={choose}
        />
      }
    />
  )
}
