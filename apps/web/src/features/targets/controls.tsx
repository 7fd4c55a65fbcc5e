import { dimensionNames } from '@cg/contract/dimension'
import type { TargetsFacts } from '@cg/contract/release/targets'
import type { UnitColumns } from '@cg/contract/release/fact'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { rankingQuery } from '../../shared/ranking.ts'
import { sharedLink } from '../../lib/shared-link.ts'
import { useNarrow } from '../../lib/use-narrow.ts'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import type { TargetsSearch } from './search.ts'

type ControlsProps = {
  /** The city's: it names the units. */
  city: TargetsFacts
  /** Whose rows are shown. */
  facts: TargetsFacts
  search: TargetsSearch
  onChange: (part: TargetsSearch) => void
}

const all = ''

/** Year, whose commitments, grouped by what, narrowed to a department or a block. */
export function TargetControls({ city, facts, search, onChange }: ControlsProps) {
  const units = useUnits(city)
  const dimensions = [...new Set(facts.rows.map(({ indicator }) => indicator.dimension))]
  const year = search.year ?? facts.targetYear
  return (
    <div className="goal-controls no-print">
      <SegmentedControl
        label="年度"
        options={facts.years.map((one) => ({ value: String(one), label: `${one}年` }))}
        value={String(year)}
        onChange={(next) => onChange({ year: Number(next) === facts.targetYear ? undefined : Number(next) })}
      />
      <SegmentedControl
        label="分组"
        options={[
          { value: 'dimension', label: '按维度' },
          { value: 'department', label: '按牵头部门' },
        ]}
        value={search.by ?? 'dimension'}
        onChange={(by) => onChange({ by: by === 'dimension' ? undefined : by })}
      />
      {sharedLink() === null && <Link to="/materials/talk">讲话对照 →</Link>}
      <Narrowed isNarrow={useNarrow()} isSet={search.dep !== undefined || search.dim !== undefined}>
        {units !== undefined && (
          <Select
            caption="单位"
            value={facts.unit?.code ?? all}
            options={[
              { value: all, label: '全市' },
              ...units.code.map((code, at) => ({ value: code, label: units.shortName[at] ?? code })),
            ]}
            onChange={(unit) => onChange({ unit: unit === all ? undefined : unit })}
          />
        )}
        <Select
          caption="部门"
          value={search.dep ?? all}
          options={[
            { value: all, label: '全部' },
            ...facts.departments.map(({ code, name }) => ({ value: code, label: name })),
          ]}
          onChange={(dep) => onChange({ dep: dep === all ? undefined : dep })}
        />
        <Select
          caption="维度"
          value={search.dim ?? all}
          options={[
            { value: all, label: '全部' },
            ...dimensions.map((code) => ({ value: code, label: dimensionNames[code] ?? code })),
          ]}
          onChange={(dim) => onChange({ dim: dim === all ? undefined : dim })}
        />
      </Narrowed>
    </div>
  )
}

/** All units: the matrix names them; without one, of very many units, the ranking of the first commitment does. */
function useUnits(city: TargetsFacts): UnitColumns | undefined {
  const first = city.rows[0]?.indicator.code ?? ''
  const isLeft = city.matrix === null && first !== '' && city.release.state === 'published'
  const { data } = useQuery({ ...rankingQuery(city.release.code, first), enabled: isLeft })
  return city.matrix?.units ?? data?.units
}

/** On a phone the lists stand behind one line, open while they narrow something. */
function Narrowed({ isNarrow, isSet, children }: { isNarrow: boolean; isSet: boolean; children: ReactNode }) {
  if (!isNarrow) return <span className="goal-controls-right">{children}</span>
  return (
    <details className="goal-more" open={isSet || undefined}>
      <summary>按单位、部门、维度筛选</summary>
      <span className="goal-controls-right">{children}</span>
    </details>
  )
}
