import './screen.css'
import { parsePreviewCode } from '@cg/contract/release/preview-code'
import { useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { isLayerOpen, useKeyDown } from '../../lib/keys.ts'
import { applyTheme } from '../../lib/use-theme.ts'
import { wishWords } from '../../shared/release-gate.tsx'
import type { ReleaseChoice } from '@cg/contract/release/choose'
import { useTitle } from '../../shared/use-title.ts'
import { appName } from '../../shared/words.ts'
import { useWatchedReleases } from './answers.ts'
import { useLeave } from './leave.ts'
import { Wall } from './wall.tsx'
import { preloadDrawing } from './wall-chart.tsx'

/** 大屏: one release on the wall of a meeting room, its pages turning by themselves. */
export function ScreenPage() {
  const { p, pub, theme } = useSearch({ from: '/screen' })
  const { choice, silence, answeredAt } = useWatchedReleases({ p, pub })
  const leave = useLeave()
  useTitle('大屏')
  // A layer that Esc has just closed is gone by now, but has claimed the key.
  useKeyDown((event) => event.key === 'Escape' && !event.defaultPrevented && !isLayerOpen() && leave())
  useEffect(() => {
    void preloadDrawing()
  }, [])
  useEffect(() => {
    applyTheme(theme)
    return () => applyTheme()
  }, [theme])
  if (choice?.kind === 'found') return <Wall choice={choice} silence={silence} answeredAt={answeredAt} />
  return <Unfilled choice={choice} silence={silence} />
}

/** No release yet: what is missing and what happens next, in letters for the room. */
function Unfilled({
  choice,
  silence,
}: {
  choice: Exclude<ReleaseChoice, { kind: 'found' }> | null
  silence: string | null
}) {
  const leave = useLeave()
  return (
    <main className="screen">
      <div className="screen-words" role="status">
        <h1>{choice === null ? appName : titleOf(choice)}</h1>
        <p>{silence === null ? wordsOf(choice) : silence}</p>
        {choice?.kind === 'missing' && <p>最近一期为 {choice.latest.code}。</p>}
        <button type="button" className="screen-button" onClick={leave}>
          退出
        </button>
      </div>
    </main>
  )
}

function titleOf(choice: Exclude<ReleaseChoice, { kind: 'found' }>): string {
  return choice.kind === 'none' ? '尚未发布任何一期数据' : wishWords(choice.wish)
}

function wordsOf(choice: ReleaseChoice | null): string {
  if (choice?.kind === 'missing' && parsePreviewCode(choice.wish.pub ?? '') !== null)
    return '试看只供市产改办的审核人和发布人核对，也可能已重新生成、发布或废弃。'
  return choice === null ? '正在读取' : '发布后本屏自动显示。'
}
