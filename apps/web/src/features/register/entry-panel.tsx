import type { RegisterSheet } from '@cg/contract/register'
import { mostRecordsAtOnce } from '@cg/contract/register'
import { useMutation } from '@tanstack/react-query'
import type { ClipboardEvent } from 'react'
import { DraftLine } from '../../shared/draft-line.tsx'
import { useDraft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { blank, isBlank, layPaste } from './entry-rows.ts'
import { enter } from './queries.ts'
import { RegisterFile } from './register-file.tsx'
import { FieldHeads, RowFields, readRow } from './row-fields.tsx'
import type { Typed } from './row-fields.tsx'

type EntryPanelProps = { sheet: RegisterSheet; onSheet: (sheet: RegisterSheet) => void }

const firstRows: readonly Typed[] = [blank, blank, blank]

/** A table to type or paste records into; all of them are entered in one go, or none. */
export function EntryPanel(props: EntryPanelProps) {
  if (props.sheet.units.length > 0) return <Entry {...props} />
  return (
    <Panel title="登记">
      <EmptyState title="还没有区县">记录登记在区县名下。请系统管理员先在“管理—单位”中设置区县，再来登记。</EmptyState>
    </Panel>
  )
}

function Entry({ sheet, onSheet }: EntryPanelProps) {
  const { kind } = sheet
  const draft = useDraft<readonly Typed[]>(`register.${kind.code}.new`, firstRows, readRows)
  const rows = draft.value
  const notify = useToast()
  const filled = rows.filter((row) => !isBlank(row))
  const report = useMutation({
    mutationFn: () => enter(kind.code, filled),
    onSuccess: (next) => {
      notify(`已登记${filled.length}条，待审核`)
      draft.discard()
      onSheet(next)
    },
  })
  const paste = (row: number) => (column: number, event: ClipboardEvent) => {
    const laid = layPaste(sheet, rows, { row, column }, event.clipboardData.getData('text'))
    if (laid === null) return
    event.preventDefault()
    draft.put(laid.rows)
    if (laid.left > 0) notify(`一次最多登记${mostRecordsAtOnce}条，最后${laid.left}行没有粘贴`)
  }
  return (
    <Panel
      title="登记"
      subtitle="可以逐格填写，也可以从 Excel 复制多行，粘贴到第一格（列的顺序与下表相同）；还可以下载模板，填好后整份上传。"
      actions={
        <div className="register-may">
          <RegisterFile sheet={sheet} onSheet={onSheet} />
        </div>
      }
    >
      <div className="register-scroll" role="region" aria-label="登记表" tabIndex={0}>
        <table className="register-entry">
          <thead>
            <tr>
              <th scope="col">行</th>
              <FieldHeads fields={kind.fields} />
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={at}>
                <th scope="row">{at + 1}</th>
                <RowFields
                  sheet={sheet}
                  row={row}
                  where={`第${at + 1}行`}
                  onRow={(next) => draft.put(rows.map((one, place) => (place === at ? next : one)))}
                  onPaste={paste(at)}
                />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <DraftLine draft={draft} what="记录" wordsOf={(kept) => `${kept.filter((row) => !isBlank(row)).length}行`} />
      <div className="register-actions">
        <Button kind="primary" isBusy={report.isPending} disabled={filled.length === 0} onClick={() => report.mutate()}>
          {filled.length === 0 ? '登记' : `登记${filled.length}条`}
        </Button>
        <Button disabled={rows.length >= mostRecordsAtOnce} onClick={() => draft.put([...rows, blank])}>
          加一行
        </Button>
        <Button kind="quiet" disabled={filled.length === 0} onClick={() => draft.put(firstRows)}>
          清空
        </Button>
      </div>
      {report.error !== null && (
        <p className="register-fault" role="alert">
          {report.error.message}
        </p>
      )}
    </Panel>
  )
}

function readRows(found: unknown): readonly Typed[] | null {
  if (!Array.isArray(found) || found.length === 0) return null
  const rows = found.map(readRow)
  return rows.every((row) => row !== null) ? rows : null
}
