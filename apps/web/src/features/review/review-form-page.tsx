import './review.css'
import type { Explanation, Finding, FormParams } from '@cg/contract/entry'
import type { ReviewDetail } from '@cg/contract/review'
import type { Me } from '@cg/contract/session'
import { formatChange, formatDateTime, formatPeriod, formatResult, formatValue } from '@cg/domain/number/number-format'
import { must } from '@cg/domain/must'
import { parsePeriod } from '@cg/domain/period'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { useMe } from '../../shared/session.ts'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { SubmissionChip } from '../../shared/submission-chip.tsx'
import { Button } from '../../ui/button.tsx'
import { PageHead } from '../../ui/page.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { useToast } from '../../ui/toast.tsx'
import { placeOf } from './cell-place.ts'
import { CorrectionDialog } from './correction-dialog.tsx'
import { ExtensionDialog } from './extension-dialog.tsx'
import { accept, begin, check, judge, reviewFormQuery } from './queries.ts'
import { ReturnBox } from './return-box.tsx'
import type { Mark } from './return-box.tsx'
import { ReturnDialog } from './return-dialog.tsx'

/** One form for review: what failed and what changed first; return by cell or accept. */
export function ReviewFormPage() {
  const params: FormParams = useParams({ strict: false }) as FormParams
  const { data, error, refetch } = useQuery(reviewFormQuery(params))
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <ReviewForm key={`${data.form.submission.round}|${data.form.submission.state}`} params={params} detail={data} />
  )
}

type Filter = 'failed' | 'changed' | 'all'

function ReviewForm({ params, detail }: { params: FormParams; detail: ReviewDetail }) {
  const { form } = detail
  const { submission, head } = form
  const failed = useMemo(() => new Set(detail.failedCells), [detail])
  const changed = useMemo(() => new Set(detail.changedCells), [detail])
  const entries = useMemo(() => form.cells.isEntry.flatMap((isEntry, index) => (isEntry ? [index] : [])), [form])
  const [filter, setFilter] = useState<Filter>(
    submission.state === 'locked' ? 'all' : failed.size > 0 ? 'failed' : changed.size > 0 ? 'changed' : 'all',
  )
  const [marks, setMarks] = useState<ReadonlyMap<number, Mark>>(new Map())
  const [dialog, setDialog] = useState<'return' | 'extend' | 'correct' | null>(null)
  const shown = entries.filter((index) => filter === 'all' || (filter === 'failed' ? failed : changed).has(index))
  const may = (action: string) => submission.allowedActions.some((one) => one === action)
  const start = useBegin(params, detail)
  const canCorrect = submission.state === 'locked' && isOffice(useMe())
  const mark = (index: number, value: Mark | null) => {
    start.onWork()
    const next = new Map(marks)
    if (value === null) next.delete(index)
    else next.set(index, value)
    setMarks(next)
  }
  return (
    <div className="review-form">
      <PageHead
        title={head.name}
        subtitle={`${head.reporterName} · ${formatPeriod(parsePeriod(head.period))} · 第 ${submission.round} 轮${submission.submittedAt === null ? '' : ` · ${submission.submittedBy ?? ''} 提交于 ${formatDateTime(submission.submittedAt)}`}${submission.receiptNo === null ? '' : ` · 回执 ${submission.receiptNo}`}`}
        meta={
          <>
            <SubmissionChip state={submission.state} isOverdue={submission.isOverdue} />
            {head.isDemo && <span className="review-demo">演示数据</span>}
          </>
        }
      />
      {canCorrect && (
        <p className="review-note">
          这一季已经发布。需要更正时，在“全部”中选出要改的格，再点“更正”；填报单位改好并审核通过后另出更正版。
        </p>
      )}
      {!canCorrect && submission.closedReason !== null && submission.allowedActions.length === 0 && (
        <p className="review-note">{submission.closedReason}</p>
      )}
      <SegmentedControl
        label="只看"
        value={filter}
        onChange={setFilter}
        options={[
          { value: 'failed', label: `异常 ${failed.size}` },
          { value: 'changed', label: `改动 ${changed.size}` },
          { value: 'all', label: `全部 ${entries.length}` },
        ]}
      />
      <CellTable
        detail={detail}
        params={params}
        shown={shown}
        marks={marks}
        canMark={may('return') || may('reopen') || canCorrect}
        markWord={canCorrect ? '更正此格' : '退回此格'}
        wantsReason={!canCorrect}
        onJudge={start.onWork}
        onMark={mark}
        emptyWords={filter === 'failed' ? '没有触发校验的格子' : '没有改动的格子'}
      />
      <Events detail={detail} />
      <ActionBar
        params={params}
        detail={detail}
        marks={marks}
        start={start}
        canCorrect={canCorrect}
        onOpen={setDialog}
        onMarkFailed={() => {
          start.onWork()
          setMarks(new Map(detail.failedCells.map((index) => [index, firstMark(detail, index)])))
        }}
      />
      {dialog === 'return' && (
        <ReturnDialog params={params} detail={detail} marks={marks} onClose={() => setDialog(null)} />
      )}
      {dialog === 'extend' && (
        <ExtensionDialog params={params} dueAt={submission.dueAt} onClose={() => setDialog(null)} />
      )}
      {dialog === 'correct' && (
        <CorrectionDialog
          params={params}
          cells={[...marks.keys()].map((index) => placeOf(detail, index))}
          onClose={() => setDialog(null)}
        />
      )}
    </div>
  )
}

/** Only the office reopens a published form; a lead department does not. */
function isOffice(me: Me): boolean {
  return me.grants.some((grant) => grant.role === 'reviewer')
}

function firstMark(detail: ReviewDetail, index: number): Mark {
  return { reasonCode: 'wrong_number', reason: messageOf(detail, index) }
}

type Begin = { isPending: boolean; error: Error | null; begin: () => void; onWork: () => void }

/**
 * Review begins when the reviewer first marks or judges something, or says so; looking at a form is not yet review. What
 * was marked stays: the reply is put into the page instead of loading it anew.
 */
function useBegin(params: FormParams, detail: ReviewDetail): Begin {
  const queryClient = useQueryClient()
  const { submission } = detail.form
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => begin(params, submission.version),
    onSuccess: (reply) =>
      queryClient.setQueryData<ReviewDetail>(
        reviewFormQuery(params).queryKey,
        (known) => known && { ...known, reviewBegun: true, form: { ...known.form, submission: reply.submission } },
      ),
  })
  const isDue =
    !detail.reviewBegun &&
    submission.state === 'submitted' &&
    submission.allowedActions.some((action) => action === 'accept' || action === 'check' || action === 'return')
  const start = () => {
    if (isDue && !isPending) mutate()
  }
  return { isPending, error, begin: start, onWork: start }
}

function findingsAt(detail: ReviewDetail, index: number): Finding[] {
  const { row, unit } = placeOf(detail, index)
  return detail.form.findings.filter((finding) =>
    finding.cells.some((cell) => cell.item === row.item && cell.unit === unit.code && cell.breakdown === row.breakdown),
  )
}

function messageOf(detail: ReviewDetail, index: number): string {
  return findingsAt(detail, index)[0]?.message ?? '请核对'
}

type CellTableProps = {
  detail: ReviewDetail
  params: FormParams
  shown: readonly number[]
  marks: ReadonlyMap<number, Mark>
  canMark: boolean
  markWord: string
  wantsReason: boolean
  onMark: (index: number, mark: Mark | null) => void
  onJudge: () => void
  emptyWords: string
}

function CellTable(props: CellTableProps) {
  const { shown, marks, canMark, markWord, emptyWords } = props
  if (shown.length === 0) return <p className="review-empty">{emptyWords}</p>
  return (
    <div className="review-frame">
      <table className="review-table">
        <thead>
          <tr>
            <th scope="col">区县</th>
            <th scope="col">指标</th>
            <th scope="col" className="align-right">
              本季
            </th>
            <th scope="col" className="align-right">
              上季
            </th>
            <th scope="col" className="align-right">
              较上季
            </th>
            <th scope="col" className="align-right">
              上年同期
            </th>
            <th scope="col">近 8 季</th>
            <th scope="col">校验与说明</th>
            {canMark && <th scope="col">{markWord.slice(0, 2)}</th>}
          </tr>
        </thead>
        <tbody>
          {shown.map((index) => (
            <ReviewRow key={index} {...props} index={index} mark={marks.get(index) ?? null} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

type ReviewRowProps = CellTableProps & { index: number; mark: Mark | null }

function ReviewRow(props: ReviewRowProps) {
  const { detail, params, index, mark, canMark, markWord, wantsReason, onMark, onJudge } = props
  const { cells, history, returnMarks } = detail.form
  const { row, unit } = placeOf(detail, index)
  const state = must(cells.state[index])
  const value = cells.value[index] ?? null
  const previous = cells.previous[index] ?? null
  const lastYear = cells.lastYear[index] ?? null
  const changedAt = detail.changedCells.indexOf(index)
  const before = changedAt < 0 ? null : (detail.before[changedAt] ?? null)
  const points = [...history.periods.map((_, at) => history.value[at]?.[index] ?? null), value]
  const earlier = returnMarks.filter(
    (one) => one.item === row.item && one.unit === unit.code && one.breakdown === row.breakdown,
  )
  return (
    <tr className={mark === null ? '' : 'is-marked'}>
      <th scope="row">{unit.shortName}</th>
      <td>
        {row.name}
        {row.breakdownName !== '' && ` · ${row.breakdownName}`} <span className="review-unit">{row.unit}</span>
      </td>
      <td className="align-right" data-label="本季">
        <b>{formatResult({ state, value }, row)}</b>
        {before !== null && before !== value && <span className="review-before">上轮 {formatValue(before, row)}</span>}
      </td>
      <td className="align-right" data-label="上季">
        {previous === null ? '—' : formatValue(previous, row)}
      </td>
      <td className="align-right" data-label="较上季">
        {formatChange(value, previous, row).text}
      </td>
      <td className="align-right" data-label="上年同期">
        {lastYear === null ? '—' : formatValue(lastYear, row)}
      </td>
      <td>
        <Spark points={points} />
      </td>
      <td className="review-words">
        {findingsAt(detail, index).map((finding) => (
          <FindingWords
            key={`${finding.rule}|${finding.item}|${finding.unit}`}
            detail={detail}
            params={params}
            finding={finding}
            onJudge={onJudge}
          />
        ))}
        {cells.note[index] !== null && cells.note[index] !== undefined && <p>批注：{cells.note[index]}</p>}
        {earlier.map((one) => (
          <p key={one.round} className="review-earlier">
            第 {one.round} 轮退回：{one.reason}
          </p>
        ))}
      </td>
      {canMark && (
        <td>
          <ReturnBox
            label={markWord}
            wantsReason={wantsReason}
            mark={mark}
            suggestion={messageOf(detail, index)}
            onMark={(next) => onMark(index, next)}
          />
        </td>
      )}
    </tr>
  )
}

/** A finding with the filler's explanation, which the reviewer takes or not. */
function FindingWords(props: { detail: ReviewDetail; params: FormParams; finding: Finding; onJudge: () => void }) {
  const { detail, params, finding, onJudge } = props
  const queryClient = useQueryClient()
  const given = detail.form.explanations.find(
    (one) =>
      one.rule === finding.rule &&
      one.item === finding.item &&
      one.unit === finding.unit &&
      one.breakdown === finding.breakdown,
  )
  const verdict = useMutation({
    mutationFn: (word: 'accepted' | 'rejected') =>
      judge(params, {
        rule: finding.rule,
        item: finding.item,
        unit: finding.unit,
        breakdown: finding.breakdown,
        verdict: word,
        version: given?.version ?? 1,
      }),
    onSuccess: () => {
      onJudge()
      return queryClient.invalidateQueries({ queryKey: reviewFormQuery(params).queryKey })
    },
  })
  const canJudge = detail.form.submission.allowedActions.some((action) => action === 'accept' || action === 'check')
  return (
    <div className="review-finding">
      <p>
        <StatusChip tone={finding.class === 'block' ? 'late' : finding.class === 'explain' ? 'near' : 'info'}>
          {finding.title}
        </StatusChip>{' '}
        {finding.message}
      </p>
      {given !== undefined && (
        <p className="review-explained">
          “{given.text}” —— {given.by} <VerdictWord explanation={given} />
          {canJudge && given.verdict === null && (
            <>
              <Button kind="quiet" isBusy={verdict.isPending} onClick={() => verdict.mutate('accepted')}>
                采纳
              </Button>
              <Button kind="quiet" isBusy={verdict.isPending} onClick={() => verdict.mutate('rejected')}>
                不采纳
              </Button>
            </>
          )}
        </p>
      )}
      {verdict.error !== null && <p className="review-error">{verdict.error.message}</p>}
    </div>
  )
}

function VerdictWord({ explanation }: { explanation: Explanation }) {
  if (explanation.verdict === null) return null
  return (
    <StatusChip tone={explanation.verdict === 'accepted' ? 'good' : 'late'}>
      {explanation.verdict === 'accepted' ? '已采纳' : '未采纳'}
    </StatusChip>
  )
}

/** Nine quarters as a line; a quarter without a number is a gap. */
function Spark({ points }: { points: readonly (number | null)[] }) {
  const numbers = points.filter((value) => value !== null)
  if (numbers.length < 2) return null
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  const x = (at: number) => 3 + (at * 94) / (points.length - 1)
  const y = (value: number) => 21 - (high === low ? 9 : ((value - low) * 18) / (high - low))
  const last = points.at(-1)
  return (
    <svg className="review-spark" viewBox="0 0 100 24" aria-hidden="true">
      {points.slice(1).map((value, at) => {
        const before = points[at]
        return value === null || before === null || before === undefined ? null : (
          <line key={at} x1={x(at)} y1={y(before)} x2={x(at + 1)} y2={y(value)} />
        )
      })}
      {last !== null && last !== undefined && <circle cx={x(points.length - 1)} cy={y(last)} r="2.5" />}
    </svg>
  )
}

const actionWords: Record<string, string> = {
  save: '开始填报',
  submit: '提交',
  withdraw: '撤回',
  begin: '开始审核',
  check: '部门审核通过',
  accept: '通过',
  return: '退回',
  reopen: '重新打开',
  lock: '锁定并发布',
  extend: '延期',
}

function Events({ detail }: { detail: ReviewDetail }) {
  const { events } = detail.form.submission
  if (events.length === 0) return null
  return (
    <details className="review-events">
      <summary>办理记录（{events.length}）</summary>
      <ol>
        {events.map((event) => (
          <li key={event.at + event.action}>
            {formatDateTime(event.at)} {event.by} {actionWords[event.action] ?? event.action}
            {event.note !== null && event.note !== '' && `：${event.note}`}
          </li>
        ))}
      </ol>
    </details>
  )
}

type ActionBarProps = {
  params: FormParams
  detail: ReviewDetail
  marks: ReadonlyMap<number, Mark>
  start: Begin
  canCorrect: boolean
  onOpen: (dialog: 'return' | 'extend' | 'correct') => void
  onMarkFailed: () => void
}

function ActionBar({ params, detail, marks, start, canCorrect, onOpen, onMarkFailed }: ActionBarProps) {
  const { submission } = detail.form
  const navigate = useNavigate()
  const notify = useToast()
  const queryClient = useQueryClient()
  const refresh = () => queryClient.invalidateQueries({ queryKey: ['review'] })
  const done = async (words: string) => {
    notify(words)
    await refresh()
    await navigate({ to: '/review' })
  }
  const acceptIt = useMutation({
    mutationFn: () => accept(params, submission.version),
    onSuccess: () => done('已通过'),
  })
  const checkIt = useMutation({
    mutationFn: () => check(params, submission.version),
    onSuccess: () => done('部门审核通过，已转产改办'),
  })
  const error = acceptIt.error ?? checkIt.error ?? start.error
  const may = (action: string) => submission.allowedActions.some((one) => one === action)
  useReviewKeys({
    a: () => (may('accept') ? acceptIt.mutate() : undefined),
    r: () => (marks.size > 0 && (may('return') || may('reopen')) ? onOpen('return') : undefined),
  })
  return (
    <div className="review-bar no-print">
      <Link className="button button-plain" to="/review">
        返回队列
      </Link>
      {error !== null && (
        <p className="review-error" role="alert">
          {error.message}
        </p>
      )}
      <span className="review-spring" />
      {(may('accept') || may('check')) && !detail.reviewBegun && submission.state === 'submitted' && (
        <Button kind="quiet" isBusy={start.isPending} onClick={start.begin}>
          开始审核（填报人不能再撤回）
        </Button>
      )}
      {may('extend') && <Button onClick={() => onOpen('extend')}>延期…</Button>}
      {canCorrect && (
        <Button disabled={marks.size === 0} onClick={() => onOpen('correct')}>
          {marks.size === 0 ? '更正（先在表中选格）' : `更正 ${marks.size} 格…`}
        </Button>
      )}
      {may('return') && detail.failedCells.length > 0 && marks.size === 0 && (
        <Button kind="quiet" onClick={onMarkFailed}>
          标记全部异常格
        </Button>
      )}
      {(may('return') || may('reopen')) && (
        <Button disabled={marks.size === 0} onClick={() => onOpen('return')}>
          {marks.size === 0 ? '退回（先在表中标记）' : `退回 ${marks.size} 格`}
        </Button>
      )}
      {may('check') && (
        <Button kind="primary" isBusy={checkIt.isPending} onClick={() => checkIt.mutate()}>
          部门审核通过
        </Button>
      )}
      {may('accept') && (
        <Button kind="primary" isBusy={acceptIt.isPending} onClick={() => acceptIt.mutate()}>
          通过
        </Button>
      )}
    </div>
  )
}

function useReviewKeys(acts: Record<string, () => void>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return
      acts[event.key.toLowerCase()]?.()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  })
}
