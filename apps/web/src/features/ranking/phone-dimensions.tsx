import type { GridBody } from '@cg/charts/model'
import { useState } from 'react'
import { Select } from '../../ui/select.tsx'

type PhoneDimensionsProps = {
  body: GridBody
  selected: string | null
  onSelect: (unit: string) => void
}

/** On a phone the blocks of the score are read one at a time: the units from the best down, with score and place. */
export function PhoneDimensions({ body, selected, onSelect }: PhoneDimensionsProps) {
  const [key, setKey] = useState(body.columns[1]?.key ?? '')
  const at = Math.max(
    0,
    body.columns.findIndex((column) => column.key === key),
  )
  const rows = body.rows
    .flatMap((row) => {
      const cell = row.cells[at]
      return cell === undefined ? [] : [{ ...row, cell }]
    })
    .toSorted((left, right) => (right.cell.value ?? -1) - (left.cell.value ?? -1))
  return (
    <div className="phone-dimensions">
      <Select
        aria-label="维度"
        value={body.columns[at]?.key ?? ''}
        options={body.columns.map((column) => ({ value: column.key, label: column.name }))}
        onChange={setKey}
      />
      <ul className="dimension-list">
        {rows.map(({ key: unit, name, cell }) => (
          <li key={unit}>
            <button type="button" aria-pressed={unit === selected} onClick={() => onSelect(unit)}>
              <span>{name.replace(/^\d+ /, '')}</span>
              <span className="dimension-bar" aria-hidden="true">
                <span style={{ width: `${Math.max(0, Math.min(100, cell.value ?? 0))}%` }} />
              </span>
              <b>{cell.text}</b>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
