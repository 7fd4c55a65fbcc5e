import { getDifference } from '@cg/contract/difference'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../lib/api.ts'
import { pinned } from '../../lib/query-client.ts'
import { sharedLink } from '../../lib/shared-link.ts'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { releasesQuery } from '../../shared/release.ts'
import { Panel } from '../../ui/panel.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { changeWords, revisionSteps } from './revision-steps.ts'
import type { RevisionStep } from './revision-steps.ts'

function stepQuery({ from, to }: RevisionStep) {
  return queryOptions({
    queryKey: ['release', to.code, 'difference', from.code],
    queryFn: ({ signal }) => call(getDifference, { params: { code: to.code }, query: { from: from.code } }, { signal }),
    ...pinned,
  })
}

/** Which published figures of the indicator were changed later, by which release and why; nothing where none was. */
export function RevisionsPanel({ facts }: { facts: IndicatorFacts }) {
  const { data } = useQuery({ ...releasesQuery, enabled: facts.revised.length > 0 && sharedLink() === null })
  const steps = revisionSteps(data?.items ?? [], facts.release, facts.revised)
  if (steps.length === 0) return null
  return (
    <Panel title="发布后的修订" subtitle={`${facts.indicator.name}，${facts.indicator.unit}`}>
      {steps.map((step) => (
        <Step key={step.to.code} step={step} indicator={facts.indicator.code} />
      ))}
    </Panel>
  )
}

function Step({ step, indicator }: { step: RevisionStep; indicator: string }) {
  const [isOpen, setOpen] = useState(false)
  const { from, to } = step
  return (
    <details className="revision-step" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {formatPeriod(parsePeriod(to.period))}：{from.code} 更正为 {to.code}
        {to.publishedAt !== null && `，${formatDateTime(to.publishedAt)}`}
      </summary>
      <p>更正原因：{to.reason ?? '未填写'}</p>
      {isOpen && <Changes step={step} indicator={indicator} />}
      <Link to="/releases/difference" search={{ from: from.code, to: to.code }}>
        两次发布的全部差异 →
      </Link>
    </details>
  )
}

function Changes({ step, indicator }: { step: RevisionStep; indicator: string }) {
  const { data, error, refetch } = useQuery(stepQuery(step))
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (!data) return <LoadingState />
  const changed = data.figures.filter((figure) => figure.indicator === indicator)
  if (changed.length === 0) return <p>本次更正没有改动该指标的数值。</p>
  return (
    <ul className="revision-list">
      {changed.map((figure) => (
        <li key={figure.unit ?? 'city'}>{changeWords(figure)}</li>
      ))}
    </ul>
  )
}
