import type { FormParams } from '@cg/contract/entry'
import type { ReviewDetail } from '@cg/contract/review'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { begin, reviewFormQuery } from './queries.ts'

export type Begin = { isPending: boolean; error: Error | null; begin: () => void; onWork: () => void }

/**
 * Review begins when the reviewer first marks or judges something, or says so; looking at a form is not yet review. What
 * was marked stays: the reply is put into the page instead of loading it anew.
 */
export function useBegin(params: FormParams, detail: ReviewDetail): Begin {
  const queryClient = useQueryClient()
  const { submission } = detail.form
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => begin(params, submission.version),
    onSuccess: (reply) =>
      queryClient.setQueryData<ReviewDetail>(
        reviewFormQuery(params).queryKey,
        (known) => known && { ...known, reviewBegun: true, form: { ...known.form, submission: reply.submission } },
      ),
  })
  const isDue =
    !detail.reviewBegun &&
    submission.state === 'submitted' &&
    submission.allowedActions.some((action) => action === 'accept' || action === 'check' || action === 'return')
  const start = () => {
    if (isDue && !isPending) mutate()
  }
  return { isPending, error, begin: start, onWork: start }
}
