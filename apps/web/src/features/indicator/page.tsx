import './indicator.css'
import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { ReleaseHead } from '@cg/contract/release/head'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Suspense, lazy, useMemo } from 'react'
import type { ReactNode } from 'react'
import type { Built } from '@cg/charts/build-model'
import { indicatorCharts, isByUnit } from '@cg/charts/page/indicator'
import { indicatorLapses } from '@cg/charts/lapses'
import type { IndicatorCharts } from '@cg/charts/page/indicator'
import { ChartPanel } from '../../charts/chart-panel.tsx'
import { useInSlices } from '../../lib/use-in-slices.ts'
import { ApiError } from '../../lib/api.ts'
import { MultiplesPanel } from '../../charts/multiples-panel.tsx'
import { useHighlight } from '../../shared/highlight.ts'
import { indicatorQuery } from '../../shared/indicator.ts'
import { EmptyPage } from '../../shared/empty-page.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { ReleaseGate } from '../../shared/release-gate.tsx'
import { multiplesSearch } from '../../shared/multiples-search.ts'
import { PageExport } from '../../shared/page-export.tsx'
import { LapsePanel } from '../../charts/lapse-panel.tsx'
import { ReleaseMeta } from '../../shared/release-meta.tsx'
import { StatementHint } from '../../shared/statement-hint.tsx'
import { WholeWords } from '../../shared/whole-words.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { PageFoot, PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { onlyQuarterPair } from '@cg/charts/page/only-quarter'
import { DefinitionHistory, DefinitionPanel } from './definition-panel.tsx'
import { HistoryTable } from './history-table.tsx'
import { IndicatorHeadline } from './headline.tsx'
import { IndicatorPlace } from './place.tsx'
import type { IndicatorSearch } from './search.ts'
import { RevisionsPanel } from './revisions-panel.tsx'
import { SourceStrip } from './source-strip.tsx'
import { SpanSwitch } from './span-switch.tsx'
import { TrustPanel } from './trust-panel.tsx'
import { GroupGapPanels, WorkerGroupPanel } from './worker-panels.tsx'

const RegisterLinks = lazy(() =>
  import('../../charts/register-behind.tsx').then((module) => ({ default: module.RegisterLinks })),
)

const PassportDrawer = lazy(() =>
  import('../../charts/passport-drawer.tsx').then((module) => ({ default: module.PassportDrawer })),
)

/** 指标页: what it is, where it stands, how it got here, can it be trusted. */
export function IndicatorPage() {
  const { code } = useParams({ from: '/signed-in/i/$code' })
  return <ReleaseGate>{(head) => <Indicator key={code} head={head} code={code} />}</ReleaseGate>
}

function Indicator({ head, code }: { head: ReleaseHead; code: string }) {
  const search = useSearch({ from: '/signed-in/i/$code' })
  const { passport, span } = search
  const focus = useHighlight()
  const navigate = useNavigate({ from: '/i/$code' })
  const { data: answer, error, isPlaceholderData, refetch } = useQuery(indicatorQuery(head.code, code))
  const data = useInSlices(answer)
  const charts = useMemo(() => (data ? indicatorCharts(data, { ...search, focus }) : null), [data, search, focus])
  useTitle(data?.indicator.name ?? '指标')
  if (error instanceof ApiError && error.code === 'not_found')
    return (
      <EmptyPage head={head} title={`本期没有代码为“${code}”的指标`}>
        链接可能有误，或该指标在这个季度已停用、尚未列入目录。可以换一个季度查看。
      </EmptyPage>
    )
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (!data || !charts) return <LoadingState shape="chart" />
  const chooseSpan = (next: IndicatorSearch['span']) => void navigate({ search: (old) => ({ ...old, span: next }) })
  const openPassport = (unit: string) => void navigate({ search: (old) => ({ ...old, passport: unit }) })
  const { trend } = charts
  const model = 'model' in trend ? trend.model : null
  const hasLines = onlyQuarterPair(data) === null
  return (
    <>
      <PageHead
        title={<WholeWords text={model?.title ?? data.indicator.name} words={data.release.unbroken} />}
        subtitle={data.indicator.name === '' ? undefined : model?.lines.subtitle}
        meta={
          <>
            <ReleaseMeta head={data.release} />
            <PageExport
              head={data.release}
              page="indicator"
              params={{ i: code, focus, sort: search.sort, span, place: search.place, ...multiplesSearch(search) }}
            />
          </>
        }
      />
      <StatementHint indicator={code} />
      <div className={isPlaceholderData ? 'stack is-stale' : 'stack'} aria-busy={isPlaceholderData}>
        <IndicatorHeadline facts={data} onPassport={() => openPassport('city')} />
        {hasLines && (
          <div className="grid">
            <BuiltPanel
              head={data.release}
              built={trend}
              className="span-8"
              height={340}
              isTitleNeutral
              controls={<SpanSwitch facts={data} span={span} onSpan={chooseSpan} />}
            />
            <DefinitionPanel facts={data} className="span-4" />
          </div>
        )}
        <DefinitionHistory facts={data} />
        <ByUnit facts={data} charts={charts} isStale={isPlaceholderData} onPassport={openPassport} />
        {!hasLines && <DefinitionPanel facts={data} />}
        <LapsePanel rows={indicatorLapses(data)} counter="个" />
        <TrustPanel facts={data} />
        <HistoryTable facts={data} />
        <RevisionsPanel facts={data} />
        <Registers facts={data} />
        <SourceStrip facts={data} onPassport={() => openPassport('city')} />
      </div>
      {model && (
        <PageFoot
          className="print-wide"
          notes={[model.lines.source, ...(model.fullNote === null ? [] : [model.fullNote])]}
          right={`生成时间 ${formatDateTime(data.release.publishedAt ?? data.release.preparedAt)}`}
        />
      )}
      <Passport
        head={head}
        code={code}
        unit={passport}
        onClose={() => void navigate({ search: (old) => ({ ...old, passport: undefined }) })}
      />
    </>
  )
}

/** The lists whose records the indicator counts; most count none. */
function Registers({ facts: { release, indicator } }: { facts: IndicatorFacts }) {
  return (
    <Suspense fallback={null}>
      <RegisterLinks head={release} indicator={indicator.code} />
    </Suspense>
  )
}

type ByUnitProps = {
  facts: IndicatorFacts
  charts: IndicatorCharts
  isStale: boolean
  onPassport: (unit: string) => void
}

/** The units and groups behind the city's figure: now, and how each got here. */
function ByUnit({ facts, charts, isStale, onPassport }: ByUnitProps) {
  const search = useSearch({ from: '/signed-in/i/$code' })
  const navigate = useNavigate({ from: '/i/$code' })
  const change = (part: IndicatorSearch) => void navigate({ search: (old) => ({ ...old, ...part }), replace: true })
  const isCounted = isByUnit(facts)
  const { groups, workers } = charts
  const hasGroups = groups.length > 0 || workers !== null
  if (!isCounted && !hasGroups) return null
  return (
    <>
      <div className="grid">
        {isCounted && (
          <UnitsPanel
            head={facts.release}
            built={charts.units}
            sort={search.sort ?? 'value'}
            isNarrow={hasGroups}
            onSort={(next) => change({ sort: next === 'value' ? undefined : next })}
            onPassport={onPassport}
          />
        )}
        {hasGroups && (
          <div className="span-4 stack">
            {groups.map((built) => (
              <BuiltPanel key={built.spec.axis} head={facts.release} built={built} />
            ))}
            {workers !== null && <WorkerGroupPanel facts={facts} city={workers.city} />}
          </div>
        )}
      </div>
      {workers !== null && <GroupGapPanels head={facts.release} units={workers.units} onPassport={onPassport} />}
      {isCounted && <IndicatorPlace facts={facts} onPassport={onPassport} />}
      {isCounted && onlyQuarterPair(facts) === null && (
        <MultiplesPanel facts={facts} built={charts.multiples} search={search} onChange={change} isStale={isStale} />
      )}
      {charts.funnel && 'model' in charts.funnel && (
        <ChartPanel
          head={facts.release}
          spec={charts.funnel.spec}
          model={charts.funnel.model}
          hasFootnote={false}
          onSelect={onPassport}
        >
          <p className="panel-note">分母小的单位偶然波动大：限内的差异不宜当作高低，图中只标出限外单位。</p>
        </ChartPanel>
      )}
    </>
  )
}

/** Where the figure of a unit, or of the city, comes from; nothing while none is asked for. */
function Passport(props: { head: ReleaseHead; code: string; unit: string | undefined; onClose: () => void }) {
  const { head, code, unit, onClose } = props
  return (
    <Suspense fallback={null}>
      {unit !== undefined && (
        <PassportDrawer head={head} indicator={code} unit={unit === 'city' ? null : unit} onClose={onClose} />
      )}
    </Suspense>
  )
}

/** A chart that cannot be made says why. */
function BuiltPanel({
  head,
  built,
  className,
  height,
  isTitleNeutral = false,
  controls,
}: {
  head: ReleaseHead
  built: Built
  className?: string
  height?: number
  controls?: ReactNode
  /** The page's H1 already says the finding. */
  isTitleNeutral?: boolean
}) {
  const placed = className === undefined ? {} : { className }
  if (!('model' in built))
    return (
      <Panel title="图表" {...placed}>
        <EmptyState title="本期没有可画的数据">{built.refusal}</EmptyState>
      </Panel>
    )
  const { model, spec } = built
  return (
    <ChartPanel
      head={head}
      spec={spec}
      model={model}
      hasFootnote={false}
      height={height}
      controls={controls}
      {...placed}
      {...(isTitleNeutral ? { title: model.neutralTitle } : {})}
    />
  )
}

function UnitsPanel({
  head,
  built,
  sort,
  isNarrow,
  onSort,
  onPassport,
}: {
  head: ReleaseHead
  built: Built
  sort: 'value' | 'protocol'
  isNarrow: boolean
  onSort: (sort: 'value' | 'protocol') => void
  onPassport: (unit: string) => void
}) {
  const className = isNarrow ? 'span-8' : 'span-12'
  if (!('model' in built)) return <BuiltPanel head={head} built={built} className={className} />
  return (
    <ChartPanel
      head={head}
      spec={built.spec}
      model={built.model}
      hasFootnote={false}
      className={className}
      onSelect={onPassport}
      controls={
        <Select
          aria-label="排序"
          className="select-small"
          value={sort}
          options={[
            { value: 'value', label: '按数值' },
            { value: 'protocol', label: '按行政区划顺序' },
          ]}
          onChange={onSort}
        />
      }
    >
      <p className="panel-note no-print">点选一个区县，查看该数值的来路。</p>
    </ChartPanel>
  )
}
