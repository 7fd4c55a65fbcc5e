import type { ReleaseHead } from '@cg/contract/release/head'
import { useEffect } from 'react'
import { sharedLink } from '../lib/shared-link.ts'
import { pinnedLink } from './pinned-link.ts'

/** Puts release number and pinned link at the foot of every printed page (`--print-foot`, read by the page's margin). */
export function usePrintFoot({ code, state }: ReleaseHead): void {
  useEffect(() => {
    const { style } = document.documentElement
    const from = () => (sharedLink() === null ? pinnedLink(code) : '由会议链接打印')
    const put = () =>
      style.setProperty(
        '--print-foot',
        cssString(`${state === 'preview' ? '试看 · 未发布 ｜ 试看编号' : '发布编号'} ${code} ｜ ${from()}`),
      )
    put()
    window.addEventListener('beforeprint', put)
    return () => {
      window.removeEventListener('beforeprint', put)
      style.removeProperty('--print-foot')
    }
  }, [code, state])
}

/** What stands at the foot of a printed page that shows no release: what it is, and its address (`--print-page`). */
export function usePrintPage(): void {
  useEffect(() => {
    const put = () =>
      document.documentElement.style.setProperty(
        '--print-page',
        cssString(`${document.title} ｜ ${window.location.href}`),
      )
    window.addEventListener('beforeprint', put)
    return () => window.removeEventListener('beforeprint', put)
  }, [])
}

function cssString(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`
}
