import type { Handover, HandoverFormat } from '@cg/contract/handover'
import { useDownload } from '../../shared/use-download.ts'
import { Button } from '../../ui/button.tsx'
import { takeFile } from './queries.ts'

/** The file, once the saved mapping leaves nothing open; else why there is none. */
export function FileButtons({ data, isChanged }: { data: Handover; isChanged: boolean }) {
  const take = useDownload((format: HandoverFormat) => takeFile(data.release.code, data.version, format))
  const why = whyNone(data, isChanged)
  if (why !== null) return <p className="handover-why">{why}</p>
  return (
    <div className="handover-tools">
      <Button kind="primary" icon="download" isBusy={take.isPending} onClick={() => take.mutate('xlsx')}>
        下载移交文件 XLSX
      </Button>
      <Button icon="download" isBusy={take.isPending} onClick={() => take.mutate('csv')}>
        CSV
      </Button>
    </div>
  )
}

function whyNone({ maySave, version, trial }: Handover, isChanged: boolean): string | null {
  if (!maySave) return '移交文件由发布人下载。'
  if (isChanged) return '对照表的改动还没有保存，保存后可下载移交文件。'
  if (version === 0) return '保存对照表后可下载移交文件。'
  const open = trial.problems.length
  return open === 0 ? null : `还有 ${open} 处待处理，处理完可下载移交文件。`
}
