import type { RuleInfo, RuleTrial } from '@cg/contract/rule'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { trialQuery } from './queries.ts'

/** Where one rule would have spoken in the past quarters, with the figures as they stand now. */
export function TrialDialog({ rule, onClose }: { rule: RuleInfo; onClose: () => void }) {
  const { data, error, refetch } = useQuery(trialQuery(rule.code))
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`${rule.code} ${rule.title}`}
      description="用各季现在的数据试算，不改动任何数据；当时已经说明或更正的也可能在内。"
      footer={<Button onClick={onClose}>关闭</Button>}
    >
      {error !== null && data === undefined && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <LoadingState />}
      {data !== undefined && <HitList trial={data} />}
    </Dialog>
  )
}

/** 近 4 个季度会触发 12 次，涉及 5 个单位, and each place. */
export function HitList({ trial }: { trial: RuleTrial }) {
  const { periods, count, units, hits } = trial
  if (periods.length === 0) return <p>还没有已发布的季度，暂不能试算。第一次发布之后再看。</p>
  const head =
    count === 0
      ? `近${periods.length}个季度不会触发`
      : `近${periods.length}个季度会触发${count}次，涉及${units}个单位${hits.length < count ? `；只列前${hits.length}次` : ''}`
  return (
    <>
      <p>
        <strong>{head}</strong>
      </p>
      <ul className="rule-hits">
        {hits.map((hit, at) => (
          <li key={at}>
            <span className="muted">
              {formatPeriod(parsePeriod(hit.period))}《{hit.formName}》
            </span>{' '}
            {hit.sentence ?? hit.unitName}
          </li>
        ))}
      </ul>
    </>
  )
}
