import { trendsBuilt } from '@cg/charts/page/compare'
import type { ChartSpec } from '@cg/contract/chart'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useMemo } from 'react'
import { MultiplesPanel } from '../../charts/multiples-panel.tsx'
import { indicatorQuery } from '../../shared/indicator.ts'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Select } from '../../ui/select.tsx'
import { LoadingState } from '../../ui/states.tsx'
import type { CompareSearch } from './search.ts'

type TrendsProps = {
  facts: MatrixFacts
  spec: ChartSpec
  search: CompareSearch
  onChange: (part: CompareSearch) => void
}

const nothing = ''

/** One indicator over time for the units shown above, a small chart each; fetched when an indicator is chosen. */
export function Trends({ facts, spec, search, onChange }: TrendsProps) {
  const chosen = facts.indicators.find(({ code }) => code === search.i)
  const options = facts.indicators.map(({ code, name }) => ({ value: code, label: name }))
  return (
    <div className="compare-trends">
      <div className="compare-controls no-print">
        <Select
          caption="各单位走势"
          value={chosen?.code ?? nothing}
          options={chosen === undefined ? [{ value: nothing, label: '选择指标' }, ...options] : options}
          onChange={(i) => onChange({ i: i === nothing ? undefined : i })}
        />
        {chosen !== undefined && (
          <Link to="/i/$code" params={{ code: chosen.code }} search={(old) => ({ p: old.p, pub: old.pub })}>
            指标详情 →
          </Link>
        )}
      </div>
      {chosen !== undefined && (
        <Chosen release={facts.release.code} code={chosen.code} spec={spec} search={search} onChange={onChange} />
      )}
    </div>
  )
}

type ChosenProps = Omit<TrendsProps, 'facts'> & { release: string; code: string }

function Chosen({ release, code, spec, search, onChange }: ChosenProps) {
  const { data, error, isPlaceholderData, refetch } = useQuery(indicatorQuery(release, code))
  const built = useMemo(() => (data === undefined ? null : trendsBuilt(data, spec, search)), [data, spec, search])
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined || built === null || isPlaceholderData)
    return (
      <Panel title="各单位走势">
        <LoadingState shape="chart" />
      </Panel>
    )
  return <MultiplesPanel facts={data} built={built} search={search} onChange={onChange} />
}
