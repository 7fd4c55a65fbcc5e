import type { Built } from '@cg/charts/build-model'
import type { EquityFacts } from '@cg/contract/release/equity'
import { ChartPanel } from '../../charts/chart-panel.tsx'
import { Panel } from '../../ui/panel.tsx'
import { EmptyState } from '../../ui/states.tsx'

type BuiltPanelProps = { facts: EquityFacts; built: Built; title: string; className?: string }

/** A chart of this release with its finding as title, or the words why it cannot be drawn. */
export function BuiltPanel({ facts, built, title, className = '' }: BuiltPanelProps) {
  if (!('model' in built))
    return (
      <Panel title={title} className={className}>
        <EmptyState title="本期不能这样看">{built.refusal}</EmptyState>
      </Panel>
    )
  const { model, spec } = built
  return (
    <ChartPanel head={facts.release} spec={spec} model={model} className={className} hasFootnote={false}>
      {model.lines.note !== null && <p className="equity-note">{model.lines.note}</p>}
    </ChartPanel>
  )
}
