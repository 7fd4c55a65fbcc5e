import { Link } from '@tanstack/react-router'
import { useTitle } from '../shared/use-title.ts'
import { EmptyState } from '../ui/states.tsx'

export function NotFound() {
  useTitle('没有这个页面')
  return (
    <EmptyState title="没有这个页面" action={<Link to="/">回到总览 →</Link>}>
      地址可能有误，或该页面已经移走。
    </EmptyState>
  )
}
