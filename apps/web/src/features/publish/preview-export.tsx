import { buildModel } from '@cg/charts/build-model'
import type { Built } from '@cg/charts/build-model'
import type { ChartModel } from '@cg/charts/model'
import type { ChartSpec } from '@cg/contract/chart'
import type { OverviewFacts } from '@cg/contract/release/overview'
import { Suspense, lazy, useMemo, useState } from 'react'
import { Button } from '../../ui/button.tsx'

const ExportDialog = lazy(() =>
  import('../../charts/export-dialog.tsx').then((module) => ({ default: module.ExportDialog })),
)

type Offered = { readonly name: string; readonly spec: ChartSpec; readonly model: ChartModel }

function offer(name: string, built: Built): Offered[] {
  return 'model' in built ? [{ name, ...built }] : []
}

/** What is looked over before it comes out, as files that bear 试看: the cards, and every ranking of the first screen. */
function offeredOf(facts: OverviewFacts): Offered[] {
  return [
    ...offer('核心指标', buildModel({ kind: 'kpi' }, { facts: 'overview', data: facts })),
    ...facts.rankings.flatMap((data) => {
      const spec: ChartSpec = { kind: 'district-ranking', measure: data.measure.code }
      return offer(`${data.measure.name}排名`, buildModel(spec, { facts: 'ranking', data }))
    }),
  ]
}

/** 导出试看: through the one dialog; every page and file of it is marked. */
export function PreviewExport({ id, facts }: { id: number; facts: OverviewFacts }) {
  const offered = useMemo(() => offeredOf(facts), [facts])
  const [chosen, setChosen] = useState<Offered | null>(null)
  if (offered.length === 0) return null
  return (
    <div className="glance-export no-print">
      <span>导出试看（带“试看 · 未发布”水印）：</span>
      {offered.map((one) => (
        <Button key={one.name} kind="quiet" icon="download" onClick={() => setChosen(one)}>
          {one.name}
        </Button>
      ))}
      <Suspense fallback={null}>
        {chosen !== null && (
          <ExportDialog
            head={facts.release}
            spec={chosen.spec}
            model={chosen.model}
            preview={id}
            onClose={() => setChosen(null)}
          />
        )}
      </Suspense>
    </div>
  )
}
