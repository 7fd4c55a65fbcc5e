import type { CellOutcome, FormParams, UploadReply } from '@cg/contract/entry'
import { formatResult } from '@cg/domain/number/number-format'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { randomKey } from '../../lib/api.ts'
import { saveFile } from '../../lib/clipboard.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useToast } from '../../ui/toast.tsx'
import { cellPlace, indexOf } from './editor/form-cells.ts'
import type { FormEditor } from './editor/form-editor.ts'
import { apply, markUpload } from './queries.ts'

/** Counts what was written, not what was sent. */
export function writtenWords(outcomes: readonly Pick<CellOutcome, 'outcome'>[]): string {
  const count = (...kinds: CellOutcome['outcome'][]) => outcomes.filter((one) => kinds.includes(one.outcome)).length
  const [same, left] = [count('unchanged'), count('stale', 'refused')]
  return [
    `已写入 ${count('saved')} 格`,
    ...(same > 0 ? [`${same} 格原已相同`] : []),
    ...(left > 0 ? [`${left} 格没有写入，请在表中核对`] : []),
  ].join('；')
}

type UploadDialogProps = {
  params: FormParams
  editor: FormEditor
  reply: UploadReply
  /** What was sent, to be sent again for its marks. */
  file: Blob
  onClose: () => void
  onApplied: () => void
}

/** What an uploaded workbook would change; written only when asked. */
export function UploadDialog({ params, editor, reply, file, onClose, onApplied }: UploadDialogProps) {
  const notify = useToast()
  const [key] = useState(randomKey)
  const write = useMutation({
    mutationFn: () => apply(params, { fileHash: reply.fileHash, cells: reply.changes.map(entryOf) }, key),
    onSuccess: (saved) => {
      const isWhole = saved.outcomes.every((one) => one.outcome === 'saved' || one.outcome === 'unchanged')
      notify(writtenWords(saved.outcomes), isWhole ? 'good' : 'near')
      onApplied()
    },
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      shape="wide"
      title={titleWords(reply)}
      description={`${reply.fileName} · ${reply.matchedBy === 'template' ? '按模板识别' : '按表头文字识别'} · ${reply.unchanged} 格没有变化${reply.errors.length === 0 ? '' : ` · ${reply.errors.length} 处有错，不会写入`}`}
      footer={
        <>
          {faultCount(reply) > 0 && <MarkedFile params={params} file={file} name={reply.fileName} />}
          <Button onClick={onClose}>取消，不写入</Button>
          <Button
            kind="primary"
            disabled={reply.changes.length === 0}
            isBusy={write.isPending}
            onClick={() => write.mutate()}
          >
            {reply.errors.length === 0 ? '写入' : '写入没有错误的格子'}
          </Button>
        </>
      }
    >
      {write.error !== null && <p className="side-message side-message-bad">{write.error.message}</p>}
      {reply.errors.length > 0 && (
        <section className="upload-errors">
          <h3>有错的单元格（请在文件中改正后重新上传）</h3>
          <PlaceList places={reply.errors} />
        </section>
      )}
      {reply.findings.length > 0 && (
        <details className="upload-ignored">
          <summary>没有改动的格子中有 {reply.findings.length} 处触发校验</summary>
          <PlaceList places={reply.findings} />
        </details>
      )}
      {reply.ignored.length > 0 && (
        <details className="upload-ignored">
          <summary>{reply.ignored.length} 处没有读取</summary>
          <PlaceList places={reply.ignored} />
        </details>
      )}
      {reply.changes.length > 0 && <ChangeTable editor={editor} changes={reply.changes} />}
    </Dialog>
  )
}

function PlaceList({ places }: { places: UploadReply['errors'] }) {
  return (
    <ul>
      {places.map((one) => (
        <li key={one.place + one.message}>
          <b>{one.place}</b> {one.message}
        </li>
      ))}
    </ul>
  )
}

/** What the marked file would show. */
export function faultCount({
  errors,
  changes,
  findings,
}: Pick<UploadReply, 'errors' | 'changes' | 'findings'>): number {
  return errors.length + findings.length + changes.filter((change) => change.warnings.length > 0).length
}

function MarkedFile({ params, file, name }: { params: FormParams; file: Blob; name: string }) {
  const notify = useToast()
  const download = useMutation({
    mutationFn: () => markUpload(params, file, name),
    onSuccess: (marked) => {
      saveFile(marked.blob, marked.name)
      notify(`已下载 ${marked.name}。改正后可直接上传这个文件`)
    },
    onError: (error) => notify(error.message, 'near'),
  })
  return (
    <Button icon="download" isBusy={download.isPending} onClick={() => download.mutate()}>
      下载标出问题的文件
    </Button>
  )
}

type Change = UploadReply['changes'][number]

function entryOf({ item, unit, breakdown, text, version }: Change) {
  return { item, unit, breakdown, text, version }
}

/** Written in another unit of measure than the form's. */
function isConverted(text: string): boolean {
  return /[百千万亿]/.test(text)
}

function titleWords({ changes }: UploadReply): string {
  if (changes.length === 0) return '文件与表中数据相同'
  const warned = changes.filter((change) => change.warnings.length > 0).length
  return `将更新 ${changes.length} 格${warned === 0 ? '' : `，其中 ${warned} 格触发校验`}`
}

function ChangeTable({ editor, changes }: { editor: FormEditor; changes: readonly Change[] }) {
  return (
    <table className="upload-table">
      <thead>
        <tr>
          <th>位置</th>
          <th>指标</th>
          <th>区县</th>
          <th className="align-right">原值</th>
          <th className="align-right">新值</th>
          <th>校验</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => {
          const index = indexOf(editor.detail, change)
          const row = index === null ? { unit: '', decimals: 0 } : cellPlace(editor.detail, index).row
          return (
            <tr key={change.place}>
              <td className="upload-whole">{change.place}</td>
              <td>{change.name}</td>
              <td className="upload-whole">{change.unitName}</td>
              <td className="align-right upload-whole">
                {formatResult({ state: change.oldState, value: change.oldValue }, row)}
              </td>
              <td className="align-right upload-whole">
                <b>{formatResult({ state: change.newState, value: change.newValue }, row)}</b>
                {isConverted(change.text) && <span className="upload-written">文件中 {change.text}</span>}
              </td>
              <td>{change.warnings.join('；')}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
