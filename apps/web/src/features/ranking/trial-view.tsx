import type { RankingFacts } from '@cg/contract/release/ranking'
import { tryScore } from '@cg/contract/score-trial'
import type { TrialWeights } from '@cg/contract/score-trial'
import { trialMark } from '@cg/contract/trial-mark'
import { formatValue } from '@cg/domain/number/number-format'
import { memo, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { Panel } from '../../ui/panel.tsx'
import { movedCount, triedCsv, triedRows } from './trial-rows.ts'
import type { TriedRow } from './trial-rows.ts'
import { writeTrial } from './trial-search.ts'
import { WeightPanel } from './weight-panel.tsx'

type TrialViewProps = {
  facts: RankingFacts
  start: TrialWeights
  /** Into the address; undefined ends the trial. */
  onChange: (trial: string | undefined) => void
}

const untouched: TrialWeights = { blocks: {}, items: {} }
const addressDelayMs = 350

/** Other weights tried on the published points: who would move. Nothing is stored; the address alone holds it. */
export function TrialView({ facts, start, onChange }: TrialViewProps) {
  const [trial, setTrial] = useState(start)
  const shown = useDeferredValue(trial)
  const rows = useMemo(() => triedRows(facts, tryScore(facts, shown) ?? []), [facts, shown])
  const address = writeTrial(trial)
  const timer = useRef<number>(undefined)
  const change = (next: TrialWeights): void => {
    setTrial(next)
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => onChange(writeTrial(next)), addressDelayMs)
  }
  const leave = (): void => {
    window.clearTimeout(timer.current)
    onChange(undefined)
  }
  useEffect(() => () => window.clearTimeout(timer.current), [])
  return (
    <div className="stack">
      <div className="trial-ribbon" role="note">
        <b>{trialMark}</b>
        <span>
          在{facts.release.code}
          已发布的各项得分上调整权重，不改变任何已发布的结果，也不保存；链接中带有所试的权重。正式权重由计分方案规定。
        </span>
        <span className="trial-actions no-print">
          <Button onClick={() => change(untouched)}>恢复正式权重</Button>
          <Button onClick={() => save(facts, rows, address)}>导出试算（CSV）</Button>
          <Button onClick={leave}>退出试算</Button>
        </span>
      </div>
      <div className="ranking-grid">
        <TriedTable facts={facts} rows={rows} />
        <WeightPanel facts={facts} trial={trial} onTrial={change} />
      </div>
    </div>
  )
}

function save(facts: RankingFacts, rows: readonly TriedRow[], address: string): void {
  const url = URL.createObjectURL(new Blob([triedCsv(facts, rows, address)], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = `试算-非正式_综合得分_${facts.release.period}.csv`
  link.click()
  URL.revokeObjectURL(url)
}

const TriedTable = memo(function TriedTable({ facts, rows }: { facts: RankingFacts; rows: readonly TriedRow[] }) {
  const hasGroups = new Set(facts.units.group).size > 1
  return (
    <Panel
      title="试算位次与正式位次"
      subtitle={`${trialMark}；与正式位次不同的单位：${movedCount(rows)}个`}
      className="trial-table"
    >
      <DataTable
        name="trial"
        caption={`${trialMark}：按所试权重的综合得分和位次`}
        columns={columnsOf(facts, hasGroups)}
        rows={rows}
        rowKey={({ code }) => code}
      />
    </Panel>
  )
})

function columnsOf({ measure }: RankingFacts, hasGroups: boolean): Column<TriedRow>[] {
  const score = (value: number | null) =>
    value === null ? '—' : formatValue(value, { unit: '', decimals: measure.decimals })
  return [
    {
      key: 'rank',
      header: '试算位次',
      align: 'right',
      sortValue: ({ rank }) => rank,
      cell: ({ rank }) => <b>{rank ?? '—'}</b>,
    },
    { key: 'name', header: '单位', isRowHeader: true, cell: ({ name }) => <span className="nowrap">{name}</span> },
    {
      key: 'move',
      header: '与正式相比',
      cell: ({ move, reason }) =>
        reason ?? (
          <>
            <span aria-hidden="true">{move?.text ?? '—'}</span>
            <span className="visually-hidden">{move?.words ?? '没有位次'}</span>
          </>
        ),
    },
    {
      key: 'official',
      header: '正式位次',
      align: 'right',
      sortValue: ({ officialRank }) => officialRank,
      cell: ({ officialRank }) => officialRank ?? '—',
    },
    ...(hasGroups
      ? [
          {
            key: 'group',
            header: '试算组内位次',
            align: 'right' as const,
            cell: ({ groupRank }: TriedRow) => groupRank ?? '—',
          },
        ]
      : []),
    { key: 'score', header: '试算得分', unit: measure.unit, align: 'right', cell: (row) => score(row.score) },
    { key: 'was', header: '正式得分', unit: measure.unit, align: 'right', cell: (row) => score(row.officialScore) },
  ]
}
