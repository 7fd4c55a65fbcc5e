import type { OverviewFacts } from '@cg/contract/release/overview'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Drawer } from '../../ui/dialog.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { AlertList } from './alert-list.tsx'
import { noAlerts } from './search.ts'
import type { OverviewSearch } from './search.ts'

type Alert = OverviewFacts['alerts'][number]

const all = ''

/** The alerts that a department or unit owns, or that are about the unit. */
export function alertsFor(alerts: readonly Alert[], { dep, at }: Pick<OverviewSearch, 'dep' | 'at'>): Alert[] {
  return alerts.filter(
    ({ owners, units }) =>
      (dep === undefined || owners.includes(dep)) && (at === undefined || units.includes(at) || owners.includes(at)),
  )
}

/** Every alert of the release, by department and unit. Open while the URL says so. */
export function AlertDrawer({ facts }: { facts: OverviewFacts }) {
  const search = useSearch({ from: '/signed-in/' })
  const navigate = useNavigate({ from: '/' })
  const change = (part: OverviewSearch) => void navigate({ search: (old) => ({ ...old, ...part }), replace: true })
  const { alerts, owners } = facts
  const shown = alertsFor(alerts, search)
  const units = unitsOf(facts)
  return (
    <Drawer
      isOpen={search.alerts === 'all'}
      onClose={() => change(noAlerts)}
      title={`需关注的${alerts.length}件事`}
      description={shown.length === alerts.length ? '按影响人数与差距排序' : `筛选出 ${shown.length} 项`}
    >
      <div className="alert-filters">
        <Select
          caption="责任部门"
          value={search.dep ?? all}
          options={[
            { value: all, label: '全部部门' },
            ...owners.map(({ code, name }) => ({ value: code, label: name })),
          ]}
          onChange={(dep) => change({ dep: dep === all ? undefined : dep })}
        />
        <Select
          caption="涉及单位"
          value={search.at ?? all}
          options={[
            { value: all, label: '全部单位' },
            ...units.map(({ code, name }) => ({ value: code, label: name })),
          ]}
          onChange={(at) => change({ at: at === all ? undefined : at })}
        />
      </div>
      {shown.length === 0 ? (
        <EmptyState title="没有符合条件的事项" />
      ) : (
        <AlertList alerts={shown} words={facts.release.unbroken} />
      )}
    </Drawer>
  )
}

/** Units that some alert is about, in protocol order. */
function unitsOf({ alerts, rankings }: OverviewFacts): { code: string; name: string }[] {
  const concerned = new Set(alerts.flatMap((alert) => alert.units))
  const units = rankings[0]?.units
  return (units?.code ?? []).flatMap((code, at) =>
    concerned.has(code) ? [{ code, name: units?.name[at] ?? code }] : [],
  )
}
