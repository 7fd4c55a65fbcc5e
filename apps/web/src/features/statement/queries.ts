import { decideStatement, readStatements, resendStatement, writeStatement } from '@cg/contract/statement'
import type { Statement, StatementDecision, StatementWords, WantedStatement } from '@cg/contract/statement'
import { queryOptions } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'

/** Of a quarter; undefined: the newest one that has been opened. */
export function statementsQuery(quarter: string | undefined) {
  return queryOptions({
    queryKey: ['statement', quarter ?? 'newest'],
    queryFn: ({ signal }) =>
      call(readStatements, { query: quarter === undefined ? {} : { period: quarter } }, { signal }),
    staleTime: 0,
  })
}

/** What is written about: a figure for the first time, or a statement that came back. */
export type About = { readonly wanted: WantedStatement; readonly period: string } | { readonly again: Statement }

/** Tells apart what can be written about at one time. */
export const placeKey = (about: About): string => {
  if ('again' in about) return `${about.again.id}.${about.again.version}`
  return `${about.wanted.indicator} ${about.wanted.unit}`
}

export function send(about: About, words: StatementWords) {
  if ('again' in about) {
    const { id, version } = about.again
    return call(resendStatement, { params: { id }, body: words }, { ifMatch: version })
  }
  const { indicator, unit } = about.wanted
  return call(writeStatement, { body: { period: about.period, indicator, unit, ...words } })
}

export const decide = ({ id, version }: Statement, action: StatementDecision, note: string) =>
  call(decideStatement, { params: { id }, body: { action, note } }, { ifMatch: version })
