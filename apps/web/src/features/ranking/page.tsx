import './ranking.css'
import type { ChartModel } from '@cg/charts/model'
import type { RankingFacts } from '@cg/contract/release/ranking'
import type { ReleaseHead } from '@cg/contract/release/head'
import { groupsOf, rankingBuilt, rankingName } from '@cg/charts/page/ranking'
import { firstRanked, isScoreMissing } from '@cg/contract/first-ranked'
import type { RankingView } from '@cg/contract/page-choices'
import { trialMark } from '@cg/contract/trial-mark'
import { formatDateTime } from '@cg/domain/number/number-format'
import { closeMark } from '@cg/domain/claim/words'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, memo, Suspense, useCallback, useDeferredValue, useMemo } from 'react'
import type { ReactNode } from 'react'
import { MeasurePicker } from '../../charts/measure-picker.tsx'
import { useHighlight } from '../../shared/highlight.ts'
import { ApiError } from '../../lib/api.ts'
import { matrixQuery } from '../../shared/matrix.ts'
import { EmptyPage } from '../../shared/empty-page.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { ReleaseGate } from '../../shared/release-gate.tsx'
import { PageExport } from '../../shared/page-export.tsx'
import { ReleaseMeta } from '../../shared/release-meta.tsx'
import { hasCityRole, useMe } from '../../shared/session.ts'
import { WholeWords } from '../../shared/whole-words.tsx'
import { useTitle } from '../../shared/use-title.ts'
import { Button } from '../../ui/button.tsx'
import { PageFoot, PageHead } from '../../ui/page.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { Select } from '../../ui/select.tsx'
import type { Option } from '../../ui/select.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { CityPanel } from './city-panel.tsx'
import { isCut, rankingQuery, useWholeRanking } from '../../shared/ranking.ts'
import type { RankingSearch } from './search.ts'
import { UnitPanel } from './unit-panel.tsx'
import { readTrial } from './trial-search.ts'
import { ViewPanel } from './view-panel.tsx'

const [View, City, Unit] = [memo(ViewPanel), memo(CityPanel), memo(UnitPanel)]
const TrialView = lazy(async () => ({ default: (await import('./trial-view.tsx')).TrialView }))

/** 排名: who is ahead, by how much, since when, and is it certain. */
export function RankingPage() {
  useTitle('排名')
  return <ReleaseGate>{(head) => <Ranking head={head} />}</ReleaseGate>
}

/** The score, an indicator, or, where no scheme was in force, the first indicator that has places. */
function Ranking({ head }: { head: ReleaseHead }) {
  const { by = 'score' } = useSearch({ from: '/signed-in/rank' })
  if (!isScoreMissing(head, by)) return <MeasureRanking head={head} measure={by} note={null} />
  return <UnscoredRanking head={head} />
}

function UnscoredRanking({ head }: { head: ReleaseHead }) {
  const { data, error, isPlaceholderData, refetch } = useQuery(matrixQuery(head.code))
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (!data || isPlaceholderData) return <LoadingState />
  const measure = firstRanked(data)
  if (measure === null) {
    return (
      <EmptyPage head={head} title="本期没有可以排名的指标">
        数据齐全的单位不足三个。
      </EmptyPage>
    )
  }
  return <MeasureRanking head={head} measure={measure} note={<NoScore />} />
}

function NoScore() {
  const mayOpen = hasCityRole(useMe(), 'reviewer', 'publisher')
  return (
    <p className="ranking-notice" role="note">
      <span>
        本期没有综合得分：发布时没有采用计分方案。
        <span className="wide-only">
          计分方案由市产改办的发布人采用，采用后从下一次发布起计分。以下先列排名指标，可改选其他指标。
        </span>
      </span>
      {mayOpen && <Link to="/scheme">查看计分方案</Link>}
    </p>
  )
}

function MeasureRanking({ head, measure, note }: { head: ReleaseHead; measure: string; note: ReactNode }) {
  const asked = useSearch({ from: '/signed-in/rank' })
  // A choice shows at once in its control; what it draws follows, and holds up neither click nor key.
  const search = useDeferredValue(asked)
  const own = useDeferredValue(useHighlight())
  const { change, select, close } = useChanges(search.focus)
  const { data: frozen, error, isPlaceholderData, refetch } = useQuery(rankingQuery(head.code, measure))
  const isWholeAsked = search.view === 'bump' || search.view === 'interval' || search.focus !== undefined
  const whole = useWholeRanking(frozen, isWholeAsked && !isPlaceholderData)
  const data = whole?.facts
  const { view, sort, group } = search
  // The order of a table stands in the address too and draws nothing anew.
  const built = useMemo(
    () => (data ? rankingBuilt(data, { view, sort, group, focus: own }) : null),
    [data, view, sort, group, own],
  )
  if (isUnknown(error)) return <UnknownMeasure head={head} measure={measure} />
  if (error) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (!data || !built) return <LoadingState />
  const blocks = (data.dimensions ?? []).map(({ code }) => code)
  const trial = data.weighed === undefined ? undefined : readTrial(search.try, blocks)
  if (trial !== undefined) {
    return (
      <>
        <PageHead
          title={`综合得分权重试算（${trialMark}）`}
          subtitle={'model' in built ? built.model.lines.subtitle : undefined}
          meta={<ReleaseMeta head={data.release} />}
        />
        <Suspense fallback={<LoadingState />}>
          <TrialView facts={data} start={trial} onChange={(next) => change({ try: next })} />
        </Suspense>
      </>
    )
  }
  const title = 'model' in built ? built.model.title : rankingName(data)
  const model = 'model' in built ? built.model : null
  const selected = search.focus !== undefined && data.units.code.includes(search.focus) ? search.focus : null
  return (
    <>
      <PageHead
        title={<WholeWords text={title} words={data.release.unbroken} />}
        subtitle={model?.lines.subtitle}
        meta={
          <>
            <ReleaseMeta head={data.release} />
            <PageExport
              head={data.release}
              page="ranking"
              params={{ by: measure, view: search.view, sort: search.sort, group: search.group, focus: search.focus }}
            />
          </>
        }
      />
      {note}
      <UnknownInLink facts={data} search={search} />
      <RankingControls head={head} facts={data} search={asked} onChange={change} />
      <div className="ranking-grid">
        <View
          head={data.release}
          facts={data}
          built={built}
          view={search.view ?? 'bars'}
          selected={selected ?? own ?? null}
          isStale={isPlaceholderData}
          isComputing={whole?.isComputing === true}
          onSelect={select}
        />
        {selected === null ? (
          <City facts={data} onSelect={select} />
        ) : (
          <Unit key={selected} facts={data} unit={selected} onClose={close} />
        )}
      </div>
      {model && <Foot facts={data} model={model} />}
      <Methods facts={data} />
    </>
  )
}

type Change = RankingSearch & { focus?: string | undefined }

/** Write a choice into the address; a unit chosen again is let go. */
function useChanges(focus: string | undefined) {
  const navigate = useNavigate({ from: '/rank' })
  const change = useCallback(
    (part: Change) =>
      void navigate({ search: (old) => ({ ...old, ...part }), replace: 'focus' in part || 'try' in part }),
    [navigate],
  )
  const select = useCallback((unit: string) => change({ focus: unit === focus ? undefined : unit }), [change, focus])
  const close = useCallback(() => change({ focus: undefined }), [change])
  return { change, select, close }
}

/** Source, definition and notes; of very many units the notes stand folded. */
function Foot({ facts: { release }, model }: { facts: RankingFacts; model: ChartModel }) {
  return (
    <>
      <PageFoot
        notes={[model.lines.source, model.lines.definition, ...footNotes(model)]}
        right={`生成时间 ${formatDateTime(release.publishedAt ?? release.preparedAt)}`}
      />
      {isLong(model.fullNote) && (
        <details className="ranking-methods no-print">
          <summary>全部附注</summary>
          <p>{model.fullNote}</p>
        </details>
      )}
    </>
  )
}

/** Notes that name each of very many units would be pages of their own. */
const longestNote = 1500

function isLong(note: string | null): note is string {
  return note !== null && note.length > longestNote
}

/** The notes in full; of very many the brief ones, above those for who opens them. */
function footNotes({ fullNote, lines }: ChartModel): string[] {
  const note = isLong(fullNote) ? lines.note : fullNote
  return note === null ? [] : [note]
}

/** By which rule places are held sure and units close: for those who ask, in no line of a leader. */
function Methods({ facts: { methods } }: { facts: RankingFacts }) {
  if (methods.length === 0) return null
  return (
    <details className="ranking-methods no-print">
      <summary>说明：位次区间与“{closeMark}”怎样推算</summary>
      {methods.map((method) => (
        <p key={method}>{method}</p>
      ))}
    </details>
  )
}

function isUnknown(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'not_found'
}

/** A link may name an indicator that this release does not hold; asking again would not help. */
function UnknownMeasure({ head, measure }: { head: ReleaseHead; measure: string }) {
  return (
    <EmptyPage head={head} title={`本期没有代码为“${measure}”的指标`}>
      <p>链接可能有误，或该指标在这个季度已停用、尚未列入目录。</p>
      <Link to="/rank" search={(old) => ({ ...old, by: undefined })}>
        查看本期排名 →
      </Link>
    </EmptyPage>
  )
}

/** A link may name a group or a unit that this quarter does not have: the page says so instead of showing nothing. */
function UnknownInLink({
  facts,
  search,
}: {
  facts: RankingFacts
  search: RankingSearch & { focus?: string | undefined }
}) {
  const { group, focus } = search
  const notes = [
    group === undefined || groupsOf(facts.units.group).includes(group)
      ? ''
      : `本期没有“${group}”这一考核组，已列出全部区县。`,
    focus === undefined || facts.units.code.includes(focus)
      ? ''
      : `链接所指的单位（代码 ${focus}）本期不在列，未作突出显示。`,
  ].filter(Boolean)
  return notes.length === 0 ? null : (
    <p className="ranking-notice" role="note">
      {notes.join('')}
    </p>
  )
}

function viewOptions(facts: RankingFacts): readonly Option<RankingView>[] {
  // Computed when it is asked for; then it may turn out that there is none.
  const isLater = isCut(facts) && facts.history.periods.length === 0 && facts.notRanked === null
  return [
    { value: 'bars', label: facts.notRanked === null ? '条形' : '列表' },
    { value: 'dumbbell', label: '与基期对照', isDisabled: facts.baseline.every((value) => value === null) },
    {
      value: 'bump',
      label: '位次变化',
      isDisabled: facts.notRanked !== null || (!isLater && facts.history.periods.length < 2),
    },
    { value: 'interval', label: '稳健区间', isDisabled: !isLater && facts.rankLow.every((value) => value === null) },
    ...(facts.measure.kind === 'score'
      ? [{ value: 'dimensions' as const, label: '分维度', isDisabled: (facts.dimensions ?? []).length === 0 }]
      : []),
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
  const groups = groupsOf(facts.units.group)
  const isRanked = facts.notRanked === null
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
        isPageWide
        options={viewOptions(facts)}
        value={search.view ?? 'bars'}
        onChange={(view) => onChange({ view: view === 'bars' ? undefined : view })}
      />
      {facts.weighed !== undefined && <Button onClick={() => onChange({ try: '0' })}>试算权重</Button>}
      <span className="ranking-controls-right">
        {isRanked && (
          <Select
            caption="排序"
            value={search.sort ?? 'value'}
            options={[
              { value: 'value', label: '按位次' },
              { value: 'protocol', label: '按行政区划顺序' },
            ]}
            onChange={(sort) => onChange({ sort: sort === 'value' ? undefined : sort })}
          />
        )}
        {groups.length > 1 && (
          <Select
            caption="范围"
            value={groups.find((group) => group === search.group) ?? everyGroup}
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
