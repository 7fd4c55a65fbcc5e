import type { ReleaseHead } from '@cg/contract/release/head'
import { lightOf } from '@cg/charts/grid-cell'
import type { GridBody, GridCell } from '@cg/charts/model'
import { Link } from '@tanstack/react-router'
import type { Built } from '@cg/charts/build-model'
import { ChartPanel } from '../../charts/chart-panel.tsx'
import { LightMark, stateTone } from '../../charts/light-chip.tsx'
import { Panel } from '../../ui/panel.tsx'
import { StatusMark } from '../../ui/status-chip.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { lateByUnit, lightRows } from './models.ts'

/** The lights of all units: which commitments lag where. */
export function LightsPanel({
  head,
  built,
  onRow,
}: {
  head: ReleaseHead
  built: Built
  onRow: (code: string) => void
}) {
  if (!('model' in built))
    return (
      <Panel title="各单位目标完成情况">
        <EmptyState title="不能逐个列出各单位">{built.refusal}</EmptyState>
      </Panel>
    )
  const { model, spec } = built
  if (model.body.form !== 'grid') return null
  return (
    <ChartPanel
      head={head}
      spec={spec}
      model={model}
      hasFootnote={false}
      className="lights-panel"
      drawing={<LightsTable body={model.body} caption={model.neutralTitle} onRow={onRow} />}
    />
  )
}

type LightsTableProps = { body: GridBody; caption: string; onRow: (code: string) => void }

/** Indicators down, units across; on a phone a list of indicators with the units that lag. */
function LightsTable({ body, caption, onRow }: LightsTableProps) {
  const rows = lightRows(body)
  return (
    <>
      <div className="lights-frame" tabIndex={0} role="region" aria-label={`${caption}（可滚动）`}>
        <table className="lights">
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col" className="lights-name">
                指标
              </th>
              {body.rows.map((unit) => (
                <th key={unit.key} scope="col" className={unit.tone === 'focus' ? 'is-focus' : undefined}>
                  <Link from="/targets" to="." search={(old) => ({ ...old, unit: unit.key, row: undefined })}>
                    {unit.name}
                  </Link>
                </th>
              ))}
              <th scope="col">滞后单位</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row" className="lights-name">
                  <button type="button" className="goal-open" onClick={() => onRow(row.key)}>
                    {row.name}
                  </button>
                  <span className="goal-unit">{row.unit}</span>
                </th>
                {row.cells.map((cell, at) => (
                  <LightCell key={body.rows[at]?.key ?? at} cell={cell} isFocus={body.rows[at]?.tone === 'focus'} />
                ))}
                <td className="align-right">{row.total}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" className="lights-name">
                滞后项数
              </th>
              {lateByUnit(body).map((late, at) => (
                <td key={body.rows[at]?.key ?? at}>{late}</td>
              ))}
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
      <ul className="lights-list">
        {rows.map((row) => (
          <li key={row.key}>
            <button type="button" className="goal-open" onClick={() => onRow(row.key)}>
              {row.name}
            </button>
            <span>{row.late.length === 0 ? '没有单位滞后' : `${row.total}单位滞后：${row.late.join('、')}`}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function LightCell({ cell, isFocus }: { cell: GridCell; isFocus: boolean }) {
  const light = lightOf(cell)
  const kind = light ?? (cell.value === null ? 'missing' : 'plain')
  return (
    <td className={`lights-cell lights-${kind}${isFocus ? ' is-focus' : ''}`}>
      {light === null && cell.value === null && <StatusMark tone={stateTone(cell.state)} size={10} />}
      <LightMark light={light} />
      {cell.text}
    </td>
  )
}
