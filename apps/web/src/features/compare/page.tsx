import './compare.css'
import { sentence } from '@cg/domain/claim/claim'
import { tartanClaims } from '@cg/charts/models/tartan'
import { differenceKey } from '@cg/charts/models/tartan-body'
import type { ChartModel, GridBody } from '@cg/charts/model'
import { cutTitles, ignoredWords, rugSpec } from '@cg/charts/page/compare'
import type { ChartSpec } from '@cg/contract/chart'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { ReleaseHead } from '@cg/contract/release/head'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense, lazy, memo, useCallback, useDeferredValue, useMemo, useState } from 'react'
import { buildModel } from '@cg/charts/build-model'
import { ChartPanel } from '../../charts/chart-panel.tsx'
import { useInSlices } from '../../lib/use-in-slices.ts'
import { useNarrow } from '../../lib/use-narrow.ts'
import { useHighlight } from '../../shared/highlight.ts'
import { matrixQuery } from '../../shared/matrix.ts'
import { multiplesSearch } from '../../shared/multiples-search.ts'
import { EmptyPage } from '../../shared/empty-page.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { ReleaseGate } from '../../shared/release-gate.tsx'
import { PageExport } from '../../shared/page-export.tsx'
import { ReleaseMeta } from '../../shared/release-meta.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { WholeWords } from '../../shared/whole-words.tsx'
import { Pagination } from '../../ui/pagination.tsx'
import { PageFoot, PageHead } from '../../ui/page.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { CellCard } from './cell-card.tsx'
import type { CellPlace } from './cell-card.tsx'
import { CompareControls } from './controls.tsx'
import { IndicatorsByQuarter, UnitsByQuarter } from './history.tsx'
import { PhoneList } from './phone-list.tsx'
import { RugLegend } from './rug-legend.tsx'
import { RugTable } from './rug-table.tsx'
import type { CompareSearch } from './search.ts'
import { Trends } from './trends.tsx'
import { ViewSwitch } from './view-switch.tsx'
import { UnitChoice } from './unit-choice.tsx'
import { windowOf } from './window.ts'

const PopoverAt = lazy(() => import('../../ui/popover-at.tsx').then((module) => ({ default: module.PopoverAt })))
const PassportDrawer = lazy(() =>
  import('../../charts/passport-drawer.tsx').then((module) => ({ default: module.PassportDrawer })),
)

/** 对比: where the patterns are across units and indicators. */
export function ComparePage() {
  useTitle('对比')
  return <ReleaseGate>{(head) => <Compare head={head} />}</ReleaseGate>
}

function Compare({ head }: { head: ReleaseHead }) {
  const { data: answer, error, isPlaceholderData, refetch } = useQuery(matrixQuery(head.code))
  const data = useInSlices(answer)
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (!data) return <LoadingState />
  return <Rug facts={data} isStale={isPlaceholderData} />
}

function Rug({ facts, isStale }: { facts: MatrixFacts; isStale: boolean }) {
  const asked = useSearch({ from: '/signed-in/compare' })
  // A choice shows at once in its control; what it draws follows, and holds up neither click nor key.
  const search = useDeferredValue(asked)
  const focus = useDeferredValue(useHighlight())
  const navigate = useNavigate({ from: '/compare' })
  const isNarrow = useNarrow()
  const spec = useMemo(() => {
    const { rows, ...asked } = rugSpec(facts, { ...search, focus })
    return isNarrow || rows === undefined ? asked : { ...asked, rows }
  }, [facts, search, focus, isNarrow])
  const built = useMemo(() => buildModel(spec, { facts: 'matrix', data: facts }), [spec, facts])
  const change = useCallback(
    (part: CompareSearch) => void navigate({ search: (old) => ({ ...old, ...part }), replace: true }),
    [navigate],
  )
  const claims = useMemo(() => tartanClaims(facts, spec), [facts, spec])
  if (search.over === 'indicators') return <IndicatorsByQuarter facts={facts} search={asked} onChange={change} />
  if (search.over === 'units') return <UnitsByQuarter facts={facts} search={asked} onChange={change} />
  const [first, ...others] = claims.map((claim) => sentence(claim))
  if (!('model' in built) || built.model.body.form !== 'grid')
    return (
      <EmptyPage head={facts.release} title="本期没有可以对比的数据">
        {'refusal' in built ? built.refusal : ''}
      </EmptyPage>
    )
  const { model } = built
  return (
    <div className="print-wide compare">
      <PageHead
        title={<WholeWords text={first ?? model.neutralTitle} words={model.unbroken} />}
        subtitle={[...others, model.lines.subtitle].join(' ｜ ')}
        meta={
          <>
            <ReleaseMeta head={facts.release} />
            <PageExport head={facts.release} page="compare" params={{ ...fileSearch(search), focus }} />
          </>
        }
      />
      <div className="compare-choices no-print">
        <CompareControls facts={facts} search={asked} onChange={change} isNarrow={isNarrow} />
        <UnitChoice facts={facts} search={asked} onChange={change} />
      </div>
      {ignoredWords(facts, search).map((words) => (
        <p key={words} className="compare-notice" role="note">
          {words}
        </p>
      ))}
      <Panel
        facts={facts}
        spec={spec}
        model={model}
        body={built.model.body}
        search={search}
        onChange={change}
        isStale={isStale}
        isNarrow={isNarrow}
      />
      {isNarrow && (
        <div className="compare-controls no-print">
          <ViewSwitch search={asked} onChange={change} />
        </div>
      )}
      <Times facts={facts} spec={spec} search={search} onChange={change} />
      <PageFoot
        notes={[model.lines.source, ...(model.fullNote === null ? [] : [model.fullNote])]}
        right={`生成时间 ${formatDateTime(facts.release.publishedAt ?? facts.release.preparedAt)}`}
      />
    </div>
  )
}

/** What of the page's state a file of it is asked for with. */
function fileSearch({ cut, rows, first, dim, group, units, i, ...others }: CompareSearch) {
  return { cut, rows, first, dim, group, units, i, ...multiplesSearch(others) }
}

const [Panel, Times] = [memo(RugPanel), memo(Trends)]

type RugPanelProps = {
  facts: MatrixFacts
  spec: ChartSpec
  model: ChartModel
  body: GridBody
  search: CompareSearch
  onChange: (part: CompareSearch) => void
  isStale: boolean
  isNarrow: boolean
}

function RugPanel({ facts, spec, model, body: whole, search, onChange, isStale, isNarrow }: RugPanelProps) {
  const [part, setPart] = useState(1)
  const { body, total, size } = windowOf(whole, part, isNarrow)
  const [opened, setOpened] = useState<(CellPlace & { anchor: HTMLElement }) | null>(null)
  const [passport, setPassport] = useState<CellPlace | null>(null)
  const folded = useMemo(() => new Set((search.fold ?? '').split(',').filter((one) => one !== '')), [search.fold])
  const fold = (group: string) => {
    const next = folded.has(group) ? [...folded].filter((one) => one !== group) : [...folded, group]
    onChange({ fold: next.length === 0 ? undefined : next.join(',') })
  }
  const open = ({ row, column, anchor }: { row: string; column: string; anchor: HTMLElement }) => {
    const [indicator, unit] = spec.rows === 'indicators' ? [row, column] : [column, row]
    if (unit === differenceKey) return
    setOpened({
      indicator: facts.indicators.findIndex(({ code }) => code === indicator),
      unit: facts.units.code.indexOf(unit),
      anchor,
    })
  }
  return (
    <>
      <ChartPanel
        head={facts.release}
        spec={spec}
        model={model}
        title={cutTitles[spec.cut ?? 'target']}
        hasSubtitle={false}
        hasFootnote={false}
        isStale={isStale}
        className="rug-panel"
        drawing={
          isNarrow ? (
            <PhoneList facts={facts} body={body} indicator={search.i} onChoose={(i) => onChange({ i })} onOpen={open} />
          ) : (
            <RugTable
              body={body}
              caption={model.neutralTitle}
              unbroken={model.unbroken}
              folded={folded}
              onFold={fold}
              onOpen={open}
            />
          )
        }
      >
        <Pagination page={part} pageSize={size} total={total} onPage={setPart} />
        <RugLegend legend={body.legend} />
      </ChartPanel>
      <Suspense fallback={null}>
        {opened !== null && (
          <PopoverAt anchor={opened.anchor} label="单元格说明" onClose={() => setOpened(null)}>
            <CellCard
              facts={facts}
              place={opened}
              onPassport={() => {
                setPassport(opened)
                setOpened(null)
              }}
            />
          </PopoverAt>
        )}
        {passport !== null && (
          <PassportDrawer
            head={facts.release}
            indicator={facts.indicators[passport.indicator]?.code ?? ''}
            unit={facts.units.code[passport.unit] ?? null}
            onClose={() => setPassport(null)}
          />
        )}
      </Suspense>
    </>
  )
}
