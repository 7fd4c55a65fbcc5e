import { hasOtherSpan } from '@cg/charts/page/indicator'
import { chartSpans } from '@cg/contract/chart-choices'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { SegmentedControl } from '../../ui/segmented.tsx'

export type ChartSpan = (typeof chartSpans)[number]

const words: Readonly<Record<ChartSpan, string>> = { quarter: '本季', yearToDate: '累计' }

/** 本季 or 累计, for a flow that has both. */
export function SpanSwitch(props: {
  facts: IndicatorFacts
  span: ChartSpan | undefined
  onSpan: (span: ChartSpan | undefined) => void
}) {
  const { facts, span, onSpan } = props
  const other = facts.otherSpan?.kind
  if (other === undefined) return null
  const own = chartSpans.find((one) => one !== other) ?? 'quarter'
  return (
    <SegmentedControl
      label="时段"
      options={chartSpans.map((value) => ({ value, label: words[value] }))}
      value={hasOtherSpan(facts, span) ? other : own}
      onChange={(value) => onSpan(value === own ? undefined : value)}
    />
  )
}
