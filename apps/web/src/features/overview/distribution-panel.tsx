import type { ChartModel, DumbbellBody, DumbbellRow } from '@cg/charts/model'
import type { ReleaseHead } from '@cg/contract/release'
import { ChartPanel } from '../../charts/chart-panel.tsx'
import { percentOf } from '../../charts/geometry.ts'
import { TileGrid } from '../../charts/tile-grid.tsx'
import type { OverviewModels } from './models.ts'

/** Where it is high and low, and how far groups are apart. */
export function DistributionPanel({ head, models }: { head: ReleaseHead; models: OverviewModels }) {
  const { tiles, gaps } = models
  return (
    <div className="overview-distribution">
      {tiles.model.body.form === 'tiles' && (
        <ChartPanel head={head} spec={tiles.spec} model={tiles.model} hasFootnote={false}>
          <TileGrid body={tiles.model.body} measure={models.facts.measure.code} />
        </ChartPanel>
      )}
      {gaps && (
        <ChartPanel head={head} spec={gaps.spec} model={gaps.model} hasFootnote={false} className="overview-gaps">
          <GapStrips model={gaps.model} />
        </ChartPanel>
      )}
    </div>
  )
}

function GapStrips({ model }: { model: ChartModel }) {
  if (model.body.form !== 'dumbbell') return null
  const { body } = model
  return (
    <ul className="gap-strips">
      {body.rows.map((row) => (
        <GapStrip key={row.key} row={row} body={body} />
      ))}
    </ul>
  )
}

function GapStrip({ row, body }: { row: DumbbellRow; body: DumbbellBody }) {
  const { start, end } = row
  const ends = [start, end].filter((figure) => figure.value !== null)
  const places = ends.map((figure) => percentOf(body.scale, figure.value ?? 0))
  const left = Math.min(...places)
  return (
    <li className="gap-strip">
      <span className="gap-name">{row.name}</span>
      <span className="gap-line">
        {ends.length === 2 && (
          <span className="gap-bar" style={{ left: `${left}%`, width: `${Math.max(...places) - left}%` }} />
        )}
        {[start, end].map(
          (figure, index) =>
            figure.value !== null && (
              <span
                key={index === 0 ? 'start' : 'end'}
                className={index === 0 ? 'gap-end gap-start' : 'gap-end'}
                style={{ left: `${percentOf(body.scale, figure.value)}%` }}
              >
                <span className="gap-label">{figure.text}</span>
              </span>
            ),
        )}
        {ends.length === 0 && <span className="gap-reason">{row.reason ?? '没有可比数据'}</span>}
      </span>
      <span className="gap-value">
        {row.change}
        {row.detail[3] !== undefined && <span className="gap-verdict">{row.detail[3]}</span>}
      </span>
    </li>
  )
}
