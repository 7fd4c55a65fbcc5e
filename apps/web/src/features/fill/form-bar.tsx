import type { Finding, FormParams, SubmissionFact } from '@cg/contract/entry'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { StatusMark } from '../../ui/status-chip.tsx'
import type { FormEditor } from './editor/form-editor.ts'
import { FindingList, countWords, openFindings } from './finding-list.tsx'
import { withdraw } from './queries.ts'
import { WithdrawDialog } from './withdraw-dialog.tsx'
import { Provisional } from './provisional.tsx'
import { SignOffActions, isToPropose } from './sign-off-actions.tsx'
import { SaveWords } from './save-words.tsx'
import { ReceiptDialog, RefusalDialog, SubmitDialog, useSubmit } from './submit-dialogs.tsx'

type FormBarProps = {
  editor: FormEditor
  params: FormParams
  findings: readonly Finding[]
  onJump: (finding: Finding) => void
  onNext: () => void
  onChanged: () => void
}

/** Always in view: is everything saved, what is left to do, submit. */
export function FormBar({ editor, params, findings, onJump, onNext, onChanged }: FormBarProps) {
  const submission = editor.submission()
  /** A town's own row is sent by its district. */
  const isOwnRow = editor.detail.head.parts?.isOwn === true
  const [isListShown, setListShown] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const [isWithdrawing, setWithdrawing] = useState(false)
  const send = useSubmit(editor, params, () => setAsking(false))
  const takeBack = useMutation({
    mutationFn: () => withdraw(params, submission.version),
    onSuccess: onChanged,
    onSettled: () => setWithdrawing(false),
  })
  const open = openFindings(findings)
  const list = [...open.blocking, ...open.unexplained]
  const may = (action: string) => submission.allowedActions.some((one) => one === action)
  return (
    <>
      {isListShown && list.length > 0 && (
        <FindingList findings={list} onJump={onJump} onClose={() => setListShown(false)} />
      )}
      <div className="fill-bar no-print">
        <SaveWords editor={editor} />
        <button
          type="button"
          className="fill-count"
          aria-expanded={isListShown}
          disabled={list.length === 0}
          onClick={() => setListShown(!isListShown)}
        >
          <StatusMark tone={open.blocking.length > 0 ? 'late' : open.unexplained.length > 0 ? 'near' : 'good'} />
          {list.length === 0 ? '校验通过' : countWords(open)}
        </button>
        {list.length > 0 && (
          <Button kind="quiet" onClick={onNext}>
            下一处<span className="fill-key"> F8</span>
          </Button>
        )}
        <span className="fill-spring" />
        {submission.receiptNo !== null && <span className="side-hint">回执 {submission.receiptNo}</span>}
        {may('withdraw') && (
          <Button isBusy={takeBack.isPending} onClick={() => setWithdrawing(true)}>
            撤回…
          </Button>
        )}
        {!isOwnRow && <Provisional submission={submission} params={params} onChanged={onChanged} />}
        {!isOwnRow && <SignOffActions editor={editor} params={params} open={open} onChanged={onChanged} />}
        {!isOwnRow && (may('submit') || may('save')) && !isToPropose(submission) && (
          <Button kind="primary" isBusy={send.isPending} onClick={() => setAsking(true)}>
            {sendWord(submission)}
          </Button>
        )}
      </div>
      <SubmitDialog editor={editor} send={send} open={open} isOpen={isAsking} onClose={() => setAsking(false)} />
      <WithdrawDialog
        detail={{ submission, returnMarks: editor.detail.returnMarks }}
        now={laterTime(editor.detail.serverTime)}
        isOpen={isWithdrawing}
        isBusy={takeBack.isPending}
        onClose={() => setWithdrawing(false)}
        onWithdraw={() => takeBack.mutate()}
      />
      {send.error !== null && <RefusalDialog error={send.error} onClose={() => send.reset()} />}
      {takeBack.error !== null && (
        <RefusalDialog title="没有撤回" error={takeBack.error} onClose={() => takeBack.reset()} />
      )}
      {send.data !== undefined && (
        <ReceiptDialog
          receipt={send.data.receipt}
          params={params}
          onClose={() => {
            send.reset()
            onChanged()
          }}
        />
      )}
    </>
  )
}

function sendWord({ signOff, state, round }: SubmissionFact): string {
  if (signOff?.step === 'sign') return '签发报送'
  return state === 'returned' || round > 1 ? '再次提交' : '提交'
}

/** The page may have stood open for long; a clock that runs behind the server's does not make a form earlier. */
function laterTime(serverTime: string): string {
  return new Date(Math.max(Date.parse(serverTime), Date.now())).toISOString()
}
