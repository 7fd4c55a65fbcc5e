import type { AppealBoard, CheckedUnit } from '@cg/contract/appeal'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import type { Tone } from '../../ui/status-chip.tsx'
import { RecordButton } from './record-button.tsx'
import { ObjectionList } from './objections.tsx'
import { EndDialog, WindowDialog } from './window-dialogs.tsx'
import { unitWords } from './words.ts'

/** The office's view: the window, how far the districts are, and what they object to. */
export function Board({ board }: { board: AppealBoard }) {
  const { items, units, window } = board
  return (
    <div className="stack">
      {board.mayManage && <WindowBar board={board} />}
      {window === null && (
        <EmptyState title="本季度还没有开始区县核对">
          核对期由市产改办在发布之前开始。期间各区县看到本单位已审核通过的数字，可以确认无误或逐项提出异议；
          异议全部答复、核对期结束之后才能发布。
        </EmptyState>
      )}
      {window !== null && (
        <Panel title="异议" subtitle="成立的，报表在这一格退回填报单位修改；全部答复之前不能发布">
          {items.length === 0 ? (
            <EmptyState title="还没有异议">区县提出后列在这里，并在消息中提示。</EmptyState>
          ) : (
            <ObjectionList items={items} />
          )}
        </Panel>
      )}
      {window !== null && units.length > 0 && (
        <Panel
          title="各单位核对情况"
          controls={window !== null && units.length > 1 && <RecordButton period={board.period} />}
        >
          <DataTable
            name="checked"
            caption="各单位核对情况"
            columns={columns(board.period)}
            rows={units}
            rowKey={({ code }) => code}
          />
        </Panel>
      )}
    </div>
  )
}

function WindowBar({ board }: { board: AppealBoard }) {
  const [asked, setAsked] = useState<'open' | 'move' | 'end' | null>(null)
  const { window, closedReason } = board
  const isOpen = window?.isOpen === true
  return (
    <div className="check-window">
      {isOpen && (
        <>
          <Button onClick={() => setAsked('move')}>改截止时间</Button>
          <Button onClick={() => setAsked('end')}>现在结束</Button>
        </>
      )}
      {!isOpen && closedReason === null && (
        <Button kind="primary" onClick={() => setAsked('open')}>
          {window === null ? '开始核对' : '再次核对'}
        </Button>
      )}
      {!isOpen && closedReason !== null && <p className="muted">{closedReason}</p>}
      {(asked === 'open' || asked === 'move') && (
        <WindowDialog board={board} isMove={asked === 'move'} onClose={() => setAsked(null)} />
      )}
      {asked === 'end' && window !== null && <EndDialog board={board} window={window} onClose={() => setAsked(null)} />}
    </div>
  )
}

function toneOf({ confirmed, waiting }: CheckedUnit): Tone {
  if (waiting > 0) return 'near'
  if (confirmed === null) return 'none'
  return confirmed.isStale ? 'near' : 'good'
}

const columns = (period: string): readonly Column<CheckedUnit>[] => [
  { key: 'name', header: '单位', isRowHeader: true, cell: ({ name }) => name },
  {
    key: 'state',
    header: '核对情况',
    cell: (unit) => <StatusChip tone={toneOf(unit)}>{unitWords(unit)}</StatusChip>,
    sortValue: (unit) => unitWords(unit),
  },
  {
    key: 'objections',
    header: '异议',
    unit: '条',
    align: 'right',
    cell: ({ objections }) => objections,
    sortValue: ({ objections }) => objections,
  },
  {
    key: 'sheet',
    header: '核对表',
    cell: ({ code, name }) => (
      <Link to="/check" search={{ quarter: period, unit: code }} aria-label={`查看${name}的核对表`}>
        查看
      </Link>
    ),
  },
]
