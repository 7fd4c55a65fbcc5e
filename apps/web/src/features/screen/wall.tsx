import { formatDate, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Suspense, lazy, useMemo, useState } from 'react'
import { isLayerOpen, useKeyDown } from '../../lib/keys.ts'
import { useMedia } from '../../lib/use-media.ts'
import { useCityMap } from '../../shared/city-map.ts'
import { SharedLabel } from '../../shared/shared-label.tsx'
import { useHighlight } from '../../shared/highlight.ts'
import type { ReleaseChoice } from '@cg/contract/release/choose'
import { olderOf } from '../../shared/release-gate.tsx'
import { askAgainMs, useProfile, useShownRelease } from './answers.ts'
import type { ScreenFacts, Watched } from './answers.ts'
import { useLeave } from './leave.ts'
import { loadAnew, useRenewal } from './renewal.ts'
import { pagesIn, turnSeconds } from './search.ts'
import { SlideView } from './slide-view.tsx'
import { slideName, slidesOf, unitName } from './slides.ts'
import type { Slide } from './slides.ts'
import { useTurning } from './turning.ts'
import type { Turning } from './turning.ts'
import { WallFoot } from './wall-foot.tsx'
import { WallRelease } from './wall-release.tsx'
import { newsWords } from './words.ts'

const PreviewMark = lazy(() => import('../../shared/preview.tsx').then((module) => ({ default: module.PreviewMark })))

type Found = Extract<ReleaseChoice, { kind: 'found' }>

/** Two pages side by side, or one. */
const wide = '(min-aspect-ratio: 5/2)'

type WallProps = { choice: Found } & Pick<Watched, 'silence' | 'answeredAt'>

/** The pages of a release, turning; until the release has come whole, the words why not. */
export function Wall({ choice, silence, answeredAt }: WallProps) {
  const { pages, secs = turnSeconds.usual } = useSearch({ from: '/screen' })
  const unit = useHighlight()
  const isWide = useMedia(wide)
  const [isHeld, setHeld] = useState(false)
  const shown = useShownRelease(choice.head, isHeld)
  const { facts } = shown
  const profile = useProfile(facts?.head ?? choice.head, unit)
  const { sheet } = useCityMap((facts?.head ?? choice.head).period, { askAgainMs: askAgainMs.usual })
  const views = useMemo(
    () =>
      facts === null ? [] : viewsOf(slidesOf({ ...facts, sheet }, pagesIn(pages), { unit, profile }), isWide ? 2 : 1),
    [facts, sheet, pages, unit, profile, isWide],
  )
  const turning = useTurning(views.length, secs)
  const isPaused = turning.pause !== 'none'
  if (isPaused !== isHeld) setHeld(isPaused)
  useScreenKeys(turning)
  useRenewal(answeredAt, isPaused, loadAnew)
  const quiet = silence ?? shown.silence
  if (facts === null) return <Waiting words={quiet ?? '正在读取'} />
  const view = views[turning.at] ?? []
  return (
    <main
      className="screen"
      data-pause={turning.pause}
      onPointerDown={turning.touch}
      onPointerMove={turning.touch}
      onWheel={turning.touch}
    >
      <Head
        facts={facts}
        unit={unitName(facts, unit)}
        older={facts.head.code === choice.head.code ? olderOf(choice) : null}
      />
      {facts.head.state === 'preview' && (
        <Suspense fallback={null}>
          <PreviewMark />
        </Suspense>
      )}
      <View key={turning.at} view={view} facts={facts} unit={unit} />
      <WallFoot
        views={views.map((one) => one.map(slideName).join('、'))}
        turning={turning}
        release={facts.head.code}
        news={newsWords({ choice, shown, silence: quiet })}
      />
    </main>
  )
}

function Waiting({ words }: { words: string }) {
  const leave = useLeave()
  return (
    <main className="screen">
      <div className="screen-words" role="status">
        <h1>大屏</h1>
        <p>{words}</p>
        <button type="button" className="screen-button" onClick={leave}>
          退出
        </button>
      </div>
    </main>
  )
}

/** Pages that stand together; an odd last one has the first beside it. */
function viewsOf(slides: readonly Slide[], together: number): Slide[][] {
  const views: Slide[][] = []
  for (let at = 0; at < slides.length; at += together) views.push(slides.slice(at, at + together))
  const [last, first] = [views.at(-1), slides[0]]
  if (views.length > 1 && first !== undefined && last !== undefined && last.length < together) last.push(first)
  return views
}

/** What is shown, as of when, under which number. */
function Head({ facts: { head }, unit, older }: { facts: ScreenFacts; unit: string | null; older: string | null }) {
  return (
    <header className="screen-head">
      <p>
        {head.city}产业工人队伍建设改革进展 · {formatPeriod(parsePeriod(head.period))}
        {unit !== null && <span className="screen-unit">已标出：{unit}</span>}
      </p>
      <p className="screen-meta">
        {head.isDemo && <span className="screen-demo">演示数据</span>}
        <SharedLabel className="screen-demo" />
        <span>截至{formatDate(head.asOf)}</span>
        <WallRelease head={head} older={older} />
      </p>
    </header>
  )
}

type ViewProps = { view: readonly Slide[]; facts: ScreenFacts; unit: string | undefined }

function View({ view, facts, unit }: ViewProps) {
  const navigate = useNavigate({ from: '/screen' })
  const mark = (code: string) =>
    void navigate({ search: (old) => ({ ...old, focus: code === unit ? undefined : code }), replace: true })
  if (view.length === 0)
    return (
      <div className="screen-words" role="status">
        <h1>所选页面在本期没有内容</h1>
        <p>请改选页面，或等待下一期发布。</p>
      </div>
    )
  return (
    <div className="screen-view" data-count={view.length}>
      {view.map((slide) => (
        <SlideView key={slide.key} slide={slide} facts={facts} unit={unit} onUnit={mark} />
      ))}
    </div>
  )
}

/** ← → and a presenter's paging keys turn, space holds. A focused control keeps its own keys. */
function useScreenKeys({ step, toggle }: Turning): void {
  useKeyDown((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isLayerOpen()) return
    const isOnControl = event.target instanceof HTMLElement && event.target.closest('button,select,input') !== null
    if (event.key === 'ArrowRight' || event.key === 'PageDown') step(1)
    else if (event.key === 'ArrowLeft' || event.key === 'PageUp') step(-1)
    else if (event.key === ' ' && !isOnControl) toggle()
    else return
    event.preventDefault()
  })
}
