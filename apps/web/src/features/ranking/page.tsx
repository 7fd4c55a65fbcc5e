import './ranking.css'
import type { RankingFacts, ReleaseHead } from '@cg/contract/release'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'
import { MeasurePicker } from '../../charts/measure-picker.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { ReleaseGate } from '../../shared/release-gate.tsx'
import { ReleaseMeta } from '../../shared/release-meta.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { PageFoot, PageHead } from '../../ui/page.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import type { Option } from '../../ui/select.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { CityPanel } from './city-panel.tsx'
import { rankingBuilt } from './models.ts'
import { rankingQuery } from './queries.ts'
import type { RankingSearch, RankingView } from './search.ts'
import { UnitPanel } from './unit-panel.tsx'
import { ViewPanel } from './view-panel.tsx'

/** 排名: who is ahead, by how much, since when, and is it certain. */
export function RankingPage() {
  useTitle('排名')
  return <ReleaseGate>{(head) => <Ranking head={head} />}</ReleaseGate>
}

function Ranking({ head }: { head: ReleaseHead }) {
  const search = useSearch({ from: '/signed-in/rank' })
  const navigate = useNavigate({ from: '/rank' })
  const { data, error, isPlaceholderData, refetch } = useQuery(rankingQuery(head.code, search.by ?? 'score'))
  const built = useMemo(() => (data ? rankingBuilt(data, search) : null), [data, search])
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (!data || !built) return <LoadingState />
  const change = (part: RankingSearch & { focus?: string | undefined }) =>
    void navigate({ search: (old) => ({ ...old, ...part }), replace: 'focus' in part })
  const title = 'model' in built ? built.model.title : `${data.measure.name}排名`
  const lines = 'model' in built ? built.model.lines : null
  const selected = search.focus !== undefined && data.units.code.includes(search.focus) ? search.focus : null
  return (
    <>
      <PageHead title={title} subtitle={lines?.subtitle} meta={<ReleaseMeta head={data.release} />} />
      <RankingControls head={head} facts={data} search={search} onChange={change} />
      <div className="ranking-grid">
        <ViewPanel
          head={data.release}
          facts={data}
          built={built}
          view={search.view ?? 'bars'}
          selected={selected}
          isStale={isPlaceholderData}
          onSelect={(unit) => change({ focus: unit === selected ? undefined : unit })}
        />
        {selected === null ? (
          <CityPanel facts={data} onSelect={(unit) => change({ focus: unit })} />
        ) : (
          <UnitPanel key={selected} facts={data} unit={selected} onClose={() => change({ focus: undefined })} />
        )}
      </div>
      {lines && (
        <PageFoot
          notes={[lines.source, lines.definition, ...(lines.note === null ? [] : [lines.note])]}
          right={`生成时间 ${formatDateTime(data.release.publishedAt ?? data.release.preparedAt)}`}
        />
      )}
    </>
  )
}

function viewOptions(facts: RankingFacts): readonly Option<RankingView>[] {
  return [
    { value: 'bars', label: '条形' },
    { value: 'dumbbell', label: '较基期', isDisabled: facts.baseline.every((value) => value === null) },
    { value: 'bump', label: '位次变化', isDisabled: facts.notRanked !== null || facts.history.periods.length < 2 },
    { value: 'interval', label: '稳健区间', isDisabled: facts.rankLow.every((value) => value === null) },
    { value: 'table', label: '表' },
  ]
}

const everyGroup = '全部'

function RankingControls({
  head,
  facts,
  search,
  onChange,
}: {
  head: ReleaseHead
  facts: RankingFacts
  search: RankingSearch
  onChange: (part: RankingSearch) => void
}) {
  const groups = [...new Set(facts.units.group.filter((group) => group !== null))]
  return (
    <div className="ranking-controls no-print">
      <MeasurePicker
        releaseCode={head.code}
        value={facts.measure.code}
        name={facts.measure.name}
        onChoose={(code) => onChange({ by: code === 'score' ? undefined : code })}
      />
      <SegmentedControl
        label="视图"
        options={viewOptions(facts)}
        value={search.view ?? 'bars'}
        onChange={(view) => onChange({ view: view === 'bars' ? undefined : view })}
      />
      <span className="ranking-controls-right">
        <Select
          caption="排序"
          value={search.sort ?? 'value'}
          options={[
            { value: 'value', label: '按位次' },
            { value: 'protocol', label: '按行政区划顺序' },
          ]}
          onChange={(sort) => onChange({ sort: sort === 'value' ? undefined : sort })}
        />
        {groups.length > 1 && (
          <Select
            caption="范围"
            value={search.group ?? everyGroup}
            options={[
              { value: everyGroup, label: '全部区县' },
              ...groups.map((group) => ({ value: group, label: group })),
            ]}
            onChange={(group) => onChange({ group: group === everyGroup ? undefined : group })}
          />
        )}
      </span>
    </div>
  )
}
