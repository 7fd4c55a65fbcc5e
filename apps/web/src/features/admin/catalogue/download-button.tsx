import { useDownload } from '../../../shared/use-download.ts'
import { Button } from '../../../ui/button.tsx'
import { download } from './queries.ts'

/** The whole catalogue with its changes as a workbook: to read, to print, to change and read in again. */
export function DownloadButton() {
  const save = useDownload(download)
  return (
    <Button isBusy={save.isPending} onClick={() => save.mutate()}>
      导出 Excel
    </Button>
  )
}
