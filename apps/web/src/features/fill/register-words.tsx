import { formatValue } from '@cg/domain/number/number-format'
import { Link } from '@tanstack/react-router'
import { cellPlace, indexOf, registerAt } from './editor/form-cells.ts'
import type { FormEditor } from './editor/form-editor.ts'

/** Beside a cell that a register or the key tasks fill: the way there, and where they have moved since. */
export function RegisterWords({ editor, index }: { editor: FormEditor; index: number }) {
  const { detail } = editor
  const { row, unit } = cellPlace(detail, index)
  const register = registerAt(detail, row, unit)
  if (register === null) return null
  const { state } = editor.submission()
  const isMarked = detail.returnMarks.some((mark) => indexOf(detail, mark) === index)
  const isInHand = state === 'returned' ? isMarked : inHand.includes(state)
  return (
    <>
      {register.isApart && (
        <p className="side-message">
          {register.kind === null ? '重点任务' : '台账'}现计 {formatValue(register.records, row)} {row.unit}
          ，与表中的数不同。
          {isInHand
            ? '保存或提交本表时计入。'
            : `本表报送以后${register.kind === null ? '重点任务的进展' : '台账'}有了变动，没有计入；需要计入的，请市产改办退回这一格。`}
        </p>
      )}
      {register.mayRead && (
        <p className="side-message">
          {register.kind === null ? (
            <>
              <Link to="/tasks">查看重点任务</Link>，数不对的请更正其中的进展或节点。
            </>
          ) : (
            <>
              <Link to="/registers/$kind" params={{ kind: register.kind }}>
                查看“{register.name}”台账
              </Link>
              ，数不对的请在台账里改。
            </>
          )}
        </p>
      )}
    </>
  )
}

const inHand: readonly string[] = ['not_started', 'draft', 'withdrawn']
