import './register.css'
import type { ReleaseHead } from '@cg/contract/release/head'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ApiError } from '../../lib/api.ts'
import { EmptyPage } from '../../shared/empty-page.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { frozenRegisterQuery } from '../../shared/registers.ts'
import { ReleaseGate } from '../../shared/release-gate.tsx'
import { ReleaseMeta } from '../../shared/release-meta.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { WholeWords } from '../../shared/whole-words.tsx'
import { PageFoot, PageHead } from '../../ui/page.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { BesidePanel } from './beside-panel.tsx'
import { CountPanel } from './published-counts.tsx'
import { ListPanel } from './published-list.tsx'
import { headline, notesOf } from './published-words.ts'
import { useRegisterFilter } from './search.ts'

/** A register as a release froze it: how many where, and which. */
export function PublishedRegister({ code }: { code: string }) {
  return <ReleaseGate>{(head) => <Published head={head} code={code} />}</ReleaseGate>
}

function Published({ head, code }: { head: ReleaseHead; code: string }) {
  const [filter, choose] = useRegisterFilter()
  const { data, error, refetch } = useQuery(frozenRegisterQuery(head.code, code))
  useTitle(data === undefined ? '台账' : `${data.kind.name}台账`)
  if (error instanceof ApiError && error.code === 'not_found')
    return (
      <EmptyPage head={head} title="这次发布没有这个台账" action={<Link to="/registers">全部台账</Link>}>
        发布那一季它还没有入账的记录，也没有用于报表计数，或者链接有误。可以换一个季度查看。
      </EmptyPage>
    )
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  const { kind, items, beside } = data
  return (
    <>
      <PageHead
        title={<WholeWords text={headline(data)} words={data.release.unbroken} />}
        subtitle={kind.definition}
        meta={
          <>
            <ReleaseMeta head={data.release} />
            <Link className="no-print" to="/registers" search={(old) => ({ p: old.p, pub: old.pub })}>
              全部台账
            </Link>
          </>
        }
      />
      <div className="stack">
        {items.length > 0 && <CountPanel facts={data} filter={filter} onFilter={choose} />}
        {beside !== undefined && <BesidePanel head={data.release} name={kind.name} beside={beside} />}
        <ListPanel facts={data} filter={filter} onFilter={choose} />
      </div>
      <PageFoot notes={[`数据来源：${kind.departmentName}登记、市产改办审核入账的台账。`, ...notesOf(data)]} />
    </>
  )
}
