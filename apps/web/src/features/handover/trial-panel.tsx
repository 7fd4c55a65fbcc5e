import { handoverStateNames } from '@cg/contract/handover'
import type { HandoverLine, HandoverTrial } from '@cg/contract/handover'
import type { ReactNode } from 'react'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { Unmapped } from './unmapped.tsx'

const columns: readonly Column<HandoverLine>[] = [
  { key: 'code', header: '省指标代码', isRowHeader: true, cell: (line) => line.code },
  { key: 'name', header: '省指标名称', cell: (line) => line.name },
  {
    key: 'region',
    header: '地区',
    cell: (line) => (
      <span className="nowrap">
        {line.regionCode} {line.regionName}
      </span>
    ),
  },
  { key: 'group', header: '分组', cell: (line) => line.groupName },
  { key: 'own', header: '本系统的数', align: 'right', cell: (line) => <span className="nowrap">{line.own}</span> },
  {
    key: 'value',
    header: '移交数值',
    align: 'right',
    sortValue: (line) => line.value,
    cell: (line) => (
      <span className="nowrap">
        {line.text === '' ? '' : `${line.text}${line.unit === '%' ? '' : ' '}${line.unit}`}
      </span>
    ),
  },
  {
    key: 'state',
    header: '状态',
    cell: (line) => (
      <span className="nowrap">
        {handoverStateNames[line.state]}
        {line.stateCode !== '' && `（${line.stateCode}）`}
      </span>
    ),
  },
  { key: 'note', header: '备注', cell: (line) => line.note },
]

function countWords({ lines, counts }: HandoverTrial): string {
  const parts = counts.map(({ state, lines: found }) => `${handoverStateNames[state]} ${found} 行`)
  return lines.length === 0 ? '没有一行可以移交' : `共 ${lines.length} 行：${parts.join('，')}`
}

/** 试运行: every line of the file as it would be, beside the figure of the page; what is open, and what stays out. */
export function TrialPanel({
  trial,
  isStale,
  actions,
}: {
  trial: HandoverTrial
  isStale: boolean
  actions: ReactNode
}) {
  const general = trial.problems.filter(({ row }) => row === null)
  const ofRows = new Set(trial.problems.flatMap(({ row }) => (row === null ? [] : [row]))).size
  return (
    <Panel
      className="panel-long"
      title="试运行：文件里会有什么"
      subtitle={countWords(trial)}
      isStale={isStale}
      controls={actions}
    >
      {(general.length > 0 || ofRows > 0) && (
        <ul className="handover-open" aria-label="待处理">
          {ofRows > 0 && <li>对照表有 {ofRows} 行待处理，见各行的“检查”；这些行没有列入下表。</li>}
          {general.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      )}
      <DataTable
        name="handover-lines"
        caption="移交文件的内容"
        columns={columns}
        rows={trial.lines}
        rowKey={(line) => `${line.row} ${line.regionCode} ${line.regionName}`}
        maxHeight={560}
        isDense
        empty={<EmptyState title="没有一行可以移交">对照表每有一行检查通过，这里就列出它的数。</EmptyState>}
      />
      <Unmapped trial={trial} />
    </Panel>
  )
}
