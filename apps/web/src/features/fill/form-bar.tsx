import type { Finding, FormParams } from '@cg/contract/entry'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ApiError, randomKey } from '../../lib/api.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { ConfirmDialog, Dialog } from '../../ui/dialog.tsx'
import { StatusMark } from '../../ui/status-chip.tsx'
import { findingWords } from './explain-box.tsx'
import type { FormEditor } from './editor/form-editor.ts'
import { submit, withdraw } from './queries.ts'

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
  const [isListShown, setListShown] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const [idempotencyKey] = useState(randomKey)
  const blocking = findings.filter((finding) => finding.class === 'block')
  const unexplained = findings.filter((finding) => finding.class === 'explain' && !finding.isExplained)
  const send = useMutation({
    mutationFn: async () => {
      await editor.flush()
      if (editor.saveState().kind !== 'idle')
        throw new ApiError(0, { detail: '还有格子没有保存到服务器，请等待同步完成后再提交。' })
      const { invalid, stale } = editor.unsaved()
      if (invalid + stale > 0)
        throw new ApiError(0, {
          detail: `还有 ${invalid + stale} 格显示的内容没有保存（标有 ✕ 或 ⇄），请先改正或选定。`,
        })
      return submit(params, editor.submission().version, idempotencyKey)
    },
    onSettled: () => setAsking(false),
  })
  const takeBack = useMutation({ mutationFn: () => withdraw(params, submission.version), onSuccess: onChanged })
  const open = [...blocking, ...unexplained]
  const may = (action: string) => submission.allowedActions.some((one) => one === action)
  return (
    <>
      {isListShown && open.length > 0 && (
        <FindingList findings={open} onJump={onJump} onClose={() => setListShown(false)} />
      )}
      <div className="fill-bar no-print">
        <SaveWords editor={editor} />
        <button
          type="button"
          className="fill-count"
          aria-expanded={isListShown}
          disabled={open.length === 0}
          onClick={() => setListShown(!isListShown)}
        >
          <StatusMark tone={blocking.length > 0 ? 'late' : unexplained.length > 0 ? 'near' : 'good'} />
          {open.length === 0 ? '校验通过' : countWords(blocking.length, unexplained.length)}
        </button>
        {open.length > 0 && (
          <Button kind="quiet" onClick={onNext}>
            下一处<span className="fill-key"> F8</span>
          </Button>
        )}
        <span className="fill-spring" />
        {submission.receiptNo !== null && <span className="side-hint">回执 {submission.receiptNo}</span>}
        {may('withdraw') && (
          <Button isBusy={takeBack.isPending} onClick={() => takeBack.mutate()}>
            撤回
          </Button>
        )}
        {(may('submit') || may('save')) && (
          <Button kind="primary" isBusy={send.isPending} onClick={() => setAsking(true)}>
            {submission.state === 'returned' || submission.round > 1 ? '再次提交' : '提交'}
          </Button>
        )}
      </div>
      <ConfirmDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => send.mutate()}
        title="提交这张表"
        confirmWord="提交"
        isBusy={send.isPending}
      >
        <EmptyCount editor={editor} />
        {open.length > 0 && (
          <p>还有{countWords(blocking.length, unexplained.length)}，服务器会再核对一次；不符合要求的不能提交。</p>
        )}
        <p>提交后由审核人审核；审核开始前可以撤回。</p>
      </ConfirmDialog>
      {send.error !== null && <RefusalDialog error={send.error} onClose={() => send.reset()} />}
      {takeBack.error !== null && <RefusalDialog error={takeBack.error} onClose={() => takeBack.reset()} />}
      {send.data !== undefined && (
        <Dialog
          isOpen
          onClose={() => {
            send.reset()
            onChanged()
          }}
          title="已提交"
          footer={
            <Button
              kind="primary"
              onClick={() => {
                send.reset()
                onChanged()
              }}
            >
              知道了
            </Button>
          }
        >
          <dl className="receipt">
            <dt>回执编号</dt>
            <dd>{send.data.receipt.receiptNo}</dd>
            <dt>提交时间</dt>
            <dd>
              {formatDateTime(send.data.receipt.submittedAt)}
              {send.data.receipt.isLate && '（迟报）'}
            </dd>
            <dt>提交人</dt>
            <dd>{send.data.receipt.submittedBy}</dd>
            <dt>数据格数</dt>
            <dd>{send.data.receipt.cellCount}</dd>
            <dt>内容校验码</dt>
            <dd className="receipt-hash">{send.data.receipt.contentHash.slice(0, 16)}</dd>
          </dl>
          <p className="side-hint">盖章页可在本页“打印盖章页”中打印。</p>
        </Dialog>
      )}
    </>
  )
}

function RefusalDialog({ error, onClose }: { error: Error; onClose: () => void }) {
  const cells = error instanceof ApiError ? error.cells : []
  return (
    <Dialog isOpen onClose={onClose} title="没有提交" footer={<Button onClick={onClose}>返回修改</Button>}>
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

/** Reminds of fields left empty: they are sent as 未报. */
function EmptyCount({ editor }: { editor: FormEditor }) {
  const { isEntry, isOpen } = editor.detail.cells
  const empty = isEntry.filter(
    (entry, index) => entry && isOpen[index] && editor.cell(index).state === 'not_reported',
  ).length
  return empty === 0 ? null : <p>有 {empty} 格未填，将按“未报”提交。</p>
}

const timeFormat = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
})

/** The one line that tells the truth about saving; read out politely. */
function SaveWords({ editor }: { editor: FormEditor }) {
  const isOnline = useOnline()
  const state = editor.saveState()
  const { invalid, stale } = editor.unsaved()
  return (
    <p className={`fill-save fill-save-${state.kind}`} role="status" aria-live="polite">
      {state.kind === 'saving' && '正在保存…'}
      {state.kind === 'idle' && idleWords(state.at, editor.submission().closedReason !== null)}
      {state.kind === 'waiting' && (
        <>
          {state.count} 处待同步（已存在本机）{isOnline ? '' : '，网络已断开'}：{state.reason}{' '}
          <Button kind="quiet" onClick={editor.retry}>
            立即重试
          </Button>
        </>
      )}
      {stale > 0 && <b className="fill-save-open"> ⇄ {stale} 格他人已修改，请选定</b>}
      {invalid > 0 && <b className="fill-save-open"> ✕ {invalid} 格无效，未保存</b>}
    </p>
  )
}

function idleWords(at: string | null, isClosed: boolean): string {
  if (at !== null) return `已保存 ${timeFormat.format(new Date(at))} ✓`
  return isClosed ? '本表当前只读' : '修改会自动保存'
}

function useOnline(): boolean {
  const [isOnline, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const look = () => setOnline(navigator.onLine)
    window.addEventListener('online', look)
    window.addEventListener('offline', look)
    return () => {
      window.removeEventListener('online', look)
      window.removeEventListener('offline', look)
    }
  }, [])
  return isOnline
}

function countWords(blocking: number, unexplained: number): string {
  return [blocking > 0 ? `强制性 ${blocking} 处` : '', unexplained > 0 ? `待说明 ${unexplained} 处` : '']
    .filter(Boolean)
    .join(' · ')
}

function FindingList(props: { findings: readonly Finding[]; onJump: (finding: Finding) => void; onClose: () => void }) {
  const { findings, onJump, onClose } = props
  return (
    <section
      className="fill-findings no-print"
      aria-label="校验结果"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <header className="fill-findings-head">
        <h2>待处理 {findings.length} 处</h2>
        <span className="side-hint">点一条到那一格</span>
        <span className="fill-spring" />
        <IconButton icon="close" label="收起校验结果" onClick={onClose} />
      </header>
      <ul>
        {findings.map((finding) => (
          <li key={`${finding.rule}|${finding.item}|${finding.unit}|${finding.breakdown}`}>
            <button type="button" onClick={() => onJump(finding)}>
              <StatusMark tone={finding.class === 'block' ? 'late' : 'near'} />
              <b>{findingWords[finding.class]}</b>
              <span>{finding.message}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
