import { Link } from '@tanstack/react-router'

const pages = [
  ['/', '总览'],
  ['/rank', '排名'],
  ['/i', '指标'],
  ['/u', '区县画像'],
  ['/compare', '对比'],
  ['/equity', '均衡性'],
  ['/targets', '目标'],
  ['/screen', '大屏'],
] as const

/** Every page that reads a release opens on the preview as on a release, its files too: all of them marked. */
export function PreviewPages({ code }: { code: string }) {
  return (
    <nav className="glance-pages no-print" aria-label={`${code} 的页面`}>
      <span>打开试看的页面：</span>
      {pages.map(([to, label]) => (
        <Link key={to} className="button button-quiet" to={to} search={{ p: undefined, pub: code }}>
          {label}
        </Link>
      ))}
    </nav>
  )
}
