import { must } from '@cg/domain/must'
import { formatValue } from '@cg/domain/number/number-format'
import { memo, useEffect, useRef, useSyncExternalStore } from 'react'
import { cellPlace, givenWords, lackingIn, rowName, sumAt } from '../editor/form-cells.ts'
import type { FormEditor } from '../editor/form-editor.ts'
import type { CellStatus } from '../editor/state.ts'

export type Beside = 'previous' | 'lastYear' | 'none'

export const statusWords: Record<CellStatus, string> = {
  clean: '',
  saved: '已保存',
  saving: '保存中',
  waiting: '待同步，已存在本机',
  invalid: '无效，未保存',
  stale: '他人已修改',
}

type GridCellProps = {
  editor: FormEditor
  index: number
  beside: Beside
  isMarked: boolean
  findingClass: 'block' | 'explain' | 'inform' | null
  /** The one cell that Tab enters the grid at. */
  isEntryPoint: boolean
  isReadOnly: boolean
}

/** One native input; it keeps its own text while being typed into, and takes the editor's otherwise. */
export const GridCell = memo(function GridCell({
  editor,
  index,
  beside,
  isMarked,
  findingClass,
  isEntryPoint,
  isReadOnly,
}: GridCellProps) {
  const cell = useSyncExternalStore(editor.subscribe, () => editor.cell(index))
  const input = useRef<HTMLInputElement>(null)
  const { detail } = editor
  const { row, unit } = cellPlace(detail, index)
  const isOpen = detail.cells.isOpen[index] === true
  const isSum = sumAt(detail, index) === index
  const given = givenWords(detail, row, unit)
  const lacking = useSyncExternalStore(editor.subscribe, () => (isSum ? lackingIn(detail, index, editor.cell) : ''))

  useEffect(() => {
    if (input.current !== null && !editor.isDrafted(index)) input.current.value = cell.text
  }, [editor, index, cell.text, cell.status, cell.version])

  const past = beside === 'none' ? null : detail.cells[beside][index]
  const classes = [
    'entry-cell',
    `entry-cell-${cell.status}`,
    isOpen ? '' : 'entry-cell-locked',
    cell.note === null ? '' : 'entry-cell-noted',
    isSum || given !== null ? 'entry-cell-sum' : '',
    isMarked ? 'entry-cell-returned' : '',
    findingClass === null ? '' : `entry-cell-${findingClass}`,
    cell.state === 'reported' || cell.state === 'not_reported' ? '' : 'entry-cell-word',
  ]
  const state = [
    statusWords[cell.status],
    isSum ? '由下级相加，不能填写' : '',
    lacking,
    given,
    isMarked ? '退回' : '',
    findingClass === 'block' ? '强制性校验未通过' : findingClass === 'explain' ? '需核实说明' : '',
  ]
  return (
    <td
      role="gridcell"
      className={classes.filter(Boolean).join(' ')}
      data-cell={index}
      title={lacking || given || undefined}
    >
      <input
        ref={input}
        className="entry-cell-input"
        defaultValue={cell.text}
        readOnly={!isOpen || isReadOnly}
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        tabIndex={isEntryPoint ? 0 : -1}
        aria-label={`${rowName(row)}，${unit.shortName}，${row.unit}`}
        aria-invalid={cell.status === 'invalid' || findingClass === 'block' || undefined}
        aria-description={state.filter(Boolean).join('，') || undefined}
        data-index={index}
      />
      {beside !== 'none' && (
        <span className="entry-cell-past">
          {past === null || past === undefined ? '—' : formatValue(past, must(row))}
        </span>
      )}
    </td>
  )
})
