import type { FormParams } from '@cg/contract/entry'
import type { ReviewDetail } from '@cg/contract/review'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { begin, reviewFormQuery } from './queries.ts'

export type Begin = {
  readonly isPending: boolean
  readonly error: Error | null
  readonly begin: () => void
  /** Begins where it is due; done when it has begun, or at once. */
  readonly onWork: () => Promise<void>
  /** The form's version after a beginning that is still under way: it makes a new one. */
  readonly version: () => Promise<number>
}

/**
 * Review begins when the reviewer first marks or judges something, or says so; looking at a form is not yet review. What
 * was marked stays: the reply is put into the page instead of loading it anew.
 */
export function useBegin(params: FormParams, detail: ReviewDetail): Begin {
  const queryClient = useQueryClient()
  const { submission } = detail.form
  const { queryKey } = reviewFormQuery(params)
  const underWay = useRef(Promise.resolve())
  const { mutateAsync, isPending, error } = useMutation({
    mutationFn: () => begin(params, submission.version),
    onSuccess: async (reply) => {
      // An answer that was asked for before would bring the former version back.
      await queryClient.cancelQueries({ queryKey })
      queryClient.setQueryData<ReviewDetail>(
        queryKey,
        (known) => known && { ...known, reviewBegun: true, form: { ...known.form, submission: reply.submission } },
      )
    },
  })
  const isDue =
    !detail.reviewBegun &&
    submission.state === 'submitted' &&
    submission.allowedActions.some((action) => action === 'accept' || action === 'check' || action === 'return')
  const start = () => {
    if (!isDue || isPending) return underWay.current
    underWay.current = mutateAsync().then(
      () => undefined,
      // Shown as `error`; what waits for it goes on and is refused with its own words.
      () => undefined,
    )
    return underWay.current
  }
  const version = async () => {
    await underWay.current
    return queryClient.getQueryData<ReviewDetail>(queryKey)?.form.submission.version ?? submission.version
  }
  return { isPending, error, begin: () => void start(), onWork: start, version }
}
