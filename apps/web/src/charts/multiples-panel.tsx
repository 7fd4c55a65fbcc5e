import type { Built } from '@cg/charts/build-model'
import { paneUnits, panesOnAPage } from '@cg/charts/models/multiples'
import { measuredOnly } from '@cg/charts/models/trend-measured'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { MultiplesSearch } from '../shared/multiples-search.ts'
import { Pagination } from '../ui/pagination.tsx'
import { Panel } from '../ui/panel.tsx'
import { SegmentedControl } from '../ui/segmented.tsx'
import { Select } from '../ui/select.tsx'
import { EmptyState } from '../ui/states.tsx'
import { ChartPanel } from './chart-panel.tsx'

type MultiplesPanelProps = {
  facts: IndicatorFacts
  built: Built
  search: MultiplesSearch
  onChange: (part: MultiplesSearch) => void
  isStale?: boolean
  className?: string
  children?: ReactNode
}

/** One small line chart a unit, each leading to the unit's own page. */
export function MultiplesPanel({ facts, built, search, onChange, isStale, className, children }: MultiplesPanelProps) {
  const controls = <MultiplesControls facts={facts} search={search} onChange={onChange} />
  const placed = className === undefined ? {} : { className }
  if (!('model' in built))
    return (
      <Panel title={`${facts.indicator.name}各单位走势`} controls={controls} {...placed}>
        <EmptyState title="不能这样画">{built.refusal}</EmptyState>
      </Panel>
    )
  const { model } = built
  return (
    <ChartPanel
      head={facts.release}
      spec={built.spec}
      model={model}
      hasFootnote={false}
      controls={controls}
      target={({ key }, shape) => <Link {...shape} to="/u/$unit" params={{ unit: key }} />}
      {...(isStale === undefined ? {} : { isStale })}
      {...placed}
    >
      <Pagination
        page={search.page ?? 1}
        pageSize={panesOnAPage}
        total={paneUnits(facts, built.spec).length}
        onPage={(page) => onChange({ page: page === 1 ? undefined : page })}
      />
      {children}
    </ChartPanel>
  )
}

function MultiplesControls({ facts, search, onChange }: Pick<MultiplesPanelProps, 'facts' | 'search' | 'onChange'>) {
  const { periods } = measuredOnly(facts)
  const [first, last] = [periods[0] ?? '', periods.at(-1) ?? '']
  const from = search.from !== undefined && periods.includes(search.from) ? search.from : first
  const to = search.to !== undefined && periods.includes(search.to) ? search.to : last
  const optionOf = (value: string) => ({ value, label: formatPeriod(parsePeriod(value), 'axis') })
  return (
    <>
      <Select
        aria-label="自哪一期"
        className="select-small"
        value={from}
        options={periods.filter((period) => period <= to).map(optionOf)}
        onChange={(value) => onChange({ from: value === first ? undefined : value })}
      />
      <Select
        aria-label="至哪一期"
        className="select-small"
        value={to}
        options={periods.filter((period) => period >= from).map(optionOf)}
        onChange={(value) => onChange({ to: value === last ? undefined : value })}
      />
      <SegmentedControl
        label="纵轴"
        options={[
          { value: 'shared', label: '同一纵轴' },
          { value: 'own', label: '各用纵轴' },
        ]}
        value={search.axes ?? 'shared'}
        onChange={(value) => onChange({ axes: value === 'own' ? 'own' : undefined })}
      />
    </>
  )
}
