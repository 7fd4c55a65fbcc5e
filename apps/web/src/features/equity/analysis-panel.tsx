import type { GapSeries } from '@cg/contract/release/equity'
import type { ReleaseHead } from '@cg/contract/release/head'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { indicatorQuery } from '../../shared/indicator.ts'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Panel } from '../../ui/panel.tsx'
import { LoadingState } from '../../ui/states.tsx'

type AnalysisProps = { release: ReleaseHead; gap: GapSeries }

/** 分析: how unequal the units are in the indicator of the gap shown; folded, since leaders read the lines above. */
export function AnalysisPanel({ release, gap }: AnalysisProps) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Panel title={`分析：各单位的${gap.indicatorName}`} className="span-12">
      <details className="equity-analysis" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>单位之间的差异有多大，来自哪里</summary>
        {isOpen && <Analysis release={release} indicator={gap.indicator} />}
      </details>
    </Panel>
  )
}

function Analysis({ release, indicator }: { release: ReleaseHead; indicator: string }) {
  const { data, error, refetch } = useQuery(indicatorQuery(release.code, indicator))
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  const { inequality } = data
  if (inequality === null || inequality === undefined)
    return <p>该指标本期不计算差异：不是比率指标，或有数据的单位不足3个，或全市数据覆盖不足。</p>
  return (
    <>
      {inequality.words !== '' && <p>{inequality.words}</p>}
      {inequality.method !== '' && <p>{inequality.method}</p>}
      <ul>
        <li>变异系数、基尼系数、泰尔指数为0，表示各单位完全一样；数值越大，单位之间的差异越大。</li>
        {inequality.between !== null && (
          <li>“来自不同地区类型之间”的部分，是中心城区、近郊、偏远地区三类之间的差异；其余是同类地区内部的差异。</li>
        )}
        {inequality.slope !== null && <li>斜率指数为正，表示越靠近中心城区数值越大；为负则相反；为0表示不分远近。</li>}
      </ul>
    </>
  )
}
