import type { ChartCut } from '@cg/contract/chart-choices'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { dimensionWords } from '../../shared/words.ts'
import { Checkbox } from '../../ui/field.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import type { Option } from '../../ui/select.tsx'
import type { CompareSearch } from './search.ts'
import { ViewSwitch } from './view-switch.tsx'

function cutOptions(facts: MatrixFacts): readonly Option<ChartCut>[] {
  return [
    { value: 'target', label: '与目标比' },
    { value: 'city', label: '与全市比' },
    { value: 'rank', label: '位次' },
    { value: 'change', label: '变化', isDisabled: facts.beside === undefined },
  ]
}

const all = '全部'

/** Colouring, what is shown, and in which order. */
export function CompareControls({
  facts,
  search,
  onChange,
  isNarrow,
}: {
  facts: MatrixFacts
  search: CompareSearch
  onChange: (part: CompareSearch) => void
  isNarrow: boolean
}) {
  const dimensions = [...new Set(facts.indicators.map(({ dimension }) => dimension))]
  const groups = [...new Set(facts.units.group.filter((group) => group !== null))]
  return (
    <div className="compare-controls">
      {!isNarrow && <ViewSwitch search={search} onChange={onChange} />}
      <SegmentedControl
        label="着色"
        isPageWide
        options={cutOptions(facts)}
        value={search.cut ?? 'target'}
        onChange={(cut) => onChange({ cut: cut === 'target' ? undefined : cut })}
      />
      <Select
        caption="指标"
        value={dimensions.find((one) => one === search.dim) ?? all}
        options={[
          { value: all, label: '全部考核指标' },
          ...dimensions.map((value) => ({ value, label: dimensionWords[value] ?? value })),
        ]}
        onChange={(dim) => onChange({ dim: dim === all ? undefined : dim, fold: undefined })}
      />
      {groups.length > 1 && (
        <Select
          caption="范围"
          value={groups.find((group) => group === search.group) ?? all}
          options={[{ value: all, label: '全部区县' }, ...groups.map((group) => ({ value: group, label: group }))]}
          onChange={(group) => onChange({ group: group === all ? undefined : group })}
        />
      )}
      <span className="compare-switches">
        <Checkbox
          label="短板多的在前"
          checked={search.first === 'weak'}
          onChange={(event) => onChange({ first: event.target.checked ? 'weak' : undefined })}
        />
        {!isNarrow && (
          <Checkbox
            label="转置"
            checked={search.rows === 'indicators'}
            onChange={(event) => onChange({ rows: event.target.checked ? 'indicators' : undefined })}
          />
        )}
      </span>
    </div>
  )
}
