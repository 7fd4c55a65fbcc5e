import { packFormats } from '@cg/contract/material/pack'
import type { PackFormat, PackOutline } from '@cg/contract/material/pack'
import type { Recipe } from '@cg/contract/material/recipe'
import { Button } from '../../ui/button.tsx'
import { usePack } from './use-pack.ts'

/** All at once first; then one kind of file each. */
const formats: readonly PackFormat[] = packFormats.toSorted(
  (left, right) => Number(right === 'zip') - Number(left === 'zip'),
)

function formatName(format: PackFormat): string {
  return format === 'zip' ? '全部.zip' : format.toUpperCase()
}

type ExportBarProps = { code: string; recipe: Recipe; outline: PackOutline | undefined; fault: string | null }

/** The material as files, page by page, with the way to stop. */
export function ExportBar({ code, recipe, outline, fault }: ExportBarProps) {
  const { job, format, isBusy, error, make, cancel } = usePack(code, recipe)
  const stops = outline?.pages.filter(({ remarks }) => remarks.some(({ weight }) => weight === 'stop')).length ?? 0
  return (
    <section className="material-export panel" aria-label="导出">
      <h2 className="panel-title">导出{outline === undefined ? '' : `：共${outline.slides}张`}</h2>
      <ul>
        {formats.map((one) => (
          <li key={one}>
            <Button
              kind={one === 'zip' ? 'primary' : 'plain'}
              icon="download"
              aria-label={`导出${formatName(one)}`}
              isBusy={isBusy}
              disabled={fault !== null}
              onClick={() => make(one)}
            >
              {isBusy && format === one ? '正在生成…' : formatName(one)}
            </Button>
          </li>
        ))}
      </ul>
      <p className="muted">
        全部.zip 里是其余几种文件各一份；PPTX 中的图表可改数改色，DOCX 中的文字可以改写，PDF 与预览相同，XLSX
        是各页的数据。
      </p>
      {fault !== null && <p className="muted">{fault}</p>}
      {stops > 0 && <p className="muted">有{stops}页须先处理，见下面的检查。</p>}
      {isBusy && (
        <div className="material-progress">
          <progress aria-label="生成进度" max={Math.max(job?.total ?? 1, 1)} value={job?.done ?? 0} />
          <span role="status">{job?.words ?? '正在排队…'}</span>
          <Button kind="quiet" onClick={cancel}>
            取消
          </Button>
        </div>
      )}
      {error !== null && (
        <p className="field-error" role="alert">
          未能生成文件：{error.message}
        </p>
      )}
    </section>
  )
}
