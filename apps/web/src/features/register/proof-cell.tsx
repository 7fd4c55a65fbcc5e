import type { RegisterRecord, RegisterSheet } from '@cg/contract/register'
import { attachToRecord, getRecordFile, mostFilesOfRecord, removeFromRecord } from '@cg/contract/register-file'
import { useMutation } from '@tanstack/react-query'
import { call, callUpload, urlOf } from '../../lib/api.ts'
import { Button } from '../../ui/button.tsx'
import { FileButton } from '../../ui/file-button.tsx'

type ProofCellProps = { kind: string; record: RegisterRecord; onSheet: (sheet: RegisterSheet) => void }

/** The files behind a record: read by everybody who reads it, added and taken away by who enters it. */
export function ProofCell({ kind, record, onSheet }: ProofCellProps) {
  const { id, files, mayAttach } = record
  const params = { kind, id }
  const change = useMutation({
    mutationFn: (wanted: { readonly add: File } | { readonly remove: number }) => {
      if ('remove' in wanted) return call(removeFromRecord, { params: { ...params, file: wanted.remove } })
      const body = new FormData()
      body.append('file', wanted.add)
      return callUpload(attachToRecord, { params }, body)
    },
    onSuccess: onSheet,
  })
  return (
    <>
      {files.length > 0 && (
        <ul className="register-files">
          {files.map(({ id: file, name }) => (
            <li key={file}>
              <a href={urlOf(getRecordFile, { params: { ...params, file } })} download>
                {name}
              </a>
              {mayAttach && (
                <Button
                  kind="quiet"
                  aria-label={`移除第${id}号记录的《${name}》`}
                  isBusy={change.isPending}
                  onClick={() => change.mutate({ remove: file })}
                >
                  移除
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {files.length === 0 && !mayAttach && <span className="muted">没有上传</span>}
      {mayAttach && files.length < mostFilesOfRecord && (
        <FileButton
          accept=".pdf,.jpg,.jpeg,.png,.ofd,.docx,.xlsx"
          isBusy={change.isPending}
          onFile={(add) => change.mutate({ add })}
        >
          上传
        </FileButton>
      )}
      {change.error !== null && (
        <p className="register-fault" role="alert">
          {change.error.message}
        </p>
      )}
    </>
  )
}
