import type { OverviewFacts } from '@cg/contract/release/overview'
import { Link } from '@tanstack/react-router'
import { Panel } from '../../ui/panel.tsx'
import { AlertList } from './alert-list.tsx'

const mostShown = 5

/** What needs a decision: the gravest five, and a way to all of them. */
export function AlertPanel({ facts: { alerts, release } }: { facts: OverviewFacts }) {
  const title = alerts.length === 0 ? '本期没有需要关注的事项' : `需关注的${alerts.length}件事`
  return (
    <Panel
      title={title}
      {...(alerts.length === 0 ? {} : { subtitle: '按影响人数与差距排序' })}
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
