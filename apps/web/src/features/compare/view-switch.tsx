import { SegmentedControl } from '../../ui/segmented.tsx'
import type { CompareSearch } from './search.ts'
import { compareViews } from './search.ts'

const words: Readonly<Record<(typeof compareViews)[number], string>> = {
  quarter: '指标×区县',
  indicators: '指标×季度',
  units: '区县×季度',
}

/** What stands against what in the table: everything of one quarter, or one unit or one indicator over the quarters. */
export function ViewSwitch({ search, onChange }: { search: CompareSearch; onChange: (part: CompareSearch) => void }) {
  return (
    <SegmentedControl
      label="版式"
      isPageWide
      options={compareViews.map((value) => ({ value, label: words[value] }))}
      value={search.over ?? 'quarter'}
      onChange={(over) => onChange({ over: over === 'quarter' ? undefined : over })}
    />
  )
}
