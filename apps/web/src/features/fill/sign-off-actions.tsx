import type { FormDetail, FormParams, SubmissionFact } from '@cg/contract/entry'
import { signersIn, signersWords } from '@cg/contract/sign-off-words'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ReasonDialog } from '../../shared/reason-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog } from '../../ui/dialog.tsx'
import type { FormEditor } from './editor/form-editor.ts'
import { cellPlace, rowName } from './editor/form-cells.ts'
import { marksToSend, useInsideMarks } from './inside-marks.ts'
import { countWords } from './finding-list.tsx'
import type { OpenFindings } from './finding-list.tsx'
import { endorse, propose, recall, sendBack, workQuery } from './queries.ts'
import { EmptyCount, RefusalDialog, requireSaved } from './submit-dialogs.tsx'

type Action = 'propose' | 'recall' | 'endorse'

/** The form has to be proposed inside the unit before it can be sent, and lies with its filler. */
export function isToPropose({ signOff }: SubmissionFact): boolean {
  return signOff !== null && signOff.isNeeded && signOff.step === null
}

const acts = { propose, recall, endorse } as const
const titles: Readonly<Record<Action, string>> = {
  propose: '提请内部审核',
  recall: '取回这张表',
  endorse: '内部审核同意',
}
const confirmWords: Readonly<Record<Action, string>> = { propose: '提请', recall: '取回', endorse: '同意' }
const refusalTitles: Readonly<Record<Action, string>> = {
  propose: '没有提请',
  recall: '没有取回',
  endorse: '没有办理',
}

type SignOffActionsProps = {
  editor: FormEditor
  params: FormParams
  open: OpenFindings
  onChanged: () => void
}

/** 内部审签: what the filler, the checker and the head of the unit may do before the form is sent. */
export function SignOffActions({ editor, params, open, onChanged }: SignOffActionsProps) {
  const submission = editor.submission()
  const client = useQueryClient()
  const [asked, setAsked] = useState<Action | 'send_back' | null>(null)
  const done = () => {
    void client.invalidateQueries({ queryKey: workQuery.queryKey })
    onChanged()
  }
  const act = useMutation({
    mutationFn: async (action: Action) => {
      await requireSaved(editor)
      return acts[action](params, editor.submission().version)
    },
    onSuccess: done,
    onSettled: () => setAsked(null),
  })
  const may = (action: string) => submission.allowedActions.some((one) => one === action)
  const isProposing = isToPropose(submission) && (may('propose') || may('save'))
  return (
    <>
      {may('recall') && <Button onClick={() => setAsked('recall')}>取回…</Button>}
      {may('send_back') && <Button onClick={() => setAsked('send_back')}>退回填报人…</Button>}
      {may('endorse') && (
        <Button kind="primary" onClick={() => setAsked('endorse')}>
          审核同意…
        </Button>
      )}
      {isProposing && (
        <Button kind="primary" onClick={() => setAsked('propose')}>
          提请内部审核…
        </Button>
      )}
      {asked !== null && asked !== 'send_back' && (
        <ConfirmDialog
          isOpen
          onClose={() => setAsked(null)}
          onConfirm={() => act.mutate(asked)}
          title={titles[asked]}
          confirmWord={confirmWords[asked]}
          isBusy={act.isPending}
        >
          <AskWords action={asked} editor={editor} open={open} />
        </ConfirmDialog>
      )}
      {asked === 'send_back' && (
        <SendBackDialog editor={editor} params={params} onDone={done} onClose={() => setAsked(null)} />
      )}
      {act.error !== null && (
        <RefusalDialog
          title={refusalTitles[act.variables ?? 'propose']}
          error={act.error}
          onClose={() => act.reset()}
        />
      )}
    </>
  )
}

type SendBackProps = { editor: FormEditor; params: FormParams; onDone: () => void; onClose: () => void }

/** Why the form goes back to its filler; the cells that were marked go with it, each with its reason. */
function SendBackDialog({ editor, params, onDone, onClose }: SendBackProps) {
  const marks = useInsideMarks(editor)
  const unsaid = [...marks].filter(([, reason]) => reason.trim() === '')
  const nameOf = (index: number) => {
    const { row, unit } = cellPlace(editor.detail, index)
    return `${unit.shortName} · ${rowName(row)}`
  }
  return (
    <ReasonDialog
      title="退回填报人"
      description="填报人修改后须重新提请内部审核。原因会发给填报人，并留在办理记录里。"
      verb="退回"
      draftPlace={`sign-off.${params.period}.${params.form}.${params.reporter}`}
      most={500}
      act={(reason) => {
        const [first] = unsaid
        if (first !== undefined)
          throw new Error(`${nameOf(first[0])}还没有写明问题。请先在这一格的右栏写明，或取消标出。`)
        return sendBack(params, editor.submission().version, { reason, marks: marksToSend(editor, marks) })
      }}
      doneWords="已退回填报人"
      onDone={onDone}
      onClose={onClose}
    >
      {marks.size === 0 ? (
        <p className="side-hint">没有标出具体的格。要标出的，先选中那一格，在右栏勾选“退回填报人时标出这一格”。</p>
      ) : (
        <ul className="inside-marks">
          {[...marks].map(([index, reason]) => (
            <li key={index}>
              {nameOf(index)}：{reason}
            </li>
          ))}
        </ul>
      )}
    </ReasonDialog>
  )
}

function AskWords({ action, editor, open }: { action: Action; editor: FormEditor; open: OpenFindings }) {
  if (action === 'recall') return <p>取回后可以修改；要报送须重新提请内部审核，再由单位负责人签发。</p>
  if (action === 'endorse')
    return <p>同意后转本单位的单位负责人签发，由其报送产改办。您的姓名和审核时间会留在报表和盖章页上。</p>
  return (
    <>
      <EmptyCount editor={editor} />
      {open.blocking.length + open.unexplained.length > 0 && (
        <p>还有{countWords(open)}，服务器会再核对一次；不符合要求的不能提请。</p>
      )}
      <p>提请后报表只读，依次由本单位的单位审核人审核、单位负责人签发，签发后才报送产改办；签发前您可以取回。</p>
      <p>是否按时以签发报送的时间为准，截止时间为 {formatDateTime(editor.submission().dueAt)}。</p>
    </>
  )
}

/** Who has the form inside the unit, or whose names stand under it; '' where nothing is to be said. */
export function signOffLine({ signOff, state }: FormDetail['submission']): string {
  if (signOff === null) return ''
  const names = signersWords(signersIn(signOff))
  if (names !== '') return `内部审签：${names}`
  const isOwed = signOff.isNeeded && (state === 'draft' || state === 'not_started' || state === 'withdrawn')
  return isOwed ? '本单位的报表经内部审核、单位负责人签发后报送。' : ''
}
