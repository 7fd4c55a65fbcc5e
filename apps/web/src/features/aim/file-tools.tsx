import type { AimFile } from '@cg/contract/aim'
import { useMutation } from '@tanstack/react-query'
import { useDownload } from '../../shared/use-download.ts'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { merged } from './draft.ts'
import type { AimDraft } from './draft.ts'
import { Lines } from '../../shared/proposals.tsx'
import { download, readFile } from './queries.ts'

type ToolsProps = { mayEdit: boolean; draft: AimDraft; onTaken: () => void }

/** Targets and baselines out as a workbook; what was changed in it becomes changes to check and propose. */
export function FileTools({ mayEdit, draft, onTaken }: ToolsProps) {
  const save = useDownload(download)
  const read = useMutation({
    mutationFn: readFile,
    onSuccess: ({ errors, changes }) => {
      if (errors.length > 0 || changes.length === 0) return
      draft.set(merged(draft.changes, changes))
      onTaken()
    },
  })
  return (
    <Panel
      title="成批修改"
      subtitle="导出后在 Excel 或 WPS 中修改“目标”“基期”两张表再导入；导入后先看差异，再提出变更。文件里没有的行保持不变。"
    >
      <p className="aim-tools">
        <Button icon="download" isBusy={save.isPending} onClick={() => save.mutate()}>
          导出 Excel
        </Button>
        {mayEdit && (
          <FileButton accept=".xlsx,.csv" isBusy={read.isPending} onFile={(file) => read.mutate(file)}>
            导入 Excel
          </FileButton>
        )}
      </p>
      {read.error !== null && <ProblemPanel error={read.error} />}
      {read.data !== undefined && <Read file={read.data} />}
    </Panel>
  )
}

function Read({ file: { errors, changes, same, notes } }: { file: AimFile }) {
  return (
    <div className="proposal-checked" role="status">
      {errors.length > 0 && <Lines title={`有 ${errors.length} 处错误，没有读入`} lines={errors} isBad />}
      {errors.length === 0 && (
        <p>
          {changes.length === 0
            ? `文件中 ${same} 处都与现有的相同，没有要变更的。`
            : `读入 ${changes.length} 处不同，另有 ${same} 处与现有的相同。`}
        </p>
      )}
      {notes.length > 0 && <Lines title="没有读取的内容" lines={notes} />}
    </div>
  )
}
