import { handoverPlaceNames } from '@cg/contract/handover'
import { ownWords } from '@cg/contract/handover-book'
import type { Handover, HandoverAccount, HandoverMapping, HandoverRow, HandoverTrial } from '@cg/contract/handover'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useDownload } from '../../shared/use-download.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { FileButton } from '../../ui/file-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { useToast } from '../../ui/toast.tsx'
import { AccountLine } from './account-line.tsx'
import { readMapping, takeMapping } from './queries.ts'
import { RowDialog } from './row-dialog.tsx'

type Props = {
  data: Handover
  mapping: HandoverMapping
  trial: HandoverTrial
  /** Null for those who may only look. */
  onChange: ((mapping: HandoverMapping) => void) | null
}

type Read = { readonly mapping: HandoverMapping; readonly account: HandoverAccount }

/** The province's indicators, each with what of ours stands for it and how its unit is reached. */
export function MappingPanel({ data, mapping, trial, onChange }: Props) {
  const [editing, setEditing] = useState<number | 'new' | null>(null)
  const [read, setRead] = useState<Read | null>(null)
  const put = (rows: HandoverRow[]) => onChange?.({ ...mapping, rows })
  return (
    <Panel
      className="panel-long"
      title={data.version === 0 ? '对照表（还没有保存过）' : `对照表第${data.version}版`}
      subtitle={subtitleOf(mapping, trial)}
      controls={
        <Tools
          data={data}
          onRead={
            onChange &&
            ((found) => {
              onChange(found.mapping)
              setRead(found)
            })
          }
          onAdd={() => setEditing('new')}
        />
      }
    >
      {read !== null && JSON.stringify(read.mapping) === JSON.stringify(mapping) && (
        <AccountLine account={read.account} version={data.version} />
      )}
      <DataTable
        name="handover-rows"
        caption="对照表"
        rows={mapping.rows.map((row, at) => ({ row, at }))}
        rowKey={({ at }) => String(at)}
        columns={columnsOf(data, trial, {
          onEdit: onChange === null ? null : setEditing,
          onRemove: (at) => put(mapping.rows.filter((_, other) => other !== at)),
        })}
        empty={
          <EmptyState title="对照表里还没有省里的指标">
            先导出 Excel，把省里下发的指标代码、名称、单位填进“指标对照”表，再读入；也可以在这里逐行新增。
          </EmptyState>
        }
      />
      {editing !== null && (
        <RowDialog
          data={data}
          row={editing === 'new' ? null : (mapping.rows[editing] ?? null)}
          onClose={() => setEditing(null)}
          onDone={(row) => {
            put(editing === 'new' ? [...mapping.rows, row] : mapping.rows.with(editing, row))
            setEditing(null)
          }}
        />
      )}
    </Panel>
  )
}

function subtitleOf({ rows }: HandoverMapping, trial: HandoverTrial): string {
  const open = new Set(trial.problems.flatMap(({ row }) => (row === null ? [] : [row])))
  const later = rows.filter((_, at) => !open.has(at) && isNotThisTime(trial, at)).length
  const parts = [
    open.size === 0 ? '' : `${open.size} 项待处理`,
    later === 0 ? '' : `${later} 项本次发布没有数、这次不移交`,
  ].filter((part) => part !== '')
  return `省里的指标 ${rows.length} 项${parts.length === 0 ? '' : `，其中 ${parts.join('，')}`}`
}

type ToolsProps = { data: Handover; onRead: ((read: Read) => void) | null; onAdd: () => void }

function Tools({ data, onRead, onAdd }: ToolsProps) {
  const notify = useToast()
  const { code } = data.release
  const take = useDownload(() => takeMapping(code))
  const read = useMutation({
    mutationFn: (file: File) => readMapping(code, file),
    onSuccess: (found) => {
      const { mapping } = found
      const isSame = JSON.stringify(mapping) === JSON.stringify(data.mapping)
      onRead?.(found)
      notify(isSame ? '文件与已保存的对照表相同，没有改动。' : `已读入 ${mapping.rows.length} 行，请核对后保存。`)
    },
  })
  return (
    <div className="handover-tools">
      <Button isBusy={take.isPending} onClick={() => take.mutate()}>
        导出 Excel
      </Button>
      {onRead !== null && (
        <>
          <FileButton accept=".xlsx" isBusy={read.isPending} onFile={(file) => read.mutate(file)}>
            读入 Excel
          </FileButton>
          <Button onClick={onAdd}>新增一行</Button>
        </>
      )}
      {read.error !== null && (
        <p role="alert" className="handover-refusal">
          {read.error.message}
        </p>
      )}
    </div>
  )
}

type Line = { readonly row: HandoverRow; readonly at: number }
type Acts = { onEdit: ((at: number) => void) | null; onRemove: (at: number) => void }

function columnsOf(data: Handover, trial: HandoverTrial, { onEdit, onRemove }: Acts): readonly Column<Line>[] {
  const columns: Column<Line>[] = [
    { key: 'at', header: '行', align: 'right', cell: ({ at }) => at + 1 },
    { key: 'code', header: '省指标代码', isRowHeader: true, cell: ({ row }) => row.code },
    { key: 'name', header: '省指标名称', cell: ({ row }) => row.name },
    { key: 'own', header: '本系统', cell: ({ row }) => ownWords(data, row) },
    {
      key: 'places',
      header: '范围',
      cell: ({ row }) => <span className="nowrap">{handoverPlaceNames[row.places]}</span>,
    },
    { key: 'unit', header: '单位换算', cell: ({ row, at }) => trial.conversions[at] || row.unit },
    { key: 'decimals', header: '小数位', align: 'right', cell: ({ row }) => row.decimals },
    { key: 'state', header: '检查', cell: ({ at }) => <RowState trial={trial} at={at} /> },
  ]
  if (onEdit === null) return columns
  return [
    ...columns,
    {
      key: 'acts',
      header: '操作',
      cell: ({ row, at }) => (
        <span className="nowrap">
          <Button kind="quiet" aria-label={`修改第${at + 1}行 ${row.code}`} onClick={() => onEdit(at)}>
            修改
          </Button>
          <Button kind="quiet" aria-label={`删除第${at + 1}行 ${row.code}`} onClick={() => onRemove(at)}>
            删除
          </Button>
        </span>
      ),
    },
  ]
}

function RowState({ trial, at }: { trial: HandoverTrial; at: number }) {
  const found = trial.problems.filter(({ row }) => row === at)
  if (found.length > 0)
    return (
      <span>
        <StatusChip tone="near">待处理</StatusChip> {found.map(({ message }) => message).join('')}
      </span>
    )
  if (isNotThisTime(trial, at)) return <StatusChip tone="none">本次不移交</StatusChip>
  const half = trial.halves.find(({ row }) => row === at)
  return (
    <span>
      <StatusChip tone="good">可移交</StatusChip> {half?.message}
    </span>
  )
}

/** Nothing is wrong with the row; this release has nothing for it. */
function isNotThisTime({ idle, lines }: HandoverTrial, at: number): boolean {
  return idle.some(({ row }) => row === at) && !lines.some(({ row }) => row === at)
}
