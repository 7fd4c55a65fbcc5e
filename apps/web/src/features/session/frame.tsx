import type { Welcome } from '@cg/contract/session'
import type { ReactNode } from 'react'
import { appName } from '../../shared/words.ts'

const unknown: Pick<Welcome, 'city' | 'prefix' | 'emblem' | 'isDemo'> = {
  city: '',
  prefix: '',
  emblem: null,
  isDemo: false,
}

/** The page around the forms that come before the shell. */
export function Frame({
  welcome,
  children,
  aside,
}: {
  /** Undefined until it has come. */
  welcome: Welcome | undefined
  children: ReactNode
  aside?: ReactNode
}) {
  const { city, prefix, emblem, isDemo } = welcome ?? unknown
  return (
    <div className={aside ? 'session' : 'session is-single'}>
      <header className="session-head">
        {emblem !== null && <img className="session-emblem" src={`/api/v1/emblem/${emblem}`} alt="" />}
        <span className="session-brand">
          {prefix}
          {appName}
        </span>
        {city !== '' && city !== prefix && <span className="session-city">{city}</span>}
        {isDemo && <span className="session-demo">演示数据</span>}
      </header>
      <main className={aside ? 'session-main has-aside' : 'session-main'}>
        <div className="session-card">{children}</div>
        {aside}
      </main>
    </div>
  )
}
