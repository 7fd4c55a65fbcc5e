import type { CatalogueBoard, CatalogueFile, CatalogueFileSheet } from '@cg/contract/catalogue-change'
import { useState } from 'react'
import { ProblemPanel } from '../../../shared/problem-panel.tsx'
import { Lines } from '../../../shared/proposals.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { QuarterField } from './fields.tsx'
import { usualQuarter } from './own-draft.ts'
import { ProposeFrame } from './propose-frame.tsx'

type ImportProps = {
  readonly data: CatalogueBoard
  /** Null: it could not be sent. */
  readonly file: CatalogueFile | null
  readonly error: Error | null
  readonly onClose: () => void
}

/** What became of every row of the file; what is other is proposed as one change. */
export function ImportDialog({ data, file, error, onClose }: ImportProps) {
  const [from, setFrom] = useState(usualQuarter(data))
  if (file !== null && file.parts.length > 0) {
    return (
      <ProposeFrame
        title="导入指标目录"
        act="bundle"
        change={{ kind: 'bundle', from, body: { parts: file.parts } }}
        reasonHint="如：市产改办年度目录调整"
        onProposed={() => undefined}
        onClose={onClose}
      >
        <Accounted file={file} />
        <QuarterField label="从哪个季度起" quarters={data.quarters} value={from} onChange={setFrom} />
      </ProposeFrame>
    )
  }
  return (
    <Dialog
      isOpen
      shape="wide"
      onClose={onClose}
      title="导入指标目录"
      description="没有写入任何内容。"
      footer={<Button onClick={onClose}>关闭</Button>}
    >
      {error !== null && <ProblemPanel error={error} />}
      {file !== null && <Accounted file={file} />}
    </Dialog>
  )
}

function Accounted({ file: { errors, sheets, differences, parts, notes } }: { file: CatalogueFile }) {
  const isSame = errors.length === 0 && parts.length === 0
  return (
    <div className="stack">
      {errors.length > 0 && <Lines title={`有 ${errors.length} 处不能接受，请改正后重新导入`} lines={errors} isBad />}
      {isSame && (
        <p>
          <b>文件与现有的目录相同，没有要变更的。</b>
        </p>
      )}
      {sheets.length > 0 && <Sheets sheets={sheets} />}
      {differences.length > 0 && <Differences differences={differences} />}
      {sheets.map(({ name, gone }) =>
        gone.length === 0 ? null : (
          <p key={name} className="muted">
            “{name}”表中没有的 {gone.length} 行保持不变：{gone.slice(0, 6).join('、')}
            {gone.length > 6 && '等'}。要停用的，请把“是否使用”改成“否”。
          </p>
        ),
      )}
      {notes.length > 0 && <Lines title="没有读取的内容" lines={notes} />}
    </div>
  )
}

function Sheets({ sheets }: { sheets: readonly CatalogueFileSheet[] }) {
  return (
    <div className="data-table-frame is-dense">
      <table className="data-table">
        <caption className="visually-hidden">文件中各行的去向</caption>
        <thead>
          <tr>
            {['工作表', '未变', '修改', '新增', '不能接受', '文件中没有'].map((head, at) => (
              <th key={head} scope="col" className={at === 0 ? 'is-row-header' : 'align-right'}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sheets.map(({ name, same, changed, added, refused, gone }) => (
            <tr key={name}>
              <th scope="row" className="is-row-header">
                {name}
              </th>
              {Object.entries({ same, changed, added, refused, gone: gone.length }).map(([key, count]) => (
                <td key={key} className="align-right">
                  {count}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Differences({ differences }: Pick<CatalogueFile, 'differences'>) {
  return (
    <div
      className="data-table-frame is-dense catalogue-differences"
      tabIndex={0}
      role="region"
      aria-label="与现有目录的不同（可滚动）"
    >
      <table className="data-table">
        <caption className="visually-hidden">与现有目录的不同</caption>
        <thead>
          <tr>
            {['位置', '名称', '哪一列', '现有', '文件中'].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {differences.map(({ place, name, column, before, after }) => (
            <tr key={`${place} ${column}`}>
              <td>{place}</td>
              <td className="catalogue-long">{name}</td>
              <td>{column}</td>
              <td className="catalogue-long">{before || '（空）'}</td>
              <td className="catalogue-long">{after || '（空）'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
