import type { Handover, HandoverFormat, HandoverMapping } from '@cg/contract/handover'
import { useDownload } from '../../shared/use-download.ts'
import { Button } from '../../ui/button.tsx'
import { takeFile, takeTrial } from './queries.ts'

type Props = { data: Handover; mapping: HandoverMapping; isChanged: boolean }

/** The workbook of the trial, finished or not, and the file. */
export function TakeButtons({ data, mapping, isChanged }: Props) {
  const take = useDownload(() => takeTrial(data.release.code, mapping))
  return (
    <div className="handover-tools">
      <Button isBusy={take.isPending} onClick={() => take.mutate()}>
        下载试运行表
      </Button>
      <FileButtons data={data} isChanged={isChanged} />
    </div>
  )
}

/** The file, once the saved mapping leaves nothing open; else why there is none. */
function FileButtons({ data, isChanged }: Omit<Props, 'mapping'>) {
  const take = useDownload((format: HandoverFormat) => takeFile(data.release.code, data.version, format))
  const why = whyNone(data, isChanged)
  if (why !== null) return <p className="handover-why">{why}</p>
  return (
    <>
      <Button kind="primary" icon="download" isBusy={take.isPending} onClick={() => take.mutate('xlsx')}>
        下载移交文件 XLSX
      </Button>
      <Button icon="download" isBusy={take.isPending} onClick={() => take.mutate('csv')}>
        CSV
      </Button>
    </>
  )
}

function whyNone({ maySave, version, trial }: Handover, isChanged: boolean): string | null {
  if (!maySave) return '移交文件由发布人下载。'
  if (isChanged) return '对照表的改动还没有保存，保存后可下载移交文件。'
  if (version === 0) return '保存对照表后可下载移交文件。'
  const open = trial.problems.length
  return open === 0 ? null : `还有 ${open} 处待处理，处理完可下载移交文件。`
}
