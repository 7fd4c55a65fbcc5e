import type { ReactNode } from 'react'
import { appName } from '../../shared/words.ts'

/** The page around the forms that come before the shell. */
export function Frame({
  city,
  isDemo,
  children,
  aside,
}: {
  city: string | undefined
  isDemo: boolean
  children: ReactNode
  aside?: ReactNode
}) {
  return (
    <div className={aside ? 'session' : 'session is-single'}>
      <header className="session-head">
        <span className="session-brand">{appName}</span>
        {city !== undefined && city !== '' && <span className="session-city">{city}</span>}
        {isDemo && <span className="session-demo">演示数据</span>}
      </header>
      <main className={aside ? 'session-main has-aside' : 'session-main'}>
        <div className="session-card">{children}</div>
        {aside}
      </main>
    </div>
  )
}
