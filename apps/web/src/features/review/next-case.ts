import type { ReviewQueue } from '@cg/contract/review'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useToast } from '../../ui/toast.tsx'
import { queueQuery } from './queries.ts'

/** The first of the queue that this person may decide; the queue is sorted by risk. */
function nextOf({ items }: ReviewQueue): ReviewQueue['items'][number] | null {
  return items.find(({ allowedActions }) => allowedActions.some((one) => one === 'accept' || one === 'check')) ?? null
}

/** Leads from a decided form to the riskiest one that waits: a case is no way back to the list and out again. */
export function useNextCase(): (words: string) => Promise<void> {
  const navigate = useNavigate()
  const notify = useToast()
  const queryClient = useQueryClient()
  return async (words) => {
    await queryClient.invalidateQueries({ queryKey: ['review'] })
    const next = nextOf(await queryClient.fetchQuery(queueQuery))
    notify(next === null ? `${words}，队列已清空` : `${words}，接着审核：${next.reporterName}《${next.formName}》`)
    if (next === null) return navigate({ to: '/review' })
    const { period, form, reporter } = next
    return navigate({ to: '/review/$period/$form/$reporter', params: { period, form, reporter } })
  }
}
