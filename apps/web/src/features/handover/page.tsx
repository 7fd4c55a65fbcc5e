import './handover.css'
import { emptyHandoverRow } from '@cg/contract/handover'
import type { Handover, HandoverMapping, HandoverTrial } from '@cg/contract/handover'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { DraftLine } from '../../shared/draft-line.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { releasesQuery } from '../../shared/release.ts'
import { useDraft } from '../../shared/use-draft.ts'
import { useTitle } from '../../shared/use-title.ts'
import { PageHead } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { CodeFields } from './code-fields.tsx'
import { TakeButtons } from './file-buttons.tsx'
import { MappingPanel } from './mapping-panel.tsx'
import { handoverQuery, trialQuery } from './queries.ts'
import { SaveLine } from './save-line.tsx'
import { TrialPanel } from './trial-panel.tsx'

/** 省平台移交: how the city's indicators stand for the province's, what of a release would go out, and the file. */
export function HandoverPage() {
  useTitle('省平台移交')
  const { code } = useParams({ from: '/signed-in/releases/$code/handover' })
  const { data, error, refetch } = useQuery(handoverQuery(code))
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <>
      <PageHead
        title="省平台移交"
        subtitle={`${formatPeriod(parsePeriod(data.release.period))}，${data.release.code}。指标与发布页面的数相同，数据项取自本次发布所用的已通过报表，不读取正在填报的数；按对照表换成省里的代码、名称和单位，不公布的不移交。`}
        meta={<ReleaseChoice code={code} />}
      />
      {/* Another release or a newer version begins with what is saved there. */}
      <Mapped key={`${code} ${data.version}`} data={data} />
    </>
  )
}

function ReleaseChoice({ code }: { code: string }) {
  const { data } = useQuery(releasesQuery)
  const navigate = useNavigate()
  const heads = data?.items.map(({ head }) => head) ?? []
  return (
    <span className="handover-choice">
      {heads.length > 1 && (
        <Select
          caption="发布"
          value={code}
          onChange={(next) => void navigate({ to: '/releases/$code/handover', params: { code: next } })}
          options={heads.map((head) => ({ value: head.code, label: head.code }))}
        />
      )}
      <Link to="/releases">发布记录 →</Link>
    </span>
  )
}

function Mapped({ data }: { data: Handover }) {
  const { code } = data.release
  const draft = useDraft<HandoverMapping>('handover', data.mapping, keptMapping)
  const isChanged = JSON.stringify(draft.value) !== JSON.stringify(data.mapping)
  const tried = useQuery({ ...trialQuery(code, draft.value), enabled: isChanged })
  const trial: HandoverTrial = isChanged ? (tried.data ?? data.trial) : data.trial
  const change = data.maySave ? draft.put : null
  return (
    <div className="handover">
      <DraftLine draft={draft} what="对照表改动" wordsOf={({ rows }) => `${rows.length} 行的对照表`} />
      <MappingPanel data={data} mapping={draft.value} trial={trial} onChange={change} />
      <CodeFields data={data} mapping={draft.value} onChange={change} />
      {data.maySave && isChanged && <SaveLine data={data} draft={draft} />}
      {tried.error !== null && isChanged && <ProblemPanel error={tried.error} onRetry={() => void tried.refetch()} />}
      <TrialPanel
        trial={trial}
        isStale={isChanged && (tried.isPlaceholderData || tried.isPending)}
        actions={<TakeButtons data={data} mapping={draft.value} isChanged={isChanged} />}
      />
      {data.history.length > 0 && <History data={data} />}
    </div>
  )
}

/** What storage holds was put there by this page; rows of an older one lack what was added since. */
function keptMapping(found: unknown): HandoverMapping | null {
  if (typeof found !== 'object' || found === null) return null
  const lists = ['rows', 'regions', 'states'].every((key) => Array.isArray((found as Record<string, unknown>)[key]))
  if (!lists) return null
  const mapping = found as HandoverMapping
  return { ...mapping, rows: mapping.rows.map((row) => ({ ...emptyHandoverRow, ...row })) }
}

function History({ data }: { data: Handover }) {
  return (
    <details className="handover-part">
      <summary>历次对照表（{data.history.length} 版）</summary>
      <ol className="handover-history">
        {data.history.map(({ version, savedBy, savedAt, note, rows }) => (
          <li key={version}>
            第{version}版，{rows} 行，{savedBy}，{formatDateTime(savedAt)}：{note}
          </li>
        ))}
      </ol>
    </details>
  )
}
