import { useState } from 'react'
import { sharedLink } from '../../lib/shared-link.ts'
import { Icon } from '../../ui/icons.tsx'
import { useLeave } from './leave.ts'
import { useClock } from './clock.ts'
import { SettingsDialog } from './settings-dialog.tsx'
import type { Turning } from './turning.ts'
import { pauseWords } from './words.ts'

type FootProps = {
  /** The name of each view. */
  views: readonly string[]
  turning: Turning
  /** The release on the screen. */
  release: string
  /** What the room should know beside the figures; null: nothing. */
  news: string | null
}

/** Where the turning stands and what holds it; the hand finds all that the keyboard does. */
export function WallFoot({ views, turning, release, news }: FootProps) {
  const { at, pause, goTo, step, toggle } = turning
  const leave = useLeave()
  const time = useClock()
  const [isSetting, setSetting] = useState(false)
  return (
    <footer className="screen-foot">
      <p className="screen-news" role="status">
        {[pause === 'none' ? null : pauseWords[pause], news].filter((one) => one !== null).join('；')}
      </p>
      <nav className="screen-dots" aria-label="页面">
        <button type="button" className="screen-key" aria-label="上一页（←）" onClick={() => step(-1)}>
          <Icon name="chevronLeft" />
        </button>
        {views.map((name, index) => (
          <button
            key={name}
            type="button"
            className="screen-dot"
            aria-label={`第${index + 1}页：${name}`}
            aria-current={index === at ? 'page' : undefined}
            onClick={() => goTo(index)}
          />
        ))}
        <button type="button" className="screen-key" aria-label="下一页（→）" onClick={() => step(1)}>
          <Icon name="chevronRight" />
        </button>
        <span className="screen-place">
          {views[at]} {views.length === 0 ? '' : `${at + 1}/${views.length}`}
        </span>
      </nav>
      <div className="screen-tools">
        <button type="button" className="screen-button" onClick={toggle}>
          {pause === 'none' ? '暂停' : '继续'}
        </button>
        <button type="button" className="screen-button" onClick={() => setSetting(true)}>
          设置
        </button>
        {sharedLink() === null && (
          <button type="button" className="screen-button" onClick={leave}>
            退出
          </button>
        )}
        <time className="screen-clock" aria-label="当前时间">
          {time}
        </time>
      </div>
      {isSetting && <SettingsDialog release={release} onClose={() => setSetting(false)} />}
    </footer>
  )
}
