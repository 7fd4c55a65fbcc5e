import { analysisLines, analysisQuestion, analysisTitle } from '@cg/charts/page/equity'
import type { GapSeries } from '@cg/contract/release/equity'
import type { ReleaseHead } from '@cg/contract/release/head'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { indicatorQuery } from '../../shared/indicator.ts'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { WholeWords } from '../../shared/whole-words.tsx'
import { Panel } from '../../ui/panel.tsx'
import { LoadingState } from '../../ui/states.tsx'

type AnalysisProps = { release: ReleaseHead; gap: GapSeries }

/** 分析: how unequal the units are in the indicator of the gap shown; folded, since leaders read the lines above. */
export function AnalysisPanel({ release, gap }: AnalysisProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Panel title={<WholeWords text={analysisTitle(gap)} words={release.unbroken} />} className="span-12">
      <details className="equity-analysis" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{analysisQuestion}</summary>
        {isOpen && <Analysis release={release} indicator={gap.indicator} />}
      </details>
    </Panel>
  )
}

function Analysis({ release, indicator }: { release: ReleaseHead; indicator: string }) {
  const { data, error, refetch } = useQuery(indicatorQuery(release.code, indicator))
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <ul>
      {analysisLines(data).map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}
