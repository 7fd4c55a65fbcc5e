import { alertOrder, alertTitle } from '@cg/charts/page/overview'
import type { OverviewFacts } from '@cg/contract/release/overview'
import { Link } from '@tanstack/react-router'
import { Panel } from '../../ui/panel.tsx'
import { AlertList } from './alert-list.tsx'

const mostShown = 5

/** What needs a decision: the gravest five, and a way to all of them. */
export function AlertPanel({ facts: { alerts, release } }: { facts: OverviewFacts }) {
  return (
    <Panel
      title={alertTitle({ alerts })}
      {...(alerts.length === 0 ? {} : { subtitle: alertOrder })}
      className="overview-alerts"
    >
      <AlertList alerts={alerts.slice(0, mostShown)} words={release.unbroken} />
      {alerts.length > mostShown && (
        <p className="panel-more no-print">
          <Link to="." search={(old) => ({ ...old, alerts: 'all' })}>
            全部 {alerts.length} 项，可按部门、单位筛选 →
          </Link>
        </p>
      )}
    </Panel>
  )
}
