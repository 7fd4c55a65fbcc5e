import type { Conflict, ConflictBoard, ConflictSide } from '@cg/contract/conflict'
import { formatDateTime, formatValue } from '@cg/domain/number/number-format'
import { distanceWords } from '@cg/domain/number/difference'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { WholeWords } from '../../shared/whole-words.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { DecideDialog } from './decide-dialog.tsx'
import { pairWords } from './words.ts'

/** The two figures side by side, what was written about them, and which one was taken. */
export function ConflictTable({ board }: { board: ConflictBoard }) {
  const [deciding, setDeciding] = useState<Conflict | null>(null)
  return (
    <>
      <DataTable
        name="conflicts"
        caption="对不上的数"
        columns={columnsOf(board, setDeciding)}
        rows={board.items}
        rowKey={(one) => `${one.rule} ${one.place}`}
        empty={
          <EmptyState title="没有查到对不上的数">
            比对只用已报送的表；报送齐了再看一次。比对哪些内容列在下面。
          </EmptyState>
        }
      />
      {deciding !== null && (
        <DecideDialog period={board.period} conflict={deciding} onClose={() => setDeciding(null)} />
      )}
    </>
  )
}

function columnsOf(board: ConflictBoard, onDecide: (one: Conflict) => void): readonly Column<Conflict>[] {
  const acts: Column<Conflict> = {
    key: 'acts',
    header: '操作',
    cell: (one) => {
      const verb = one.choice === null ? '认定' : '重新认定'
      return (
        <Button kind="quiet" aria-label={`${verb}${one.unitName}：${one.title}`} onClick={() => onDecide(one)}>
          {verb}
        </Button>
      )
    },
  }
  return [
    { key: 'unit', header: '单位', isRowHeader: true, cell: (one) => <span className="nowrap">{one.unitName}</span> },
    {
      key: 'what',
      header: '比对',
      cell: (one) => (
        <span className="conflict-words">
          <WholeWords text={one.title} words={pairWords} />
        </span>
      ),
    },
    { key: 'first', header: '来源一', cell: (one) => <Side side={one.first} period={board.period} /> },
    { key: 'second', header: '来源二', cell: (one) => <Side side={one.second} period={board.period} /> },
    {
      key: 'gap',
      header: '相差',
      align: 'right',
      cell: ({ first, second }) => <span className="nowrap">{distanceWords(first.value, second.value, first)}</span>,
    },
    { key: 'choice', header: '认定', cell: (one) => <Choice conflict={one} /> },
    ...(board.mayDecide ? [acts] : []),
  ]
}

function Side({ side, period }: { side: ConflictSide; period: string }) {
  const { form } = side
  return (
    <div className="conflict-side">
      <strong className="nowrap">
        {formatValue(side.value, side)}
        {side.unit}
      </strong>
      <span>
        <WholeWords text={`${side.source}：${side.name}`} words={pairWords} />
      </span>
      {form !== null && (
        <Link
          to="/review/$period/$form/$reporter"
          params={{ period, form: form.form, reporter: form.reporter }}
          aria-label={`审核《${form.formName}》`}
        >
          《{form.formName}》
        </Link>
      )}
    </div>
  )
}

function Choice({ conflict: { choice, explanations, first, second } }: { conflict: Conflict }) {
  return (
    <div className="conflict-side">
      {choice === null ? (
        <StatusChip tone="near">待认定</StatusChip>
      ) : (
        <>
          <StatusChip tone={choice.isOutdated ? 'near' : 'good'}>
            {choice.adopted === 'both'
              ? '两数均属实'
              : `采用${choice.adopted === 'first' ? first.source : second.source}`}
          </StatusChip>
          <span>{choice.reason}</span>
          <span className="muted">
            {choice.by}，{formatDateTime(choice.at)}
            {choice.isOutdated && '；此后数有改动，请重新认定'}
          </span>
        </>
      )}
      {explanations.map(({ by, text }) => (
        <span key={`${by}${text}`} className="muted">
          说明（{by}）：{text}
        </span>
      ))}
    </div>
  )
}
