import './review.css'
import type { FormParams } from '@cg/contract/entry'
import type { ReviewDetail } from '@cg/contract/review'
import type { Me } from '@cg/contract/session'
import { againstLastQuarter } from '@cg/domain/claim/words'
import { changeWords } from '@cg/domain/number/difference'
import { must } from '@cg/domain/must'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useState } from 'react'
import { cellOfSearch } from '../../shared/linked-cell.ts'
import { flushSync } from 'react-dom'
import { DraftLine } from '../../shared/draft-line.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { useMe } from '../../shared/session.ts'
import { ProvisionalChip } from '../../shared/provisional-chip.tsx'
import { SubmissionChip } from '../../shared/submission-chip.tsx'
import { ThreadLine } from '../../shared/thread-line.tsx'
import type { ThreadCell } from '../../shared/threads.ts'
import { useTitle } from '../../shared/use-title.ts'
import { PageHead } from '../../ui/page.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { ActionBar } from './action-bar.tsx'
import type { ReviewDialog } from './action-bar.tsx'
import { messageOf } from './cell-findings.ts'
import { indexIn, placeOf, placeWords } from './cell-place.ts'
import { detailId } from './cell-detail.tsx'
import { CellTable } from './cell-table.tsx'
import { CorrectionDialog } from './correction-dialog.tsx'
import { ExtensionDialog } from './extension-dialog.tsx'
import { FormEvents } from './form-events.tsx'
import { reviewFormQuery } from './queries.ts'
import type { Mark } from './return-box.tsx'
import { ReturnDialog } from './return-dialog.tsx'
import { SupplementDialog } from './supplement-dialog.tsx'
import { useBegin } from './use-begin.ts'
import type { Begin } from './use-begin.ts'
import { useMarks } from './use-marks.ts'
import type { Marks } from './use-marks.ts'
import { useCellKeys } from './use-cell-keys.ts'

/** One form for review: what failed and what changed first; return by cell or accept. */
export function ReviewFormPage() {
  const params: FormParams = useParams({ strict: false }) as FormParams
  const { data, error, refetch } = useQuery(reviewFormQuery(params))
  useTitle(`审核：${data?.form.head.name ?? ''}`)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <ReviewForm key={`${data.form.submission.round}|${data.form.submission.state}`} params={params} detail={data} />
  )
}

type Filter = 'failed' | 'changed' | 'all'

const emptyWords: Readonly<Record<Filter, string>> = {
  failed: '没有触发校验的格子',
  changed: '没有改动的格子',
  all: '没有可填的格子',
}

/** Which cells stand in the table, and the one worked on: at first the first of what failed, else of what changed. */
function useFilter({ form, failedCells, changedCells }: ReviewDetail, linked: number | null) {
  const entries = useMemo(() => form.cells.isEntry.flatMap((isEntry, index) => (isEntry ? [index] : [])), [form])
  const sets = useMemo(
    () => ({ failed: new Set(failedCells), changed: new Set(changedCells), all: new Set(entries) }),
    [failedCells, changedCells, entries],
  )
  const [filter, setFilter] = useState<Filter>(
    linked !== null || form.submission.state === 'locked' || failedCells.length + changedCells.length === 0
      ? 'all'
      : failedCells.length > 0
        ? 'failed'
        : 'changed',
  )
  const shown = entries.filter((index) => sets[filter].has(index))
  const [current, setCurrent] = useState<number | null>(linked ?? (filter === 'all' ? null : (shown[0] ?? null)))
  const pick = (next: Filter) => {
    setFilter(next)
    setCurrent(null)
  }
  const goTo = (index: number) => {
    flushSync(() => {
      pick('all')
      setCurrent(index)
    })
    showDetail(index)
  }
  const counts = { failed: sets.failed.size, changed: sets.changed.size, all: entries.length }
  return { filter, pick, goTo, shown, counts, current, setCurrent }
}

function ReviewForm({ params, detail }: { params: FormParams; detail: ReviewDetail }) {
  const { submission } = detail.form
  const linked = useLinkedCell(detail)
  const { filter, pick, goTo, shown, counts, current, setCurrent } = useFilter(detail, linked)
  const { marks, setMarks, draft } = useMarks(params, detail)
  const [dialog, setDialog] = useState<ReviewDialog | null>(null)
  const may = (action: string) => submission.allowedActions.some((one) => one === action)
  const start = useBegin(params, detail)
  const canCorrect = submission.state === 'locked' && isOffice(useMe())
  const mark = (index: number, value: Mark | null) => {
    void start.onWork()
    const next = new Map(marks)
    if (value === null) next.delete(index)
    else next.set(index, value)
    setMarks(next)
  }
  const markFailed = () => {
    void start.onWork()
    setMarks(new Map(detail.failedCells.map((index) => [index, firstMark(detail, index)])))
  }
  const ask = (index: number) =>
    mark(index, { reasonCode: 'needs_explanation', reason: askWords(detail, index), proposed: '' })
  const canMark = may('return') || may('reopen') || canCorrect
  useCellKeys({ shown, current, onCurrent: setCurrent, onAsk: canMark && !canCorrect ? ask : null })
  return (
    <div className="review-form">
      <FormHead detail={detail} canCorrect={canCorrect} />
      <FormThreads params={params} detail={detail} onGo={goTo} />
      <SegmentedControl
        label="只看"
        value={filter}
        onChange={pick}
        options={[
          { value: 'failed', label: `异常 ${counts.failed}` },
          { value: 'changed', label: `改动 ${counts.changed}` },
          { value: 'all', label: `全部 ${counts.all}` },
        ]}
      />
      <CellTable
        detail={detail}
        params={params}
        shown={shown}
        marks={marks}
        canMark={canMark}
        markWord={canCorrect ? '更正此格' : '退回此格'}
        wantsReason={!canCorrect}
        onJudge={start.onWork}
        onMark={mark}
        current={current}
        onCurrent={setCurrent}
        emptyWords={emptyWords[filter]}
      />
      {canMark && <MarksLine draft={draft} isCorrection={canCorrect} />}
      <FormEvents detail={detail} />
      <ActionBar
        params={params}
        detail={detail}
        marks={marks}
        start={start}
        canCorrect={canCorrect}
        onOpen={setDialog}
        onMarkFailed={markFailed}
      />
      <OpenDialog
        dialog={dialog}
        params={params}
        detail={detail}
        start={start}
        marks={marks}
        onSent={draft.drop}
        onClose={() => setDialog(null)}
      />
    </div>
  )
}

type FormThreadsProps = { params: FormParams; detail: ReviewDetail; onGo: (index: number) => void }

/** 问答 that are open on this form, with the way to their cells. */
function FormThreads({ params, detail, onGo }: FormThreadsProps) {
  const nameOf = (cell: ThreadCell) => {
    const index = indexIn(detail, cell)
    return index === null ? null : placeWords(placeOf(detail, index))
  }
  return <ThreadLine params={params} nameOf={nameOf} onGo={(cell) => onGo(must(indexIn(detail, cell)))} />
}

/** The cell that a link from a message leads to, when the page opens. */
function useLinkedCell(detail: ReviewDetail): number | null {
  const { cell } = useSearch({ strict: false })
  const [linked] = useState(() => {
    const place = cellOfSearch(cell)
    return place === null ? null : indexIn(detail, place)
  })
  useEffect(() => {
    if (linked !== null) showDetail(linked)
  }, [linked])
  return linked
}

function showDetail(index: number): void {
  document.getElementById(detailId(index))?.scrollIntoView({ block: 'center' })
}

function MarksLine({ draft, isCorrection }: { draft: Marks['draft']; isCorrection: boolean }) {
  const what = isCorrection ? '更正标记' : '退回标记和原因'
  return <DraftLine draft={draft} what={what} wordsOf={(kept) => `${kept.length} 格`} />
}

/** Whose names stand under the form inside its unit; '' where its filler sent it alone. */
function signOffWords({ signOff }: ReviewDetail['form']['submission']): string {
  if (signOff === null || signOff.signedBy === null) return ''
  const named = (by: string | null, at: string | null) => `${by ?? '—'}（${at === null ? '—' : formatDateTime(at)}）`
  return `单位内部审签：填报人 ${named(signOff.proposedBy, signOff.proposedAt)}，单位审核人 ${named(signOff.endorsedBy, signOff.endorsedAt)}，单位负责人 ${named(signOff.signedBy, signOff.signedAt)}。`
}

function FormHead({ detail, canCorrect }: { detail: ReviewDetail; canCorrect: boolean }) {
  const { head, submission } = detail.form
  const words = [
    head.reporterName,
    formatPeriod(parsePeriod(head.period)),
    `第 ${submission.round} 轮`,
    submission.submittedAt === null
      ? ''
      : `${submission.submittedBy ?? ''} 提交于 ${formatDateTime(submission.submittedAt)}`,
    submission.receiptNo === null ? '' : `回执 ${submission.receiptNo}`,
  ]
  return (
    <>
      <PageHead
        title={head.name}
        subtitle={words.filter(Boolean).join(' · ')}
        meta={
          <>
            <SubmissionChip
              state={submission.state}
              step={submission.signOff?.step ?? null}
              isOverdue={submission.isOverdue}
            />
            <ProvisionalChip finalBy={submission.finalBy} />
            {head.isDemo && <span className="review-demo">演示数据</span>}
          </>
        }
      />
      {signOffWords(submission) !== '' && <p className="review-note">{signOffWords(submission)}</p>}
      {canCorrect && (
        <p className="review-note">
          这一季已经发布。需要更正时，在“全部”中选出要改的格，再点“更正”；填报单位改好并审核通过后另出更正版。
        </p>
      )}
      {!canCorrect && submission.closedReason !== null && isShut(submission) && (
        <p className="review-note">{shutWords(submission)}</p>
      )}
    </>
  )
}

/** The reporter is told to ask the office; the office, what it can do. */
function shutWords({ closedReason, allowedActions, leftOutOf }: ReviewDetail['form']['submission']): string | null {
  if (leftOutOf === null || !allowedActions.includes('admit')) return closedReason
  return `${leftOutOf} 没有计入本表，本表已关闭。确需补报的，可以准予补报；审核通过后随下一次更正发布。`
}

/** Nothing can be done but to open it again. */
function isShut({ allowedActions }: ReviewDetail['form']['submission']): boolean {
  return allowedActions.every((action) => action === 'admit')
}

type OpenDialogProps = {
  dialog: ReviewDialog | null
  params: FormParams
  detail: ReviewDetail
  start: Begin
  marks: ReadonlyMap<number, Mark>
  onSent: () => void
  onClose: () => void
}

function OpenDialog({ dialog, params, detail, start, marks, onSent, onClose }: OpenDialogProps) {
  switch (dialog) {
    case null:
      return null
    case 'return':
      return <ReturnDialog {...{ params, detail, start, marks, onSent, onClose }} />
    case 'extend':
      return <ExtensionDialog params={params} dueAt={detail.form.submission.dueAt} onClose={onClose} />
    case 'admit':
      return (
        <SupplementDialog
          params={params}
          what={`${detail.form.head.reporterName} · ${detail.form.head.name}`}
          isSent={detail.form.submission.state !== 'returned'}
          onClose={onClose}
        />
      )
    case 'correct':
      return (
        <CorrectionDialog
          params={params}
          cells={[...marks.keys()].map((index) => placeOf(detail, index))}
          onSent={onSent}
          onClose={onClose}
        />
      )
  }
}

/** Only the office reopens a published form; a lead department does not. */
function isOffice(me: Me): boolean {
  return me.grants.some((grant) => grant.role === 'reviewer')
}

/** 追问: what is to be explained. */
function askWords(detail: ReviewDetail, index: number): string {
  const { row } = placeOf(detail, index)
  const { value, previous } = detail.form.cells
  const moved = changeWords(value[index] ?? null, previous[index] ?? null, row)
  return moved === '—' ? '请说明情况' : `${againstLastQuarter}${moved}，请说明原因`
}

function firstMark(detail: ReviewDetail, index: number): Mark {
  return { reasonCode: 'wrong_number', reason: messageOf(detail, index), proposed: '' }
}
