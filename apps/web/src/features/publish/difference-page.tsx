import './publish.css'
import { differsIn, toldClaims } from '@cg/contract/claims/difference'
import type { DifferenceKind, ReleaseDifference } from '@cg/contract/difference'
import type { ReleaseHead } from '@cg/contract/release/head'
import { sentence } from '@cg/domain/claim/claim'
import { findClaim } from '@cg/contract/claims'
import { namesWords } from '@cg/domain/claim/words'
import { formatResult } from '@cg/domain/number/number-format'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { PreviewRibbon } from '../../shared/preview.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { releasesQuery } from '../../shared/release.ts'
import { useTitle } from '../../shared/use-title.ts'
import { WholeWords } from '../../shared/whole-words.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { DifferenceExport } from './difference-export.tsx'
import { DifferenceClaims, differenceTitle } from './difference-claims.tsx'
import { FigureDifferences } from './difference-table.tsx'
import { differenceQuery } from './queries.ts'
import { differenceSearch, shownKinds } from './search.ts'
import type { DifferenceSearch } from './search.ts'

/** What changed between two releases (C4): a correction beside what it corrects, or two quarters. */
export function DifferencePage() {
  useTitle('发布差异')
  const { data, error, refetch } = useQuery(releasesQuery)
  const wish = differenceSearch(useSearch({ strict: false }))
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  const heads = [...(data.previews ?? []), ...data.items.map((item) => item.head)]
  const pair = choosePair(heads, wish)
  if (pair === null)
    return (
      <EmptyState title="还没有两次发布可以比较">发布第二期或更正版之后，可以在这里看到两次发布的差异。</EmptyState>
    )
  return <Comparison key={`${pair.from}|${pair.to}`} heads={heads} {...pair} />
}

type Pair = { from: string; to: string }

/** What the link asks for; else the newest correction with what it replaced; else the two newest releases. */
export function choosePair(
  heads: readonly ReleaseHead[],
  wish: { from?: string | undefined; to?: string | undefined },
): Pair | null {
  const published = heads.filter((head) => head.state === 'published')
  const to = heads.find((head) => head.code === wish.to) ?? published.find((head) => head.sequence > 1) ?? published[0]
  if (to === undefined) return null
  const before = published.filter(
    (head) => head.period < to.period || (head.period === to.period && head.sequence < to.sequence),
  )
  const from =
    published.find((head) => head.code === wish.from) ??
    before.toSorted((left, right) => right.period.localeCompare(left.period) || right.sequence - left.sequence)[0]
  if (from === undefined) return null
  // The later one stands last, whichever the link names first.
  return isLater(from, to) ? { from: to.code, to: from.code } : { from: from.code, to: to.code }
}

function isLater(one: ReleaseHead, other: ReleaseHead): boolean {
  if (one.state !== other.state) return other.state === 'published'
  return one.period === other.period ? one.sequence > other.sequence : one.period > other.period
}

function Comparison({ heads, from, to }: { heads: readonly ReleaseHead[] } & Pair) {
  const { data, error, refetch } = useQuery(differenceQuery(from, to))
  const navigate = useNavigate()
  const { show } = differenceSearch(useSearch({ strict: false }))
  const choose = (wish: DifferenceSearch) =>
    void navigate({ to: '/releases/difference', search: { from, to, show, ...wish } })
  const picker = (caption: string, value: string, onChoose: (code: string) => void) => (
    <Select
      caption={caption}
      // A preview is held against a release, never the other way round.
      options={heads
        .filter((head) => caption === '到' || head.state === 'published')
        .map((head) => ({ value: head.code, label: optionLabel(head) }))}
      value={value}
      onChange={onChoose}
    />
  )
  const preview = heads.find((head) => head.state === 'preview' && head.code === to)
  return (
    <>
      {preview !== undefined && <PreviewRibbon head={preview} />}
      <PageHead
        title={
          data === undefined ? (
            `${from} 与 ${to} 的差异`
          ) : (
            <WholeWords text={differenceTitle(data)} words={data.to.unbroken} />
          )
        }
        subtitle={data?.to.reason == null ? `${from} → ${to}` : `${from} → ${to} · 修订原因：${data.to.reason}`}
        meta={<Link to="/releases">发布记录 →</Link>}
      />
      <div className="difference-choices no-print">
        {picker('从', from, (code) => choose({ from: code }))}
        {picker('到', to, (code) => choose({ to: code }))}
      </div>
      {error !== null && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <LoadingState />}
      {data !== undefined && <Findings difference={data} show={show} onShow={(kind) => choose({ show: kind })} />}
    </>
  )
}

function optionLabel({ code, sequence, state }: ReleaseHead): string {
  if (state === 'preview') return `${code}（未发布）`
  return sequence > 1 ? `${code}（修订）` : code
}

type FindingsProps = {
  difference: ReleaseDifference
  show: DifferenceKind | undefined
  onShow: (kind: DifferenceKind | undefined) => void
}

const kindNames: Readonly<Record<DifferenceKind, string>> = {
  value: '数值',
  rank: '位次',
  light: '灯',
  state: '状态',
}

function Findings({ difference, show, onShow }: FindingsProps) {
  const { figures } = difference
  const shown = show === undefined ? figures : figures.filter((figure) => differsIn(figure, show))
  const count = (kind: DifferenceKind) => figures.filter((figure) => differsIn(figure, kind)).length
  const units = difference.unitsAffected
  const cells = findClaim(difference.claims, 'cells_between')
  return (
    <div className="stack">
      {toldClaims(difference.claims).told.length > 1 && (
        <Panel title="主要变化">
          <DifferenceClaims difference={difference} />
        </Panel>
      )}
      <Panel
        title="数值、位次与灯"
        subtitle={`两次发布各自公布的内容；灯按各自的时序目标${units.length === 0 ? '' : `；涉及${namesWords(units, 12)}`}`}
        controls={
          figures.length > 0 && (
            <SegmentedControl
              label="只看"
              value={show ?? 'all'}
              options={[
                { value: 'all', label: `全部 ${figures.length}` },
                ...shownKinds
                  .filter((kind) => kind !== 'state' || count(kind) > 0)
                  .map((kind) => ({ value: kind, label: `${kindNames[kind]} ${count(kind)}` })),
              ]}
              onChange={(kind) => onShow(kind === 'all' ? undefined : kind)}
            />
          )
        }
        actions={<DifferenceExport difference={difference} />}
      >
        {shown.length === 0 && figures.length > 0 ? (
          <p className="publish-hint">{kindNames[show ?? 'value']}没有差异。</p>
        ) : (
          <FigureDifferences difference={{ ...difference, figures: shown }} toName={difference.to.code} />
        )}
      </Panel>
      {cells !== null && (
        <Panel title={sentence(cells)} subtitle="两次发布所依据的填报数据">
          <DataTable
            name="cells"
            caption="不同的格"
            isDense
            rows={difference.cells}
            rowKey={(cell) => `${cell.item}|${cell.unit}|${cell.breakdown}`}
            columns={[
              {
                key: 'item',
                header: '数据项',
                isRowHeader: true,
                cell: (cell) => [cell.itemName, cell.breakdownName].filter(Boolean).join(' · '),
              },
              { key: 'unit', header: '区县', cell: (cell) => cell.unitName },
              { key: 'from', header: difference.from.code, align: 'right', cell: (cell) => cellWords(cell.from) },
              { key: 'to', header: difference.to.code, align: 'right', cell: (cell) => cellWords(cell.to) },
              { key: 'why', header: '更正原因', cell: (cell) => cell.why ?? '—' },
            ]}
          />
        </Panel>
      )}
    </div>
  )
}

type Side = ReleaseDifference['cells'][number]['from']

/** The contract gives a cell no decimals: as many as it has are shown. */
function cellWords(side: Side): string {
  if (side === null) return '—'
  const decimals = side.value === null ? 0 : (String(side.value).split('.')[1]?.length ?? 0)
  return formatResult(side, { unit: '', decimals })
}
