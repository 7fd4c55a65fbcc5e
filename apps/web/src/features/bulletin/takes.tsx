import { exportBulletin } from '@cg/contract/bulletin'
import type { BulletinEdit, BulletinModel } from '@cg/contract/bulletin'
import type { BulletinFormat } from '@cg/contract/bulletin-choices'
import type { ReleaseHead } from '@cg/contract/release/head'
import { callFile } from '../../lib/api.ts'
import { useDownload } from '../../shared/use-download.ts'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import type { BulletinChoice } from './choice.ts'

type TakesProps = {
  head: ReleaseHead
  model: BulletinModel
  choice: BulletinChoice
  edits: readonly BulletinEdit[]
}

/** What to look at before it leaves, and the files. */
export function Takes({ head, model, choice, edits }: TakesProps) {
  const { naming, limit, line, isBold: bold, hasComments: comments } = choice
  const download = useDownload((format: BulletinFormat) =>
    callFile(exportBulletin, {
      params: { code: head.code },
      body: { format, naming, limit, line, bold, comments, edits: [...edits] },
    }),
  )
  const busy = download.isPending ? download.variables : null
  return (
    <Panel title="下载" headingLevel={3}>
      {model.warnings.length > 0 && (
        <ul className="bulletin-warnings" aria-label="下载前请看">
          {model.warnings.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      <div className="row">
        <Button
          kind="primary"
          icon="download"
          isBusy={busy === 'docx'}
          disabled={busy !== null}
          onClick={() => download.mutate('docx')}
        >
          下载 DOCX
        </Button>
        <Button icon="download" isBusy={busy === 'pdf'} disabled={busy !== null} onClick={() => download.mutate('pdf')}>
          下载 PDF
        </Button>
      </div>
      <p className="field-hint">
        DOCX 按 GB/T 9704—2012 排版，字体为方正小标宋、仿宋_GB2312、楷体_GB2312、黑体，本机没有时由 Word 或 WPS
        以相近字体代替。文件里的数字是域，标签里有发布编号和指标代码。PDF 用平台自带的黑体，供传阅。
      </p>
    </Panel>
  )
}
