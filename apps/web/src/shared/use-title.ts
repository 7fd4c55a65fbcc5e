import { useEffect } from 'react'
import { appName } from './words.ts'

/** Names the browser tab: 页面 · 平台. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? appName : `${title} · ${appName}`
  }, [title])
}
