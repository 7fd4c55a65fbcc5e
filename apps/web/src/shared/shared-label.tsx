import { formatDateTime } from '@cg/domain/number/number-format'
import { useQuery } from '@tanstack/react-query'
import { sharedLink } from '../lib/shared-link.ts'
import { sharedQuery } from './shared-view.ts'

/** 会议链接 · 有效至 …: stands on every page that was opened by a link, on screen and paper. */
export function SharedLabel({ className }: { className: string }) {
  const { data } = useQuery({ ...sharedQuery, enabled: sharedLink() !== null })
  if (data === undefined) return null
  return <span className={className}>会议链接 · 有效至 {formatDateTime(data.expiresAt)}</span>
}
