import { useMutation } from '@tanstack/react-query'
import { saveFile } from '../../../lib/clipboard.ts'
import { Button } from '../../../ui/button.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { download } from './queries.ts'

/** The whole catalogue with its changes as a workbook: to read, to print, to change and read in again. */
export function DownloadButton() {
  const notify = useToast()
  const save = useMutation({
    mutationFn: download,
    onSuccess: ({ blob, name }) => {
      saveFile(blob, name)
      notify(`已下载 ${name}`)
    },
    onError: (error) => notify(error.message, 'near'),
  })
  return (
    <Button isBusy={save.isPending} onClick={() => save.mutate()}>
      导出 Excel
    </Button>
  )
}
