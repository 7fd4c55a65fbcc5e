import './unit.css'
import { profileLapses } from '@cg/charts/lapses'
import { groupWords, historyBuilt, spineBuilt } from '@cg/charts/page/unit'
import type { ReleaseHead } from '@cg/contract/release/head'
import type { MatrixFacts } from '@cg/contract/release/matrix'
import type { ProfileFacts } from '@cg/contract/release/profile'
import { findClaim } from '@cg/contract/claims'
import { sentence } from '@cg/domain/claim/claim'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { Navigate, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Suspense, lazy, useMemo } from 'react'
import { ChartPanel } from '../../charts/chart-panel.tsx'
import { profileQuery } from '../../shared/answers.ts'
import { isComputing } from '../../lib/query-client.ts'
import { useWholeRanking } from '../../shared/ranking.ts'
import { useHighlight } from '../../shared/highlight.ts'
import { CompareButton } from '../../shared/compare-button.tsx'
import { matrixQuery } from '../../shared/matrix.ts'
import { EmptyPage } from '../../shared/empty-page.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { ReleaseGate } from '../../shared/release-gate.tsx'
import { PageExport } from '../../shared/page-export.tsx'
import { LapsePanel } from '../../charts/lapse-panel.tsx'
import { ReleaseMeta } from '../../shared/release-meta.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { WholeWords } from '../../shared/whole-words.tsx'
import { dimensionWords, unitKindWords } from '../../shared/words.ts'
import { PageFoot, PageHead } from '../../ui/page.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import { Computing, EmptyState, LoadingState } from '../../ui/states.tsx'
import { BlocksPanel } from './blocks-panel.tsx'
import { PeersPanel } from './peers-panel.tsx'
import { PointsPanel } from './points-panel.tsx'
import { QualityPanel } from './quality-panel.tsx'
import { qualityQuery, scoreQuery } from './queries.ts'
import { ReachPanel } from './reach-panel.tsx'
import { ScorePanel } from './score-panel.tsx'
import type { UnitSearch } from './search.ts'
import { SpineTable } from './spine-table.tsx'
import { useOrigin, useSuccessor } from './succession.ts'
import { WhyPanel } from './why-panel.tsx'

const PassportDrawer = lazy(() =>
  import('../../charts/passport-drawer.tsx').then((module) => ({ default: module.PassportDrawer })),
)

const TownsPanel = lazy(() => import('./towns-panel.tsx').then((module) => ({ default: module.TownsPanel })))

/** 区县画像 without a unit in its address: the marked one, the reader's own, or the first of the release. */
export function UnitStartPage() {
  useTitle('区县画像')
  return <ReleaseGate>{(head) => <Start head={head} />}</ReleaseGate>
}

function Start({ head }: { head: ReleaseHead }) {
  const { data, error, isPlaceholderData, refetch } = useQuery(matrixQuery(head.code))
  const wanted = useHighlight()
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (!data || isPlaceholderData) return <LoadingState />
  const unit = data.units.code.find((code) => code === wanted) ?? data.units.code[0]
  if (unit === undefined)
    return (
      <EmptyPage head={head} title="本次发布没有区县">
        管理员建立机构后，下一次发布起可以查看。
      </EmptyPage>
    )
  return <Navigate to="/u/$unit" params={{ unit }} search={(old) => old} replace />
}

/** 区县画像: how one district stands against the city, its group and its goals, and why. */
export function UnitPage() {
  useTitle('区县画像')
  return <ReleaseGate>{(head) => <Unit head={head} />}</ReleaseGate>
}

function Unit({ head }: { head: ReleaseHead }) {
  const { unit } = useParams({ from: '/signed-in/u/$unit' })
  const matrix = useQuery(matrixQuery(head.code))
  const profile = useQuery(profileQuery(head.code, unit))
  const failed = [matrix, profile].find(({ error }) => error !== null)
  if (failed?.error) return <ProblemPanel error={failed.error} onRetry={() => void failed.refetch()} />
  const isWaiting = isComputing(profile.failureReason) && profile.data === undefined
  if (!matrix.data || (profile.data === undefined && !isWaiting)) return <LoadingState />
  const at = matrix.data.units.code.indexOf(unit)
  if (at < 0) return <NoSuchUnit facts={matrix.data} unit={unit} />
  const own = profile.data?.unit.code === unit ? profile.data : null
  return (
    <Profile
      facts={matrix.data}
      at={at}
      profile={own}
      isStale={matrix.isPlaceholderData || (profile.isPlaceholderData && !isComputing(profile.failureReason))}
      isComputing={isComputing(profile.failureReason) && own === null}
    />
  )
}

/** A link may name a unit that this quarter does not have. */
function NoSuchUnit({ facts, unit }: { facts: MatrixFacts; unit: string }) {
  const gone = useSuccessor(unit, facts.release.period)
  return (
    <EmptyPage
      head={facts.release}
      title={`${formatPeriod(parsePeriod(facts.release.period))}的发布中没有代码为 ${unit} 的单位`}
      action={<UnitSelect facts={facts} unit={null} />}
    >
      {gone === null ? '' : `${gone}。`}请另选一个单位，或换一个期次。
    </EmptyPage>
  )
}

function UnitSelect({ facts, unit }: { facts: MatrixFacts; unit: string | null }) {
  const navigate = useNavigate()
  const options = facts.units.code.map((code, at) => ({ value: code, label: facts.units.name[at] ?? code }))
  const none = { value: '', label: '请选择' }
  return (
    <Select
      caption="区县"
      value={unit ?? ''}
      options={unit === null ? [none, ...options] : options}
      onChange={(code) =>
        code !== '' && void navigate({ to: '/u/$unit', params: { unit: code }, search: (old) => old })
      }
    />
  )
}

type ProfileProps = {
  facts: MatrixFacts
  at: number
  profile: ProfileFacts | null
  isStale: boolean
  isComputing: boolean
}

function Profile({ facts, at, profile, isStale, isComputing: isWaiting }: ProfileProps) {
  const { release, units, indicators } = facts
  const unit = units.code[at] ?? ''
  const { cmp, dim, vs } = useSearch({ from: '/signed-in/u/$unit' })
  const claims = profile?.claims ?? []
  const headline = findClaim(claims, 'profile')
  const kind = units.kind[at] ?? ''
  const about = [unitKindWords[kind] ?? kind, groupWords(facts, at), formatPeriod(parsePeriod(release.period))].filter(
    (part) => part !== null,
  )
  const shared = { claims, indicators, words: release.unbroken }
  const known = useOrigin(unit, release.period)
  const origin = profile?.origin ?? known
  const isJudged = facts.light.some((lights) => (lights[at] ?? null) !== null)
  return (
    <div className="unit-page">
      <PageHead
        title={
          <WholeWords
            text={headline === null ? `${units.name[at] ?? ''}画像` : sentence(headline)}
            words={release.unbroken}
          />
        }
        subtitle={about.join('，')}
        meta={
          <>
            <ReleaseMeta head={release} />
            <PageExport head={release} page="unit" params={{ unit, cmp, dim, vs }} />
          </>
        }
      />
      <div className="unit-controls no-print">
        <UnitSelect facts={facts} unit={unit} />
        <CompareButton unit={unit} name={units.shortName[at] ?? unit} />
      </div>
      {origin !== null && (
        <p className="unit-notice" role="note">
          {origin}
        </p>
      )}
      {isWaiting && <Computing what="本单位的文字说明" />}
      {profile === null && !isStale && !isWaiting && (
        <p className="unit-notice" role="note">
          本次发布时尚不编制各单位的文字说明，以下只列数值。
        </p>
      )}
      <div className={isStale ? 'grid is-stale' : 'grid'} aria-busy={isStale}>
        {profile !== null && <PointsPanel {...shared} />}
        <Scored head={release} unit={unit} part="score" claims={claims} />
        <SpinePanel facts={facts} unit={unit} at={at} />
        <div className="span-5 stack unit-beside">
          {profile !== null && <ReachPanel {...shared} isJudged={isJudged} />}
          <Quality code={release.code} unit={unit} />
        </div>
        <Scored head={release} unit={unit} part="why" claims={claims} />
        {profile !== null && (
          <LapsePanel
            rows={profileLapses(facts, profile, at)}
            counter="项"
            className="span-12 no-print"
            to="indicator"
          />
        )}
        {profile?.towns != null && (
          <Suspense fallback={null}>
            <TownsPanel facts={facts} profile={profile} towns={profile.towns} unitName={units.shortName[at] ?? ''} />
          </Suspense>
        )}
      </div>
      <PageFoot
        notes={['数据来源：各牵头部门报送数据汇总', '每个数值可点开查看来路；短线为各单位，菱形为本单位']}
        right={`生成时间 ${formatDateTime(release.publishedAt ?? release.preparedAt)}`}
      />
      <Passport head={release} unit={unit} />
    </div>
  )
}

function Passport({ head, unit }: { head: ReleaseHead; unit: string }) {
  const { passport } = useSearch({ from: '/signed-in/u/$unit' })
  const navigate = useNavigate({ from: '/u/$unit' })
  return (
    <Suspense fallback={null}>
      {passport !== undefined && (
        <PassportDrawer
          head={head}
          indicator={passport}
          unit={unit}
          onClose={() => void navigate({ search: (old) => ({ ...old, passport: undefined }) })}
        />
      )}
    </Suspense>
  )
}

const assessed = 'ASSESSED'

/** Every indicator beside all units, and the published figures of its group. */
function SpinePanel({ facts, unit, at }: { facts: MatrixFacts; unit: string; at: number }) {
  const search = useSearch({ from: '/signed-in/u/$unit' })
  const navigate = useNavigate({ from: '/u/$unit' })
  const { cmp, dim } = search
  const built = useMemo(() => spineBuilt(facts, unit, { cmp, dim }), [facts, unit, cmp, dim])
  const change = (part: UnitSearch) => void navigate({ search: (old) => ({ ...old, ...part }), replace: true })
  const controls = <SpineControls facts={facts} search={search} onChange={change} />
  if (!('model' in built) || built.model.body.form !== 'spine')
    return (
      <Panel title="各项指标" className="span-12" controls={controls}>
        <EmptyState title="本期不能这样看">{'refusal' in built ? built.refusal : ''}</EmptyState>
      </Panel>
    )
  const { model, spec } = built
  const { body } = built.model
  if (body.form !== 'spine') return null
  return (
    <>
      <ChartPanel
        head={facts.release}
        spec={spec}
        model={model}
        className="span-12 unit-spine"
        hasFootnote={false}
        controls={controls}
        drawing={
          <SpineTable
            body={body}
            caption={model.neutralTitle}
            words={facts.release.unbroken}
            onPassport={(passport) => void navigate({ search: (old) => ({ ...old, passport }) })}
          />
        }
      >
        <SpineKey
          unitName={body.unitName}
          baseWord={body.baseWord}
          hasOutside={body.rows.some((row) => row.outside.length > 0)}
        />
        {model.lines.note !== null && <p className="unit-note">{model.lines.note}</p>}
      </ChartPanel>
      <PeersPanel key={unit} facts={facts} at={at} body={body} />
    </>
  )
}

function SpineControls({
  facts,
  search,
  onChange,
}: {
  facts: MatrixFacts
  search: UnitSearch
  onChange: (part: UnitSearch) => void
}) {
  const blocks = [...new Set(facts.indicators.map((indicator) => indicator.dimension))]
  const options = [
    { value: assessed, label: '考核指标' },
    { value: 'ALL', label: '全部指标' },
    ...blocks.map((code) => ({ value: code, label: dimensionWords[code] ?? code })),
  ]
  return (
    <>
      <Select
        aria-label="指标范围"
        className="select-small"
        value={options.find(({ value }) => value === search.dim)?.value ?? assessed}
        options={options}
        onChange={(dim) => onChange({ dim: dim === assessed ? undefined : dim })}
      />
      <SegmentedControl
        label="对照"
        value={search.cmp ?? 'city'}
        options={[
          { value: 'city', label: '全市' },
          { value: 'group', label: '同组' },
          { value: 'target', label: '目标' },
        ]}
        onChange={(cmp) => onChange({ cmp: cmp === 'city' ? undefined : cmp })}
      />
    </>
  )
}

type SpineKeyProps = { unitName: string; baseWord: string; hasOutside: boolean }

function SpineKey({ unitName, baseWord, hasOutside }: SpineKeyProps) {
  const marks = [
    { name: unitName, className: 'strip-own', path: 'M0-6 6 0 0 6-6 0z' },
    { name: '同组单位', className: 'strip-tick is-peer', path: 'M0-5V5' },
    { name: '其他单位', className: 'strip-tick', path: 'M0-5V5' },
    { name: baseWord, className: 'strip-base', path: 'M0-9V9' },
    ...(baseWord === '时序目标' ? [] : [{ name: '时序目标', className: 'strip-goal', path: 'M0-6V6' }]),
    ...(hasOutside ? [{ name: '外部参照', className: 'strip-outside', path: 'M0-5 5 0 0 5-5 0z' }] : []),
  ]
  return (
    <ul className="spine-key">
      {marks.map(({ name, className, path }) => (
        <li key={name}>
          <svg width="16" height="20" viewBox="-8 -10 16 20" aria-hidden="true">
            <path className={className} d={path} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  )
}

type ScoredProps = { head: ReleaseHead; unit: string; part: 'score' | 'why'; claims: ProfileFacts['claims'] }

/** What the composite score says of the unit; of a release without a scheme why there is none. */
function Scored({ head, unit, part, claims }: ScoredProps) {
  const { vs } = useSearch({ from: '/signed-in/u/$unit' })
  const hasScheme = head.scheme !== null
  const { data: frozen, error, refetch } = useQuery({ ...scoreQuery(head.code), enabled: hasScheme })
  const data = useWholeRanking(frozen, true)?.facts
  if (!hasScheme)
    return part === 'why' ? null : (
      <Panel title="综合得分" className="span-4">
        <p className="muted">本期没有综合得分：发布时没有采用计分方案，因此没有总位次、得分对照和位次走势。</p>
      </Panel>
    )
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (!data) return <LoadingState />
  const at = data.units.code.indexOf(unit)
  if (at < 0) return null
  if (part === 'score') return <ScorePanel facts={data} at={at} />
  const history = historyBuilt(data, unit)
  return (
    <>
      <WhyPanel head={head} facts={data} unit={unit} claims={claims} against={vs} />
      <BlocksPanel facts={data} unit={unit} />
      {history !== null && 'model' in history && (
        <ChartPanel
          head={head}
          spec={history.spec}
          model={history.model}
          hasFootnote={false}
          className="span-12 unit-history"
        />
      )}
    </>
  )
}

function Quality({ code, unit }: { code: string; unit: string }) {
  const { data, error, refetch } = useQuery(qualityQuery(code))
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  return data === undefined ? <LoadingState /> : <QualityPanel facts={data} unit={unit} />
}
