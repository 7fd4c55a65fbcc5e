import type { ReleaseHead } from '@cg/contract/release/head'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { WorkerCharts } from '@cg/charts/page/indicator'
import { Link } from '@tanstack/react-router'
import { Fragment } from 'react'
import { ChartPanel } from '../../charts/chart-panel.tsx'
import { sharedLink } from '../../lib/shared-link.ts'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState } from '../../ui/states.tsx'

/** The city's figure of everybody and of each group of workers, with the way to the indicators of the others. */
export function WorkerGroupPanel({ facts, city }: { facts: IndicatorFacts; city: WorkerCharts['city'] }) {
  if (!('model' in city))
    return (
      <Panel title={`${facts.indicator.name}按${facts.workerGroups?.name ?? ''}`}>
        <EmptyState title="本期没有可画的数据">{city.refusal}</EmptyState>
      </Panel>
    )
  return (
    <ChartPanel head={facts.release} spec={city.spec} model={city.model} hasFootnote={false}>
      <OtherIndicators facts={facts} />
    </ChartPanel>
  )
}

function OtherIndicators({ facts: { indicator, workerGroups } }: { facts: IndicatorFacts }) {
  if (workerGroups === null || workerGroups === undefined || sharedLink() !== null) return null
  const others = [workerGroups.whole, ...workerGroups.groups].filter((side) => side.indicator !== indicator.code)
  return (
    <p className="panel-note no-print">
      {others.map((side, at) => (
        <Fragment key={side.indicator}>
          {at > 0 && '　'}
          <Link to="/i/$code" params={{ code: side.indicator }}>
            {side.indicatorName} →
          </Link>
        </Fragment>
      ))}
    </p>
  )
}

/** Everybody and a group in each unit, one panel a group. */
export function GroupGapPanels(props: {
  head: ReleaseHead
  units: WorkerCharts['units']
  onPassport: (unit: string) => void
}) {
  const { head, units, onPassport } = props
  return units.map((built) =>
    'model' in built ? (
      <ChartPanel
        key={built.spec.axis}
        head={head}
        spec={built.spec}
        model={built.model}
        hasFootnote={false}
        onSelect={onPassport}
      />
    ) : null,
  )
}
