import type { FormParams } from '@cg/contract/entry'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useMutation } from '@tanstack/react-query'
import type { UseMutationResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiError, randomKey } from '../../lib/api.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog, Dialog } from '../../ui/dialog.tsx'
import type { FormEditor } from './editor/form-editor.ts'
import { countWords } from './finding-list.tsx'
import type { OpenFindings } from './finding-list.tsx'
import { ProvisionalChoice } from './provisional.tsx'
import { setFinalBy, submit } from './queries.ts'

type Submitted = Awaited<ReturnType<typeof submit>>
/** Sent with the day by which final figures are to come; null: these are the final ones. */
export type SubmitMutation = UseMutationResult<Submitted, Error, string | null>

/** Throws unless everything on screen has reached the server. */
export async function requireSaved(editor: FormEditor): Promise<void> {
  await editor.flush()
  if (editor.saveState().kind !== 'idle')
    throw new ApiError(0, { detail: '还有格子没有保存到服务器，请等待同步完成后再提交。' })
  const { invalid, stale } = editor.unsaved()
  if (invalid + stale > 0)
    throw new ApiError(0, {
      detail: `还有 ${invalid + stale} 格显示的内容没有保存（标有 ✕ 或 ⇄），请先改正或选定。`,
    })
}

/** Marks the form as 快报, or as final, where it is not yet; the editor goes on from the version that this makes. */
async function sayFinalBy(editor: FormEditor, params: FormParams, finalBy: string | null): Promise<void> {
  const known = editor.submission()
  if (known.finalBy === finalBy) return
  const { findings, submission } = await setFinalBy(params, known.version, finalBy)
  editor.replaceFindings(findings, submission)
}

/** Submits when everything on screen has reached the server; else says what has not. */
export function useSubmit(editor: FormEditor, params: FormParams, onSettled: () => void): SubmitMutation {
  const [idempotencyKey] = useState(randomKey)
  return useMutation({
    mutationFn: async (finalBy) => {
      await requireSaved(editor)
      await sayFinalBy(editor, params, finalBy)
      return submit(params, editor.submission().version, idempotencyKey)
    },
    onSettled,
  })
}

type SubmitDialogProps = {
  editor: FormEditor
  send: SubmitMutation
  open: OpenFindings
  isOpen: boolean
  onClose: () => void
}

export function SubmitDialog({ editor, send, open, isOpen, onClose }: SubmitDialogProps) {
  const { signOff, finalBy } = editor.submission()
  const isSigning = signOff?.step === 'sign'
  /** Null: final figures; '' while the day is not chosen. */
  const [chosen, setChosen] = useState<string | null>()
  const day = chosen === undefined ? finalBy : chosen
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={() => {
        setChosen(undefined)
        onClose()
      }}
      onConfirm={() => send.mutate(day)}
      isReady={day !== ''}
      title={isSigning ? '签发报送这张表' : '提交这张表'}
      confirmWord={isSigning ? '签发报送' : '提交'}
      isBusy={send.isPending}
    >
      <EmptyCount editor={editor} />
      {open.blocking.length + open.unexplained.length > 0 && (
        <p>还有{countWords(open)}，服务器会再核对一次；不符合要求的不能提交。</p>
      )}
      {!isSigning && <ProvisionalChoice day={day} onChange={setChosen} />}
      <p>
        {isSigning
          ? '您以单位负责人的身份签发，报表随即报送。您的姓名和签发时间会留在报表和盖章页上。'
          : '提交后由审核人审核；审核开始前可以撤回。'}
      </p>
    </ConfirmDialog>
  )
}

/** Reminds of fields left empty: they are sent as 未报. */
export function EmptyCount({ editor }: { editor: FormEditor }) {
  const { isEntry, isOpen } = editor.detail.cells
  const empty = isEntry.filter(
    (entry, index) => entry && isOpen[index] && editor.cell(index).state === 'not_reported',
  ).length
  return empty === 0 ? null : <p>有 {empty} 格未填，将按“未报”提交。</p>
}

type RefusalProps = { error: Error; title?: string; onClose: () => void }

export function RefusalDialog({ error, title = '没有提交', onClose }: RefusalProps) {
  const cells = error instanceof ApiError ? error.cells : []
  return (
    <Dialog isOpen onClose={onClose} title={title} footer={<Button onClick={onClose}>返回修改</Button>}>
      <p>{error.message}</p>
      {cells.length > 0 && (
        <ul className="refusal-list">
          {cells.slice(0, 20).map((cell) => (
            <li key={`${cell.rule}|${cell.item}|${cell.unit}|${cell.breakdown}|${cell.message}`}>{cell.message}</li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}

type ReceiptDialogProps = { receipt: Submitted['receipt']; params: FormParams; onClose: () => void }

/** What was sent and when; from here to the sheet that is signed and stamped. */
export function ReceiptDialog({ receipt, params, onClose }: ReceiptDialogProps) {
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="已提交"
      footer={
        <>
          <Link className="button button-plain" to="/fill/$period/$form/$reporter/sheet" params={params}>
            打印盖章页
          </Link>
          <Button kind="primary" onClick={onClose}>
            知道了
          </Button>
        </>
      }
    >
      <dl className="receipt">
        <dt>回执编号</dt>
        <dd>{receipt.receiptNo}</dd>
        <dt>提交时间</dt>
        <dd>
          {formatDateTime(receipt.submittedAt)}
          {receipt.isLate && '（迟报）'}
        </dd>
        <dt>提交人</dt>
        <dd>{receipt.submittedBy}</dd>
        <dt>数据格数</dt>
        <dd>{receipt.cellCount}</dd>
        <dt>内容校验码</dt>
        <dd className="receipt-hash">{receipt.contentHash.slice(0, 16)}</dd>
      </dl>
    </Dialog>
  )
}
