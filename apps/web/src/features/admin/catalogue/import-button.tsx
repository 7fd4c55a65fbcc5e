import type { CatalogueBoard } from '@cg/contract/catalogue-change'
import { useMutation } from '@tanstack/react-query'
import { FileButton } from '../../../ui/file-button.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { readFile } from './queries.ts'

/** The workbook that went out comes back: what is other in it is shown before anything is proposed. */
export function ImportButton({ data }: { data: CatalogueBoard }) {
  const read = useMutation({ mutationFn: readFile })
  return (
    <>
      <FileButton accept=".xlsx" isBusy={read.isPending} onFile={(file) => read.mutate(file)}>
        导入 Excel
      </FileButton>
      {(read.data !== undefined || read.error !== null) && (
        <ImportDialog data={data} file={read.data ?? null} error={read.error} onClose={read.reset} />
      )}
    </>
  )
}
