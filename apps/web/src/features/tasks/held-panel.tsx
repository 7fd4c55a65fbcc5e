import type { TaskBoard } from '@cg/contract/task'
import { formatPeriod, formatState } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { WholeWords } from '../../shared/whole-words.tsx'
import { UseControl, useWords } from './use-dialog.tsx'
import type { UseProps } from './use-dialog.tsx'
import { Panel } from '../../ui/panel.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'

type Held = NonNullable<TaskBoard['held']>
type Row = Held['units'][number]

/** What the tasks amount to beside what the form says, unit by unit; where they differ it is said. */
export function HeldPanel({ board, held, onBoard }: UseProps & { held: Held }) {
  const apart = held.units.filter((row) => differs(row.due, row.formDue) || differs(row.done, row.formDone))
  const quarter = formatPeriod(parsePeriod(held.period))
  return (
    <Panel
      title={
        <WholeWords
          text={`${quarter}重点改革任务数：${apart.length === 0 ? '与报表一致' : `${apart.length}个区县与报表不一致`}`}
          words={['重点', '改革', '任务数', '报表', '一致']}
        />
      }
      subtitle={`左边按各区县年初至季末到期的节点和已采纳的完成日期计数（时限当日算按时），右边是报表的数。${useWords(board, held, apart.length > 0)}`}
      actions={<UseControl board={board} onBoard={onBoard} />}
    >
      <DataTable
        name="taskheld"
        caption="重点任务与报表的数"
        columns={columns}
        rows={held.units}
        rowKey={({ name }) => name}
        isDense
      />
    </Panel>
  )
}

type Said = Row['formDue']

const differs = (counted: number, { value }: Said): boolean => value !== counted

function saidCell(counted: number, said: Said) {
  const text = said.value === null ? formatState(said.state) : String(said.value)
  return differs(counted, said) ? <StatusChip tone="near">{`${text} 不一致`}</StatusChip> : text
}

const columns: readonly Column<Row>[] = [
  { key: 'unit', header: '区县', isRowHeader: true, cell: ({ name }) => name },
  { key: 'due', header: '应完成', unit: '项', align: 'right', cell: ({ due }) => due },
  { key: 'formDue', header: '报表', unit: '项', align: 'right', cell: ({ due, formDue }) => saidCell(due, formDue) },
  { key: 'done', header: '按时完成', unit: '项', align: 'right', cell: ({ done }) => done },
  {
    key: 'formDone',
    header: '报表',
    unit: '项',
    align: 'right',
    cell: ({ done, formDone }) => saidCell(done, formDone),
  },
]
