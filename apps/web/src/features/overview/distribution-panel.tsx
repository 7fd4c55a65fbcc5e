import type { ReleaseHead } from '@cg/contract/release/head'
import { ChartPanel } from '../../charts/chart-panel.tsx'
import { PlacePanel } from '../../charts/place-panel.tsx'
import type { OverviewModels } from './models.ts'
import { UnitLink } from './unit-link.tsx'

/** Where it is high and low, and how far groups are apart. */
export function DistributionPanel({ head, models }: { head: ReleaseHead; models: OverviewModels }) {
  const { tiles, gaps } = models
  return (
    <div className="overview-distribution">
      <PlacePanel
        head={head}
        facts={models.facts}
        tiles={tiles}
        target={({ key }, shape) => <UnitLink unit={key} shape={shape} />}
      />
      {gaps && (
        <ChartPanel head={head} spec={gaps.spec} model={gaps.model} hasFootnote={false} className="overview-gaps" />
      )}
    </div>
  )
}
