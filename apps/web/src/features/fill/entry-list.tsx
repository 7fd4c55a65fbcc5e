import type { Finding } from '@cg/contract/entry'
import { must } from '@cg/domain/must'
import { formatValue } from '@cg/domain/number/number-format'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { DutyMarks } from '../../shared/duty-marks.tsx'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { cellIndex, cellPlace, givenWords, indexOf, rowName } from './editor/form-cells.ts'
import type { FormEditor } from './editor/form-editor.ts'
import { missingRule } from './grid/grid-marks.ts'
import { statusWords } from './grid/grid-cell.tsx'

type EntryListProps = {
  editor: FormEditor
  findings: readonly Finding[]
  /** Opens the panel of a cell: 口径, explanation, revisions. */
  onDetail: (index: number) => void
}

/** One group of fields a screen: the districts of an item, or the items of a district, whichever makes fewer groups. */
function groupsOf(detail: FormEditor['detail']): { label: string; name: string; cells: number[] }[] {
  const isEntry = (index: number) => detail.cells.isEntry[index] === true
  if (detail.rows.length < detail.units.length)
    return detail.rows.map((row, at) => ({
      label: '指标',
      name: rowName(row),
      cells: detail.units.map((_, unit) => cellIndex(detail, at, unit)).filter(isEntry),
    }))
  return detail.units.map((unit, at) => ({
    label: '区县',
    name: unit.shortName,
    cells: detail.rows.map((_, row) => cellIndex(detail, row, at)).filter(isEntry),
  }))
}

/** The form for a phone: one group at a time, a field a line, big keys. */
export function EntryList({ editor, findings, onDetail }: EntryListProps) {
  const { detail } = editor
  const [at, setAt] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const groups = groupsOf(detail)
  const { label, cells } = must(groups[at])
  const onward = (index: number) => {
    const next = cells[cells.indexOf(index) + 1]
    const field = next === undefined ? null : list.current?.querySelector<HTMLInputElement>(`[data-index="${next}"]`)
    if (field) field.focus()
    else if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  }
  return (
    <section className="entry-list" aria-label={detail.head.name}>
      {groups.length > 1 && (
        <div className="entry-list-unit">
          <Button disabled={at === 0} onClick={() => setAt(at - 1)} aria-label={`上一个${label}`}>
            ‹
          </Button>
          <Select
            aria-label={label}
            value={String(at)}
            onChange={(value) => setAt(Number(value))}
            options={groups.map((one, order) => ({
              value: String(order),
              label: `${order + 1}/${groups.length} ${one.name}`,
            }))}
          />
          <Button disabled={at === groups.length - 1} onClick={() => setAt(at + 1)} aria-label={`下一个${label}`}>
            ›
          </Button>
        </div>
      )}
      <ul ref={list}>
        {cells.map((index) => (
          <ListField
            key={index}
            editor={editor}
            index={index}
            isByItem={label === '指标'}
            findings={findings.filter(
              (finding) =>
                finding.rule !== missingRule &&
                !(finding.class === 'explain' && finding.isExplained) &&
                finding.cells.some((cell) => indexOf(detail, cell) === index),
            )}
            onNext={() => onward(index)}
            onDetail={() => onDetail(index)}
          />
        ))}
      </ul>
    </section>
  )
}

type ListFieldProps = {
  editor: FormEditor
  index: number
  isByItem: boolean
  findings: readonly Finding[]
  onNext: () => void
  onDetail: () => void
}

function ListField({ editor, index, isByItem, findings, onNext, onDetail }: ListFieldProps) {
  const cell = useSyncExternalStore(editor.subscribe, () => editor.cell(index))
  const input = useRef<HTMLInputElement>(null)
  const { row, unit } = cellPlace(editor.detail, index)
  const isOpen = editor.detail.cells.isOpen[index] === true
  const previous = editor.detail.cells.previous[index]
  const given = givenWords(editor.detail, row, unit)
  const grave =
    findings.find((finding) => finding.class === 'block') ?? findings.find((finding) => finding.class === 'explain')
  useEffect(() => {
    if (input.current !== null && !editor.isDrafted(index)) input.current.value = cell.text
  }, [editor, index, cell.text, cell.status, cell.version])
  const leave = () => {
    const field = must(input.current)
    if (!editor.isDrafted(index)) return
    if (field.value === editor.cell(index).text) editor.draft(index, null)
    else editor.commit([{ index, text: field.value }], 'grid')
    field.value = editor.cell(index).text
  }
  return (
    <li className={`entry-list-field${grave === undefined ? '' : ` entry-list-${grave.class}`}`}>
      <label>
        <span className="entry-list-name">
          {row.isRequired && <span className="entry-grid-required">*</span>}
          {isByItem ? unit.shortName : rowName(row)} <small>{row.unit}</small>
          {!isByItem && <DutyMarks row={row} />}
        </span>
        <input
          ref={input}
          className="input entry-list-input"
          data-index={index}
          defaultValue={cell.text}
          readOnly={!isOpen}
          inputMode={row.mayBeNegative ? 'text' : 'decimal'}
          enterKeyHint="next"
          autoComplete="off"
          aria-label={`${rowName(row)}，${unit.shortName}，${row.unit}`}
          aria-invalid={cell.status === 'invalid' || grave?.class === 'block' || undefined}
          onInput={(event) => editor.draft(index, event.currentTarget.value)}
          onBlur={leave}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
            event.preventDefault()
            onNext()
          }}
        />
      </label>
      <p className="entry-list-facts">
        <span>上季 {previous === null || previous === undefined ? '—' : formatValue(previous, row)}</span>
        <span role="status">{statusWords[cell.status]}</span>
        <Button kind="quiet" onClick={onDetail}>
          口径与说明
        </Button>
      </p>
      {given !== null && <p className="muted">{given}</p>}
      {cell.message !== null && <p className="entry-list-message">{cell.message}</p>}
      {grave !== undefined && <p className={`entry-list-message entry-list-message-${grave.class}`}>{grave.message}</p>}
    </li>
  )
}
