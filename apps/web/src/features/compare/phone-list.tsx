import type { GridBody } from '@cg/charts/model'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { Select } from '../../ui/select.tsx'

/** On a phone the rug is one indicator at a time: units with value, mark and words, weak ones first when so sorted. */
export function PhoneList({
  facts,
  body,
  indicator,
  onChoose,
  onOpen,
}: {
  facts: MatrixFacts
  body: GridBody
  indicator: string | undefined
  onChoose: (code: string) => void
  onOpen: (cell: { row: string; column: string; anchor: HTMLElement }) => void
}) {
  const at = Math.max(
    0,
    body.columns.findIndex(({ key }) => key === indicator),
  )
  const column = body.columns[at]
  if (column === undefined) return null
  const lead = facts.indicators.find(({ code }) => code === column.key)?.leadDepartment
  return (
    <div className="rug-phone">
      <Select
        aria-label="指标"
        value={column.key}
        options={body.columns.map(({ key, name }) => ({ value: key, label: name }))}
        onChange={onChoose}
      />
      <p className="panel-subtitle">
        {column.unit}，{body.totalsWord}
        {body.totals[at]}
        {lead !== undefined && `，牵头部门 ${lead}`}
      </p>
      <ul className="rug-list">
        {body.rows.map((row) => {
          const cell = row.cells[at]
          if (cell === undefined) return null
          return (
            <li key={row.key}>
              <button
                type="button"
                className="rug-item"
                onClick={(event) => onOpen({ row: row.key, column: column.key, anchor: event.currentTarget })}
              >
                <span>{row.name}</span>
                <span className="rug-item-words">{cell.value === null ? '' : cell.words}</span>
                <b>
                  {cell.mark} {cell.text}
                </b>
              </button>
            </li>
          )
        })}
      </ul>
    </div>
  )
}
