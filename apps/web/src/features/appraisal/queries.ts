import { decideAppraisal, giveScore, listAppraisals, openAppraisal } from '@cg/contract/appraisal'
import type { Appraisal, AppraisalAction, AppraisalInput, ScoreInput } from '@cg/contract/appraisal'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'

export const appraisalsQuery = queryOptions({
  queryKey: ['appraisal'],
  queryFn: ({ signal }) => call(listAppraisals, {}, { signal }),
  staleTime: 0,
})

export const open = (input: AppraisalInput) => call(openAppraisal, { body: input })

export const score = (id: number, input: ScoreInput) => call(giveScore, { params: { id }, body: input })

type Decision = { readonly action: AppraisalAction; readonly note: string; readonly scorers: readonly number[] }

export const decide = ({ id, version }: Appraisal, { action, note, scorers }: Decision) =>
  call(decideAppraisal, { params: { id }, body: { action, note, scorers: [...scorers] } }, { ifMatch: version })
