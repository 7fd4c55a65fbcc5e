import { getTemplate } from '@cg/contract/entry'
import type { FormParams } from '@cg/contract/entry'
import { useMutation } from '@tanstack/react-query'
import { urlOf } from '../../lib/api.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import type { FormEditor } from './editor/form-editor.ts'
import { upload } from './queries.ts'
import { UndoUpload } from './undo-upload.tsx'
import { UploadDialog } from './upload-dialog.tsx'

/** The template out, the filled workbook back: first the difference, then the writing. */
export function FileActions({
  params,
  editor,
  onApplied,
}: {
  params: FormParams
  editor: FormEditor
  onApplied: () => void
}) {
  const read = useMutation({
    mutationFn: async (chosen: File) => {
      await editor.flush()
      // A copy: the file on the disk may be mended and saved while the difference is read.
      const file = new Blob([await chosen.arrayBuffer()])
      return { file, reply: await upload(params, file, chosen.name) }
    },
  })
  const canWrite = editor.submission().closedReason === null
  return (
    <>
      <a className="button button-plain" href={urlOf(getTemplate, { params })} download>
        下载模板（已预填）
      </a>
      {canWrite && (
        <FileButton accept=".xlsx,.xls,.et,.ods,.csv" isBusy={read.isPending} onFile={(file) => read.mutate(file)}>
          上传 Excel
        </FileButton>
      )}
      {canWrite && editor.detail.lastUpload !== null && (
        <UndoUpload params={params} editor={editor} onUndone={onApplied} />
      )}
      {read.error !== null && (
        <Dialog isOpen onClose={() => read.reset()} title="这个文件没有读入">
          <p>{read.error.message}</p>
          <p className="side-hint">表中的数据没有改动。</p>
        </Dialog>
      )}
      {read.data !== undefined && (
        <UploadDialog
          params={params}
          editor={editor}
          reply={read.data.reply}
          file={read.data.file}
          onClose={() => read.reset()}
          onApplied={() => {
            read.reset()
            onApplied()
          }}
        />
      )}
    </>
  )
}
