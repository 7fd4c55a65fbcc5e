import type { FormParams } from '@cg/contract/entry'
import type { ReviewDetail } from '@cg/contract/review'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { areShortcutsOn, isShortcut, useKeyDown } from '../../lib/keys.ts'
import { useThreads } from '../../shared/threads.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import { useNextCase } from './next-case.ts'
import { openQuestions } from './open-questions.ts'
import { accept, check } from './queries.ts'
import type { Mark } from './return-box.tsx'
import type { Begin } from './use-begin.ts'

export type ReviewDialog = 'return' | 'extend' | 'correct' | 'admit'

type ActionBarProps = {
  params: FormParams
  detail: ReviewDetail
  marks: ReadonlyMap<number, Mark>
  start: Begin
  canCorrect: boolean
  onOpen: (dialog: ReviewDialog) => void
  onMarkFailed: () => void
}

/** What may be done with the form as it stands. */
export function ActionBar({ params, detail, marks, start, canCorrect, onOpen, onMarkFailed }: ActionBarProps) {
  const { submission } = detail.form
  const done = useNextCase()
  const acceptIt = useMutation({
    mutationFn: () => start.version().then((version) => accept(params, version)),
    onSuccess: () => done('已通过'),
  })
  const checkIt = useMutation({
    mutationFn: () => start.version().then((version) => check(params, version)),
    onSuccess: () => done('部门审核通过，已转产改办'),
  })
  const error = acceptIt.error ?? checkIt.error ?? start.error
  const may = (action: string) => submission.allowedActions.some((one) => one === action)
  const isBusy = acceptIt.isPending || checkIt.isPending
  const [asked, setAsked] = useState<Way | null>(null)
  const questions = openQuestions(detail, marks.size, useThreads(params)?.threads ?? [])
  const pass = (way: Way) => (way === 'accept' ? acceptIt : checkIt).mutate()
  /** Passes at once what leaves nothing open, and asks about the rest. */
  const wish = (way: Way) => (questions.length === 0 ? pass(way) : setAsked(way))
  useKeyDown((event) => {
    if (!isShortcut(event) || event.repeat) return
    if (event.key === 'a' && may('accept') && !isBusy) wish('accept')
    if (event.key === 'r' && marks.size > 0 && (may('return') || may('reopen'))) {
      event.preventDefault()
      onOpen('return')
    }
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
      {submission.decideRefusal !== null && <p className="review-refusal">{submission.decideRefusal}</p>}
      {may('accept') && areShortcutsOn() && (
        <p className="review-keys">按键：j / k 下一格 / 上一格，n 追问，a 通过，r 退回已标记的格，? 全部按键</p>
      )}
      <span className="review-spring" />
      {(may('accept') || may('check')) && !detail.reviewBegun && submission.state === 'submitted' && (
        <Button kind="quiet" isBusy={start.isPending} onClick={start.begin}>
          开始审核（填报人不能再撤回）
        </Button>
      )}
      <Openings may={may} onOpen={onOpen} />
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
        <Button kind="primary" isBusy={checkIt.isPending} onClick={() => wish('check')}>
          部门审核通过
        </Button>
      )}
      {may('accept') && (
        <Button kind="primary" isBusy={acceptIt.isPending} onClick={() => wish('accept')}>
          通过
        </Button>
      )}
      <PassDialog asked={asked} questions={questions} onClose={() => setAsked(null)} onPass={pass} />
    </div>
  )
}

type OpeningsProps = { may: (action: string) => boolean; onOpen: (dialog: ReviewDialog) => void }

/** More time for a form that is owed; the way back for one that a publication shut. */
function Openings({ may, onOpen }: OpeningsProps) {
  return (
    <>
      {may('admit') && (
        <Button kind="primary" onClick={() => onOpen('admit')}>
          准予补报…
        </Button>
      )}
      {may('extend') && <Button onClick={() => onOpen('extend')}>延期…</Button>}
    </>
  )
}

type Way = 'accept' | 'check'

type PassDialogProps = {
  asked: Way | null
  questions: readonly string[]
  onClose: () => void
  onPass: (way: Way) => void
}

/** Asks once more where something is open. */
function PassDialog({ asked, questions, onClose, onPass }: PassDialogProps) {
  return (
    <ConfirmDialog
      isOpen={asked !== null}
      onClose={onClose}
      onConfirm={() => {
        if (asked !== null) onPass(asked)
        onClose()
      }}
      title="还有未处理的事项，仍要通过吗？"
      confirmWord={asked === 'check' ? '仍然部门审核通过' : '仍然通过'}
    >
      <ul className="review-open">
        {questions.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </ConfirmDialog>
  )
}
