import { useDownload } from '../../shared/use-download.ts'
import { Button } from '../../ui/button.tsx'
import { downloadRecord } from './queries.ts'

/** Who confirmed, who objected and every answer, as a workbook. */
export function RecordButton({ period }: { period: string }) {
  const save = useDownload(() => downloadRecord(period))
  return (
    <Button isBusy={save.isPending} onClick={() => save.mutate()}>
      导出核对记录
    </Button>
  )
}
