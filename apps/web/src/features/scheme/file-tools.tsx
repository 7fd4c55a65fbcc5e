import type { SchemeBody } from '@cg/contract/scheme'
import type { SchemeFile } from '@cg/contract/scheme-file'
import { useMutation } from '@tanstack/react-query'
import { useDownload } from '../../shared/use-download.ts'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Lines } from '../../shared/proposals.tsx'
import { Button } from '../../ui/button.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { download, readFile } from './queries.ts'

type ToolsProps = {
  id: number
  mayEdit: boolean
  /** Something typed is not saved: a file is held against what is saved. */
  isChanged: boolean
  onTaken: (body: SchemeBody) => void
}

/** A version out as a workbook; for a draft, one in, as changes to look at and save. */
export function FileTools({ id, mayEdit, isChanged, onTaken }: ToolsProps) {
  const save = useDownload(() => download(id))
  const read = useMutation({
    mutationFn: (file: File) => readFile(id, file),
    onSuccess: ({ errors, lines, body }) => {
      if (errors.length === 0 && lines.length > 0) onTaken(body)
    },
  })
  return (
    <>
      <p className="row no-print">
        <Button icon="download" isBusy={save.isPending} onClick={() => save.mutate()}>
          导出 Excel
        </Button>
        {mayEdit && !isChanged && (
          <FileButton accept=".xlsx,.csv" isBusy={read.isPending} onFile={(file) => read.mutate(file)}>
            导入 Excel
          </FileButton>
        )}
        {mayEdit && (
          <span className="muted">
            {isChanged
              ? '先保存草稿，再导入。'
              : '导出后在 Excel 中改权重、计分规则、缺数与排名、加减分、等次再导入；读入后在本页核对、保存，再提请采用。'}
          </span>
        )}
      </p>
      {read.error !== null && <ProblemPanel error={read.error} />}
      {read.data !== undefined && <Read file={read.data} />}
    </>
  )
}

function Read({ file: { errors, lines, accounts } }: { file: SchemeFile }) {
  return (
    <div className="proposal-checked" role="status">
      {errors.length > 0 && <Lines title={`有 ${errors.length} 处错误，没有读入`} lines={errors} isBad />}
      {errors.length === 0 && lines.length === 0 && <p>文件与这份草稿相同，没有要改的。</p>}
      {errors.length === 0 && lines.length > 0 && <Lines title="已读入下列改动，核对后请保存草稿" lines={lines} />}
      {errors.length === 0 && accounts.length > 0 && <Lines title="各表的行" lines={accounts} />}
    </div>
  )
}
