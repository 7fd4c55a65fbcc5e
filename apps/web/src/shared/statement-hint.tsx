import './statement-hint.css'
import { readWaiting } from '@cg/contract/statement'
import type { StatementsWaiting } from '@cg/contract/statement'
import { namesWords } from '@cg/domain/claim/words'
import { must } from '@cg/domain/must'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import type { Period } from '@cg/domain/period'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { call } from '../lib/api.ts'
import { ProblemPanel } from './problem-panel.tsx'
import { hasRole, useMe } from './session.ts'

/** Walking from indicator to indicator asks once; what a person does on the page of statements makes it ask anew. */
const keptMs = 30_000

/** What waits for the person about 滞后说明. */
export const waitingQuery = queryOptions({
  queryKey: ['statement', 'waiting'],
  queryFn: ({ signal }) => call(readWaiting, {}, { signal }),
  staleTime: keptMs,
})

/**
 * For who fills for a lead department: which late or missing figures want 原因和措施, and what was returned with which
 * words. `indicator`: of that one alone. Nothing for others, and nothing while nothing waits.
 */
export function StatementHint({ indicator }: { indicator?: string }) {
  const leads = useMe().grants.some(({ role, department }) => role === 'filler' && department !== null)
  const { data, error, refetch } = useQuery({ ...waitingQuery, enabled: leads })
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  const isOurs = (one: { readonly indicator: string }) => indicator === undefined || one.indicator === indicator
  const wanted = Map.groupBy((data?.wanted ?? []).filter(isOurs), ({ period }) => parsePeriod(period))
  const returned = returnedWords((data?.returned ?? []).filter(isOurs))
  if (wanted.size + returned.length === 0) return null
  return (
    <aside className="statement-hint no-print" aria-label="待办的滞后说明">
      {[...wanted].map(([period, own]) => (
        <p key={period}>
          {wantedWords(period, own, indicator === undefined ? '您单位牵头的指标' : '本指标')}
          <ToStatements period={period}>写说明 →</ToStatements>
        </p>
      ))}
      {returned.length > 0 && (
        <ul>
          {returned.map(({ period, words }) => (
            <li key={words}>
              {words}
              <ToStatements period={period}>修改后再报 →</ToStatements>
            </li>
          ))}
        </ul>
      )}
    </aside>
  )
}

/** For who decides on statements: how many wait for them. Nothing for others, and nothing while none does. */
export function StatementsToDecide() {
  const decides = hasRole(useMe(), 'reviewer')
  const { data, error, refetch } = useQuery({ ...waitingQuery, enabled: decides })
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  const waiting = data?.toDecide ?? []
  if (waiting.length === 0) return null
  return (
    <aside className="statement-hint no-print" aria-label="待审核的滞后说明">
      {waiting.map(({ period, count }) => (
        <p key={period}>
          {formatPeriod(parsePeriod(period))}有{count}条滞后说明待您审核。
          <ToStatements period={period}>去审核 →</ToStatements>
        </p>
      ))}
    </aside>
  )
}

function ToStatements({ period, children }: { period: string; children: string }) {
  return (
    <Link to="/statements" search={{ quarter: period }}>
      {children}
    </Link>
  )
}

/** 2026年第三季度，您单位牵头的指标有5项滞后、1项逾期未报，原因和措施待说明。 */
function wantedWords(period: Period, own: StatementsWaiting['wanted'], what: string): string {
  const late = own.reduce((sum, one) => sum + one.late, 0)
  const missing = own.reduce((sum, one) => sum + one.notReported, 0)
  const counted = [late > 0 ? `${late}项滞后` : '', missing > 0 ? `${missing}项逾期未报` : '']
  return `${formatPeriod(period)}，${what}有${counted.filter(Boolean).join('、')}，原因和措施待说明。`
}

/**
 * 2026年第三季度东湾区、青石县集体合同签订率的说明被退回（周敏）：措施请写明责任处室。 What came back with the same words is
 * said once.
 */
function returnedWords(returned: StatementsWaiting['returned']): { readonly period: string; readonly words: string }[] {
  const alike = Map.groupBy(returned, ({ period, indicator, by, note }) => [period, indicator, by, note].join('|'))
  return [...alike.values()].map((own) => {
    const { period, indicatorName, by, note } = must(own[0])
    const units = namesWords(own.map(({ unitName }) => unitName))
    const end = /[。！？]$/u.test(note) ? '' : '。'
    return {
      period,
      words: `${formatPeriod(parsePeriod(period))}${units}${indicatorName}的说明被退回（${by}）：${note}${end}`,
    }
  })
}
