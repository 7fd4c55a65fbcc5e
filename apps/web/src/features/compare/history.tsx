import { buildModel } from '@cg/charts/build-model'
import { indicatorsOver, overTitles, unitsOver } from '@cg/charts/page/compare'
import { periodWords } from '@cg/charts/lines'
import type { ChartModel, GridBody } from '@cg/charts/model'
import type { ChartSpec } from '@cg/contract/chart'
import { namedOrAssessed } from '@cg/contract/first-assessed'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Suspense, lazy, useMemo, useState } from 'react'
import type { ComponentProps, ReactNode } from 'react'
import { ChartPanel } from '../../charts/chart-panel.tsx'
import { cityTargetsQuery, unitTargetsQuery } from '../../shared/answers.ts'
import { useHighlight } from '../../shared/highlight.ts'
import { indicatorQuery } from '../../shared/indicator.ts'
import { PageExport } from '../../shared/page-export.tsx'
import { EmptyPage } from '../../shared/empty-page.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { ReleaseMeta } from '../../shared/release-meta.tsx'
import { dimensionWords } from '../../shared/words.ts'
import { WholeWords } from '../../shared/whole-words.tsx'
import { PageFoot, PageHead } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { RugLegend } from './rug-legend.tsx'
import { RugTable } from './rug-table.tsx'
import type { CompareSearch } from './search.ts'
import { ViewSwitch } from './view-switch.tsx'

const PopoverAt = lazy(() => import('../../ui/popover-at.tsx').then((module) => ({ default: module.PopoverAt })))

type HistoryProps = {
  facts: MatrixFacts
  search: CompareSearch
  onChange: (part: CompareSearch) => void
}

/** 指标 × 季度 of one unit or of the city: which commitments lagged when. */
export function IndicatorsByQuarter({ facts, search, onChange }: HistoryProps) {
  const own = useHighlight()
  const unit = facts.units.code.find((code) => code === (search.u ?? own))
  const wished = search.u === whole ? undefined : unit
  const release = facts.release.code
  const city = useQuery({ ...cityTargetsQuery(release), enabled: wished === undefined })
  const one = useQuery({ ...unitTargetsQuery(release, wished ?? ''), enabled: wished !== undefined })
  const { data, error, isPlaceholderData, refetch } = wished === undefined ? city : one
  const spec = useMemo(() => indicatorsOver(facts, { unit: wished, dim: search.dim }), [wished, search.dim, facts])
  const built = useMemo(() => (data === undefined ? null : buildModel(spec, { facts: 'targets', data })), [spec, data])
  const dimensions = [...new Set(facts.indicators.map(({ dimension }) => dimension))]
  return (
    <Frame
      facts={facts}
      built={built}
      error={error}
      onRetry={() => void refetch()}
      isStale={isPlaceholderData}
      params={{ over: 'indicators', unit: wished, dim: search.dim }}
    >
      <ViewSwitch search={search} onChange={onChange} />
      <Select
        caption="单位"
        value={wished ?? whole}
        options={[
          { value: whole, label: '全市' },
          ...facts.units.code.map((value, at) => ({ value, label: facts.units.shortName[at] ?? value })),
        ]}
        onChange={(u) => onChange({ u: u === whole && own === undefined ? undefined : u })}
      />
      <Select
        caption="指标"
        value={dimensions.find((dimension) => dimension === search.dim) ?? whole}
        options={[
          { value: whole, label: '全部有目标的指标' },
          ...dimensions.map((value) => ({ value, label: dimensionWords[value] ?? value })),
        ]}
        onChange={(dim) => onChange({ dim: dim === whole ? undefined : dim })}
      />
    </Frame>
  )
}

const whole = 'all'

/** 区县 × 季度 of one indicator: who stood better or worse than the city when. */
export function UnitsByQuarter({ facts, search, onChange }: HistoryProps) {
  const code = namedOrAssessed(facts, search.i)
  if (code === null) return <EmptyPage head={facts.release} title="本期没有考核指标" />
  return <UnitsOf code={code} facts={facts} search={search} onChange={onChange} />
}

function UnitsOf({ code, facts, search, onChange }: HistoryProps & { code: string }) {
  const focus = useHighlight()
  const { data, error, isPlaceholderData, refetch } = useQuery(indicatorQuery(facts.release.code, code))
  const { from, to } = search
  const spec = useMemo(() => unitsOver(facts, code, { focus, from, to }), [code, focus, facts, from, to])
  const built = useMemo(
    () => (data === undefined ? null : buildModel(spec, { facts: 'indicator', data })),
    [spec, data],
  )
  return (
    <Frame
      facts={facts}
      built={built}
      error={error}
      onRetry={() => void refetch()}
      isStale={isPlaceholderData}
      params={{ over: 'units', i: code, focus, from, to }}
    >
      <ViewSwitch search={search} onChange={onChange} />
      <Select
        caption="指标"
        value={code}
        options={facts.indicators.map(({ code: value, name }) => ({ value, label: name }))}
        onChange={(i) => onChange({ i })}
      />
    </Frame>
  )
}

type FrameProps = {
  facts: MatrixFacts
  built: ReturnType<typeof buildModel> | null
  error: Error | null
  onRetry: () => void
  isStale: boolean
  /** The page as a file. */
  params: ComponentProps<typeof PageExport>['params']
  /** The controls above the table. */
  children: ReactNode
}

function Frame({ facts, built, error, onRetry, isStale, params, children }: FrameProps) {
  const head = (model: ChartModel | null) => (
    <>
      <PageHead
        title={<WholeWords text={model?.title ?? '历季情况'} words={model?.unbroken} />}
        subtitle={model?.lines.subtitle ?? ''}
        meta={
          <>
            <ReleaseMeta head={facts.release} />
            {model !== null && <PageExport head={facts.release} page="compare" params={params} />}
          </>
        }
      />
      <div className="compare-controls no-print">{children}</div>
    </>
  )
  if (error !== null || built === null)
    return (
      <div className="compare">
        {head(null)}
        {error === null ? <LoadingState /> : <ProblemPanel error={error} onRetry={onRetry} />}
      </div>
    )
  if (!('model' in built) || built.model.body.form !== 'grid')
    return (
      <div className="compare">
        {head(null)}
        <EmptyState title="没有可以列出的历季数据">{'refusal' in built ? built.refusal : ''}</EmptyState>
      </div>
    )
  const { model, spec } = built
  return (
    <div className="print-wide compare">
      {head(model)}
      <HistoryPanel facts={facts} spec={spec} model={model} body={built.model.body} isStale={isStale} />
      <PageFoot
        notes={[model.lines.source, ...(model.fullNote === null ? [] : [model.fullNote])]}
        right={`生成时间 ${formatDateTime(facts.release.publishedAt ?? facts.release.preparedAt)}`}
      />
    </div>
  )
}

type Opened = { row: string; column: string; anchor: HTMLElement }

type PanelProps = { facts: MatrixFacts; spec: ChartSpec; model: ChartModel; body: GridBody; isStale: boolean }

function HistoryPanel({ facts, spec, model, body, isStale }: PanelProps) {
  const [opened, setOpened] = useState<Opened | null>(null)
  return (
    <>
      <ChartPanel
        head={facts.release}
        spec={spec}
        model={model}
        title={overTitles[spec.kind === 'target-history' ? 'indicators' : 'units']}
        hasSubtitle={false}
        hasFootnote={false}
        isStale={isStale}
        className="rug-panel"
        drawing={
          <RugTable
            body={body}
            caption={model.neutralTitle}
            unbroken={model.unbroken}
            folded={noneFolded}
            onFold={() => {}}
            onOpen={setOpened}
          />
        }
      >
        <RugLegend legend={body.legend} />
      </ChartPanel>
      <Suspense fallback={null}>
        {opened !== null && (
          <PopoverAt anchor={opened.anchor} label="单元格说明" onClose={() => setOpened(null)}>
            <QuarterCard body={body} place={opened} indicator={spec.measure ?? opened.row} />
          </PopoverAt>
        )}
      </Suspense>
    </>
  )
}

const noneFolded: ReadonlySet<string> = new Set()

/** One cell in words, and the way to the indicator's own page. */
function QuarterCard({ body, place, indicator }: { body: GridBody; place: Opened; indicator: string }) {
  const row = body.rows.find(({ key }) => key === place.row)
  const cell = row?.cells[body.columns.findIndex(({ key }) => key === place.column)]
  if (row === undefined || cell === undefined) return null
  return (
    <div className="cell-card">
      <h3>
        {row.name}，{periodWords(place.column)}
      </h3>
      <p className="cell-card-value">
        {cell.text}
        {cell.value !== null && ` ${row.unit}`}
      </p>
      {cell.value !== null && <p>{cell.words}</p>}
      {cell.carriedFrom !== null && <p>沿用{periodWords(cell.carriedFrom)}的数据</p>}
      <p className="row cell-card-links">
        <Link to="/i/$code" params={{ code: indicator }} search={(old) => ({ p: old.p, pub: old.pub })}>
          指标详情 →
        </Link>
      </p>
    </div>
  )
}
