import { useMutation } from '@tanstack/react-query'
import { saveFile } from '../../lib/clipboard.ts'
import { Button } from '../../ui/button.tsx'
import { useToast } from '../../ui/toast.tsx'
import { downloadRecord } from './queries.ts'

/** Who confirmed, who objected and every answer, as a workbook. */
export function RecordButton({ period }: { period: string }) {
  const notify = useToast()
  const save = useMutation({
    mutationFn: () => downloadRecord(period),
    onSuccess: ({ blob, name }) => {
      saveFile(blob, name)
      notify(`已下载 ${name}`)
    },
    onError: (error) => notify(error.message, 'near'),
  })
  return (
    <Button isBusy={save.isPending} onClick={() => save.mutate()}>
      导出核对记录
    </Button>
  )
}
