import type { FormDetail, FormParams } from '@cg/contract/entry'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useMutation } from '@tanstack/react-query'
import { Button } from '../../ui/button.tsx'
import { ConfirmDialog, Dialog } from '../../ui/dialog.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { FormEditor } from './editor/form-editor.ts'
import { askLastUpload, undo } from './queries.ts'

type LastUpload = NonNullable<FormDetail['lastUpload']>

type UndoUploadProps = { params: FormParams; editor: FormEditor; onUndone: () => void }

/** Takes the last upload back as long as the form is not sent: says what it does, then does it. */
export function UndoUpload({ params, editor, onUndone }: UndoUploadProps) {
  const notify = useToast()
  const ask = useMutation({
    mutationFn: async () => {
      await editor.flush()
      const last = await askLastUpload(params)
      if (last === null) throw new Error('这次导入已经撤销，或报表已经提交，没有可以撤销的导入。')
      if (last.cells === 0)
        throw new Error(`导入的 ${last.changed.length} 格后来都改过，没有可以恢复的。如需恢复，请在格内逐一修改。`)
      return last
    },
  })
  const takeBack = useMutation({
    mutationFn: (last: LastUpload) => undo(params, last.at),
    onSuccess: ({ outcomes }) => {
      const undone = outcomes.filter((one) => one.outcome === 'saved').length
      const kept = outcomes.length - undone
      const words = kept === 0 ? '' : `；${kept} 格导入后改过，保持不变`
      notify(`已撤销导入，${undone} 格恢复为导入前的内容${words}`, kept === 0 ? 'good' : 'near')
      ask.reset()
      onUndone()
    },
  })
  const last = ask.data
  const error = ask.error ?? takeBack.error
  const close = () => {
    ask.reset()
    takeBack.reset()
  }
  return (
    <>
      <Button isBusy={ask.isPending} onClick={() => ask.mutate()}>
        撤销这次导入…
      </Button>
      {last !== undefined && error === null && (
        <ConfirmDialog
          isOpen
          onClose={close}
          onConfirm={() => takeBack.mutate(last)}
          title="撤销这次导入"
          confirmWord={`恢复 ${last.cells} 格`}
          isBusy={takeBack.isPending}
        >
          {undoWords(last).map((words) => (
            <p key={words}>{words}</p>
          ))}
        </ConfirmDialog>
      )}
      {error !== null && (
        <Dialog isOpen onClose={close} title="没有撤销" footer={<Button onClick={close}>知道了</Button>}>
          <p>{error.message}</p>
        </Dialog>
      )}
    </>
  )
}

const mostNamed = 6

/** What undoing does, and what it leaves. */
export function undoWords({ at, by, cells, changed }: LastUpload): string[] {
  const named = changed.slice(0, mostNamed).join('、')
  return [
    `${by} ${formatDateTime(at)} 导入的 ${cells} 格恢复为导入前的内容；导入的数值留在各格的修改记录中。`,
    ...(changed.length === 0
      ? []
      : [`导入后又改过的 ${changed.length} 格不动：${named}${changed.length > mostNamed ? ' 等' : ''}。`]),
  ]
}
