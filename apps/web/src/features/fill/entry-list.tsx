import type { Finding } from '@cg/contract/entry'
import { must } from '@cg/domain/must'
import { formatValue } from '@cg/domain/number-format'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Button } from '../../ui/button.tsx'
import { Select } from '../../ui/select.tsx'
import { cellIndex, cellPlace, indexOf, rowName } from './form-cells.ts'
import type { FormEditor } from './form-editor.ts'
import { statusWords } from './grid-cell.tsx'

type EntryListProps = {
  editor: FormEditor
  findings: readonly Finding[]
  /** Opens the panel of a cell: 口径, explanation, revisions. */
  onDetail: (index: number) => void
}

/** The form for a phone: one unit at a time, a field a line, big keys. */
export function EntryList({ editor, findings, onDetail }: EntryListProps) {
  const { detail } = editor
  const [unit, setUnit] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const cells = detail.rows.map((_, row) => cellIndex(detail, row, unit)).filter((index) => detail.cells.isEntry[index])
  const onward = (index: number) => {
    const next = cells[cells.indexOf(index) + 1]
    const field = next === undefined ? null : list.current?.querySelector<HTMLInputElement>(`[data-index="${next}"]`)
    if (field) field.focus()
    else if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  }
  return (
    <section className="entry-list" aria-label={detail.head.name}>
      {detail.units.length > 1 && (
        <div className="entry-list-unit">
          <Button disabled={unit === 0} onClick={() => setUnit(unit - 1)} aria-label="上一个区县">
            ‹
          </Button>
          <Select
            aria-label="区县"
            value={String(unit)}
            onChange={(value) => setUnit(Number(value))}
            options={detail.units.map((one, at) => ({
              value: String(at),
              label: `${at + 1}/${detail.units.length} ${one.shortName}`,
            }))}
          />
          <Button disabled={unit === detail.units.length - 1} onClick={() => setUnit(unit + 1)} aria-label="下一个区县">
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
            findings={findings.filter(
              (finding) =>
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
  findings: readonly Finding[]
  onNext: () => void
  onDetail: () => void
}

function ListField({ editor, index, findings, onNext, onDetail }: ListFieldProps) {
  const cell = useSyncExternalStore(editor.subscribe, () => editor.cell(index))
  const input = useRef<HTMLInputElement>(null)
  const { row, unit } = cellPlace(editor.detail, index)
  const isOpen = editor.detail.cells.isOpen[index] === true
  const previous = editor.detail.cells.previous[index]
  const grave =
    findings.find((finding) => finding.class === 'block') ?? findings.find((finding) => finding.class === 'explain')
  useEffect(() => {
    if (input.current !== null) input.current.value = cell.text
  }, [cell.text, cell.status, cell.version])
  const leave = () => {
    const text = must(input.current).value
    editor.draft(index, null)
    if (isOpen && text !== cell.text) editor.commit([{ index, text }], 'grid')
  }
  return (
    <li className={`entry-list-field${grave === undefined ? '' : ` entry-list-${grave.class}`}`}>
      <label>
        <span className="entry-list-name">
          {row.isRequired && <span className="entry-grid-required">*</span>}
          {rowName(row)} <small>{row.unit}</small>
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
      {cell.message !== null && <p className="entry-list-message">{cell.message}</p>}
      {grave !== undefined && <p className="entry-list-message">{grave.message}</p>}
    </li>
  )
}
