import './states.css'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Icon } from './icons.tsx'

/** The head of the page where nothing else is, so that who listens hears what the page is; else words. */
function StateTitle({ children }: { children: string }) {
  return (
    <p className="state-title" ref={becomeHead}>
      {children}
    </p>
  )
}

/** Asked when all of the page stands: another part of it may bring the head. */
function becomeHead(title: HTMLElement | null): void {
  if (title === null || document.querySelector('h1, [aria-level="1"]') !== null) return
  title.setAttribute('role', 'heading')
  title.setAttribute('aria-level', '1')
}

/** Nothing to show, why, and where to go instead. */
export function EmptyState({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="state">
      <svg className="state-art" width="56" height="40" viewBox="0 0 56 40" fill="none" aria-hidden="true">
        <path d="M4 36h48" stroke="var(--line-strong)" strokeWidth="2" strokeLinecap="round" />
        <rect x="9" y="22" width="8" height="14" rx="2" stroke="var(--missing-line)" strokeDasharray="3 2.5" />
        <rect x="24" y="12" width="8" height="24" rx="2" stroke="var(--missing-line)" strokeDasharray="3 2.5" />
        <rect x="39" y="17" width="8" height="19" rx="2" stroke="var(--missing-line)" strokeDasharray="3 2.5" />
      </svg>
      <StateTitle>{title}</StateTitle>
      {children && <div className="state-words">{children}</div>}
      {action && <div className="state-action">{action}</div>}
    </div>
  )
}

/** What failed, that nothing was lost, a way to try again, and the number to report. */
export function ErrorState({
  title = '内容未能读取',
  detail,
  requestId,
  onRetry,
}: {
  title?: string
  detail: string
  requestId?: string | null
  onRetry?: () => void
}) {
  return (
    <div className="state" role="alert">
      <span className="state-sign state-sign-late">
        <Icon name="warn" size={20} />
      </span>
      <StateTitle>{title}</StateTitle>
      <p className="state-words">{detail}</p>
      {onRetry && (
        <div className="state-action">
          <Button onClick={onRetry}>重试</Button>
        </div>
      )}
      {requestId && <p className="state-code">错误编号 {requestId}</p>}
    </div>
  )
}

/** Why it may not be seen, in the server's words, which name whom to ask and no status number. */
export function ForbiddenState({
  title = '您的账号没有查看此内容的权限',
  detail,
  action,
}: {
  title?: string | undefined
  detail: string
  action?: ReactNode
}) {
  return (
    <div className="state" role="alert">
      <span className="state-sign">
        <Icon name="lock" size={20} />
      </span>
      <StateTitle>{title}</StateTitle>
      <p className="state-words">{detail}</p>
      {action && <div className="state-action">{action}</div>}
    </div>
  )
}

function useElapsed(ms: number): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return isOver
}

/** What a print started too early says in the place of what is still on its way; `printPage` waits until none is left. */
export function LateOnPaper() {
  return (
    <p className="print-only" data-late-on-paper>
      此处内容打印时尚未读取完毕，请待页面显示完整后重新打印。
    </p>
  )
}

/** What a release of very many units left for later is on its way; it appears by itself. */
export function Computing({ what = '这部分内容' }: { what?: string }) {
  return (
    <p className="state-computing" role="status">
      单位较多，{what}正在计算，算好后自动显示，一般不超过一分钟。
    </p>
  )
}

/** Nothing for 200 ms, then grey shapes like the content to come; words after three seconds. */
export function LoadingState({ shape = 'rows', height }: { shape?: 'rows' | 'chart' | 'cards'; height?: number }) {
  const isVisible = useElapsed(200)
  const isSlow = useElapsed(3000)
  const count = shape === 'cards' ? 4 : shape === 'rows' ? 8 : 1
  return (
    <div className={`skeleton skeleton-${shape}`} style={height === undefined ? {} : { minHeight: height }}>
      <div role="status" className={isSlow ? 'skeleton-words' : 'visually-hidden'}>
        {isSlow ? '正在计算…' : '正在读取'}
      </div>
      <LateOnPaper />
      {isVisible &&
        Array.from({ length: count }, (_, index) => <div key={index} className="skeleton-piece no-print" />)}
    </div>
  )
}
