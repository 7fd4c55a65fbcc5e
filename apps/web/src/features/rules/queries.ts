import { addOwnRule, listRules, switchRule, tryOwnRule, tryRule } from '@cg/contract/rule'
import type { OwnRuleInput } from '@cg/contract/rule'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'

export const rulesQuery = queryOptions({
  queryKey: ['rules'],
  queryFn: ({ signal }) => call(listRules, {}, { signal }),
  staleTime: 0,
})

export const trialQuery = (code: string) =>
  queryOptions({
    queryKey: ['rules', code, 'trial'],
    queryFn: ({ signal }) => call(tryRule, { params: { code } }, { signal }),
    staleTime: 0,
  })

export const putSwitch = (code: string, isActive: boolean, reason: string) =>
  call(switchRule, { params: { code }, body: { isActive, reason } })

export const tryThis = (body: OwnRuleInput) => call(tryOwnRule, { body })
export const addThis = (body: OwnRuleInput) => call(addOwnRule, { body })
