import type { RegisterSheet } from '@cg/contract/register'
import { getRegisterTemplate } from '@cg/contract/register-upload'
import type { RegisterUpload } from '@cg/contract/register-upload'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { randomKey, urlOf } from '../../lib/api.ts'
import { saveFile } from '../../lib/clipboard.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { useToast } from '../../ui/toast.tsx'
import { keepFile, markFile, sendFile } from './queries.ts'
import { uploadTitle } from './upload-words.ts'
import { UploadRows } from './upload-rows.tsx'

type RegisterFileProps = { sheet: RegisterSheet; onSheet: (sheet: RegisterSheet) => void }

/** The template out, the filled workbook back: first what it would enter and change, then the keeping. */
export function RegisterFile({ sheet, onSheet }: RegisterFileProps) {
  const { code } = sheet.kind
  const read = useMutation({ mutationFn: (file: File) => sendFile(code, file) })
  return (
    <>
      <a className="button button-plain" href={urlOf(getRegisterTemplate, { params: { kind: code } })} download>
        下载模板
      </a>
      <FileButton accept=".xlsx,.xls,.et,.ods,.csv" isBusy={read.isPending} onFile={(file) => read.mutate(file)}>
        上传 Excel
      </FileButton>
      {read.error !== null && (
        <Dialog isOpen onClose={() => read.reset()} title="这个文件没有读入">
          <p>{read.error.message}</p>
          <p className="muted">台账没有改动。</p>
        </Dialog>
      )}
      {read.data !== undefined && (
        <UploadDialog
          key={read.data.fileHash}
          sheet={sheet}
          upload={read.data}
          file={read.variables}
          onClose={() => read.reset()}
          onSheet={(next) => {
            read.reset()
            onSheet(next)
          }}
        />
      )}
    </>
  )
}

type UploadDialogProps = RegisterFileProps & { upload: RegisterUpload; file: File; onClose: () => void }

/** What the file would enter and change, or what is wrong with it; nothing is kept before it is asked for. */
function UploadDialog({ sheet, upload, file, onClose, onSheet }: UploadDialogProps) {
  const { rows, faults, faultCount, same } = upload
  const notify = useToast()
  const [key] = useState(randomKey)
  const [reason, setReason] = useState('')
  const bare = rows.filter((row) => row.isReasonAsked && row.reason.trim() === '')
  const canKeep = faultCount === 0 && rows.length > 0
  const keep = useMutation({
    mutationFn: () => keepFile(sheet.kind.code, upload, { reason, key }),
    onSuccess: (next) => {
      notify(`已保存${rows.length}条，待审核`)
      onSheet(next)
    },
  })
  return (
    <Dialog
      isOpen
      shape="wide"
      onClose={onClose}
      title={uploadTitle(upload)}
      description={`${upload.fileName}${same > 0 ? `：有${same}条与现有记录相同，不动` : ''}`}
      footer={
        <>
          <Button onClick={onClose}>{canKeep ? '取消，不保存' : '关闭'}</Button>
          {faultCount > 0 && isMarkable(file) && <MarkedFile kind={sheet.kind.code} file={file} />}
          {canKeep && (
            <Button
              kind="primary"
              isBusy={keep.isPending}
              disabled={bare.length > 0 && reason.trim() === ''}
              onClick={() => keep.mutate()}
            >
              {`保存${rows.length}条`}
            </Button>
          )}
        </>
      }
    >
      {keep.error !== null && (
        <p className="register-fault" role="alert">
          {keep.error.message}
        </p>
      )}
      {faultCount > 0 && <Faults faults={faults} count={faultCount} />}
      {upload.ignored.length > 0 && (
        <ul className="register-asked">
          {upload.ignored.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      {faultCount === 0 && rows.length === 0 && <p>没有要保存的内容。要登记新记录，请在表里加行后再上传。</p>}
      {canKeep && bare.length > 0 && (
        <Field
          label="修改原因"
          hint={`有${bare.length}条已经入账，文件里没有写修改原因；在这里写一次，用于这${bare.length}条`}
          isRequired
        >
          {(control) => (
            <TextInput
              {...control}
              maxLength={300}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      )}
      {canKeep && <UploadRows sheet={sheet} rows={rows} />}
    </Dialog>
  )
}

/** A file of another program is not written again. */
const isMarkable = ({ name }: File): boolean => /\.xlsx$/i.test(name)

function MarkedFile({ kind, file }: { kind: string; file: File }) {
  const notify = useToast()
  const download = useMutation({
    mutationFn: () => markFile(kind, file),
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

function Faults({ faults, count }: { faults: RegisterUpload['faults']; count: number }) {
  return (
    <>
      <p>
        请在文件中改正后重新上传，本次一条也没有保存。
        {count > faults.length && `下面列出前${faults.length}处。`}
      </p>
      <ul className="register-asked">
        {faults.map(({ line, column, message }) => (
          <li key={`${line} ${column} ${message}`}>
            <b>
              第{line}行“{column}”
            </b>
            ：{message}
          </li>
        ))}
      </ul>
      {faults.some(({ message }) => message.startsWith('没有填写')) && (
        <p className="muted">合并过的单元格只有第一格有内容：请取消合并，每一行都填上。</p>
      )}
    </>
  )
}
