import {
  answerFollowUp,
  decideFollowUp,
  extendFollowUp,
  getFollowUpBook,
  openFollowUp,
  readFollowUps,
} from '@cg/contract/follow-up'
import type { FollowUp, FollowUpOpening } from '@cg/contract/follow-up'
import type { FollowUpDecision } from '@cg/domain/task/follow-up'
import { queryOptions } from '@tanstack/react-query'
import { call, callFile } from '../../../lib/api.ts'

export const followUpsQuery = queryOptions({
  queryKey: ['follow-ups'],
  queryFn: ({ signal }) => call(readFollowUps, {}, { signal }),
  staleTime: 0,
})

export const downloadBook = (format: 'xlsx' | 'pdf') => callFile(getFollowUpBook, { query: { format } })

export const open = (body: FollowUpOpening) => call(openFollowUp, { body })

type Words = { readonly reason: string; readonly measures: string; readonly expectedOn: string }
export const answer = ({ id, version }: FollowUp, body: Words) =>
  call(answerFollowUp, { params: { id }, body }, { ifMatch: version })

export const extend = ({ id, version }: FollowUp, body: { readonly dueOn: string; readonly reason: string }) =>
  call(extendFollowUp, { params: { id }, body }, { ifMatch: version })

export const decide = ({ id, version }: FollowUp, action: FollowUpDecision, note: string) =>
  call(decideFollowUp, { params: { id }, body: { action, note } }, { ifMatch: version })
