import './targets.css'
import {
  knownTargets,
  lightCounts,
  lightsBuilt,
  shownLapses,
  targetsBuilt,
  targetsHeadline,
} from '@cg/charts/page/targets'
import type { ReleaseHead } from '@cg/contract/release/head'
import type { TargetsFacts } from '@cg/contract/release/targets'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense, lazy, useMemo } from 'react'
import type { Built } from '@cg/charts/build-model'
import { ChartPanel } from '../../charts/chart-panel.tsx'
import { ApiError } from '../../lib/api.ts'
import { isComputing } from '../../lib/query-client.ts'
import { cityTargetsQuery, unitTargetsQuery } from '../../shared/answers.ts'
import { useHighlight } from '../../shared/highlight.ts'
import { EmptyPage } from '../../shared/empty-page.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { ReleaseGate } from '../../shared/release-gate.tsx'
import { PageExport } from '../../shared/page-export.tsx'
import { LapsePanel } from '../../charts/lapse-panel.tsx'
import { ReleaseMeta } from '../../shared/release-meta.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { WholeWords } from '../../shared/whole-words.tsx'
import { Button } from '../../ui/button.tsx'
import { PageFoot, PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Computing, EmptyState, LoadingState } from '../../ui/states.tsx'
import { TargetControls } from './controls.tsx'
import { GoalDrawer } from './goal-drawer.tsx'
import { GoalTable } from './goal-table.tsx'
import { LightFilter } from './light-filter.tsx'
import { LightsPanel } from './lights-panel.tsx'
import type { TargetsSearch } from './search.ts'

const PassportDrawer = lazy(() =>
  import('../../charts/passport-drawer.tsx').then((module) => ({ default: module.PassportDrawer })),
)

/** 目标: which commitments will be missed, by whom, and what must still be gained. */
export function TargetsPage() {
  useTitle('目标')
  return <ReleaseGate>{(head) => <CityTargets head={head} />}</ReleaseGate>
}

function CityTargets({ head }: { head: ReleaseHead }) {
  const { unit } = useSearch({ from: '/signed-in/targets' })
  const { data, error, isPlaceholderData, refetch } = useQuery(cityTargetsQuery(head.code))
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (!data) return <LoadingState />
  if (data.rows.length === 0)
    return (
      <EmptyPage head={data.release} title="本期没有设定目标">
        目标在“目标设定”页设定、由另一人确认，此后发布的期次在这里列出。
      </EmptyPage>
    )
  if (unit === undefined) return <Targets city={data} facts={data} isStale={isPlaceholderData} />
  return <UnitTargets head={head} unit={unit} city={data} />
}

function UnitTargets({ head, unit, city }: { head: ReleaseHead; unit: string; city: TargetsFacts }) {
  const { data, error, failureReason, isPlaceholderData, refetch } = useQuery(unitTargetsQuery(head.code, unit))
  const navigate = useNavigate({ from: '/targets' })
  if (error instanceof ApiError && error.code === 'not_found')
    return (
      <EmptyPage
        head={head}
        title="没有这个单位的目标"
        action={
          <Button kind="primary" onClick={() => void navigate({ search: (old) => ({ ...old, unit: undefined }) })}>
            查看全市的目标
          </Button>
        }
      >
        {error.message}
      </EmptyPage>
    )
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (isComputing(failureReason) && (!data || isPlaceholderData)) return <Computing what="这一单位的目标完成情况" />
  if (!data) return <LoadingState />
  return <Targets city={city} facts={data} isStale={isPlaceholderData} />
}

type TargetsProps = { city: TargetsFacts; facts: TargetsFacts; isStale: boolean }

function Targets({ city, facts, isStale }: TargetsProps) {
  const asked = useSearch({ from: '/signed-in/targets' })
  const navigate = useNavigate({ from: '/targets' })
  const highlight = useHighlight()
  const search = useMemo(() => knownTargets(facts, asked), [facts, asked])
  const built = useMemo(() => targetsBuilt(facts, search), [facts, search])
  const lights = useMemo(() => lightsBuilt(city, search, search.unit ?? highlight), [city, search, highlight])
  const change = (part: TargetsSearch) => void navigate({ search: (old) => ({ ...old, ...part }), replace: true })
  const open = (part: TargetsSearch) => void navigate({ search: (old) => ({ ...old, ...part }) })
  const lines = 'model' in built ? built.model.lines : null
  const row = facts.rows.find(({ indicator }) => indicator.code === search.row)
  const { title, rest } = targetsHeadline(facts, search)
  return (
    <div className="print-wide targets-page">
      <PageHead
        title={<WholeWords text={title} words={facts.release.unbroken} />}
        subtitle={[rest, lines?.subtitle ?? ''].filter((words) => words !== '').join(' ｜ ')}
        meta={
          <>
            <ReleaseMeta head={facts.release} />
            <PageExport
              head={facts.release}
              page="targets"
              params={{
                unit: search.unit,
                year: search.year,
                dep: search.dep,
                dim: search.dim,
                light: search.light,
                by: search.by,
                focus: highlight,
              }}
            />
          </>
        }
      />
      <TargetControls city={city} facts={facts} search={search} onChange={change} />
      <LightFilter
        counts={lightCounts(facts, search)}
        value={search.light}
        isDue={(search.year ?? facts.targetYear) <= facts.targetYear}
        onChange={(light) => change({ light })}
      />
      <div className="stack">
        <GoalsPanel facts={facts} built={built} search={search} isStale={isStale} onOpen={open} onChange={change} />
        <LapsePanel rows={shownLapses(facts, search)} counter="项" to="indicator" />
        <LightsPanel head={facts.release} built={lights} onRow={(code) => open({ row: code })} />
      </div>
      {'model' in built && (
        <PageFoot
          notes={[
            built.model.lines.source,
            built.model.lines.definition,
            ...(built.model.fullNote === null ? [] : [built.model.fullNote]),
          ]}
          right={`生成时间 ${formatDateTime(facts.release.publishedAt ?? facts.release.preparedAt)}`}
        />
      )}
      {row !== undefined && <GoalDrawer facts={facts} row={row} onClose={() => change({ row: undefined })} />}
      <Suspense fallback={null}>
        {search.passport !== undefined && (
          <PassportDrawer
            head={facts.release}
            indicator={search.passport}
            unit={facts.unit?.code ?? null}
            onClose={() => change({ passport: undefined })}
          />
        )}
      </Suspense>
    </div>
  )
}

type GoalsPanelProps = {
  facts: TargetsFacts
  built: Built
  search: TargetsSearch
  isStale: boolean
  onOpen: (part: TargetsSearch) => void
  onChange: (part: TargetsSearch) => void
}

function GoalsPanel({ facts, built, search, isStale, onOpen, onChange }: GoalsPanelProps) {
  if (!('model' in built) || built.model.body.form !== 'goals')
    return (
      <Panel title="目标完成情况">
        <EmptyState
          title="没有可以列出的目标"
          action={
            <Button onClick={() => onChange({ dep: undefined, dim: undefined, light: undefined, year: undefined })}>
              清除筛选
            </Button>
          }
        >
          {'refusal' in built ? built.refusal : ''}
        </EmptyState>
      </Panel>
    )
  const { model, spec } = built
  return (
    <ChartPanel
      head={facts.release}
      spec={spec}
      model={model}
      title={model.neutralTitle}
      hasFootnote={false}
      hasSubtitle={false}
      isStale={isStale}
      drawing={
        <GoalTable
          facts={facts}
          body={built.model.body}
          caption={model.neutralTitle}
          isPast={(search.year ?? facts.targetYear) < facts.targetYear}
          onRow={(row) => onOpen({ row })}
          onPassport={(passport) => onOpen({ passport })}
        />
      }
    />
  )
}
