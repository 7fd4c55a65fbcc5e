import './pagination.css'
import { IconButton } from './button.tsx'

/** Page n of m with the number of entries; hidden while everything fits on one page. */
export function Pagination({
  page,
  pageSize,
  total,
  onPage,
}: {
  page: number
  pageSize: number
  total: number
  onPage: (page: number) => void
}) {
  const last = Math.max(1, Math.ceil(total / pageSize))
  if (last === 1) return null
  return (
    <nav className="pagination no-print" aria-label="分页">
      <span>
        共 {total} 条，第 {page} / {last} 页
      </span>
      <IconButton icon="chevronLeft" label="上一页" disabled={page <= 1} onClick={() => onPage(page - 1)} />
      <IconButton icon="chevronRight" label="下一页" disabled={page >= last} onClick={() => onPage(page + 1)} />
    </nav>
  )
}
