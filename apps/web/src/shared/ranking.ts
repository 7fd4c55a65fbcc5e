import { getRanking, getWholeRanking } from '@cg/contract/release/ranking'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { call } from '../lib/api.ts'
import { isComputing, pinned } from '../lib/query-client.ts'

/** Ranking by an indicator's code or 'score'. */
export function rankingQuery(code: string, measure: string) {
  return queryOptions({
    queryKey: ['release', code, 'ranking', measure],
    queryFn: ({ signal }) => call(getRanking, { params: { code, measure } }, { signal }),
    placeholderData: keepPreviousData,
    ...pinned,
  })
}

/** A release of more units freezes no histories, no intervals of places and nothing of single units. */
const frozenUnits = 200

/** Whether the ranking lacks what is computed when it is asked for. */
export function isCut({ units }: RankingFacts): boolean {
  return units.code.length > frozenUnits
}

type Whole = { readonly facts: RankingFacts; readonly isComputing: boolean }

/** The ranking with histories and intervals: itself in a city, else what the server computes, once it is there. */
export function useWholeRanking(facts: RankingFacts | undefined, isAsked: boolean): Whole | null {
  const code = facts?.release.code ?? ''
  const measure = facts?.measure.code ?? ''
  const isLeft = facts !== undefined && facts.release.state === 'published' && isCut(facts)
  const { data, error, isPending } = useQuery({
    queryKey: ['release', code, 'ranking', measure, 'whole'],
    queryFn: ({ signal }) => call(getWholeRanking, { params: { code, measure } }, { signal }),
    enabled: isAsked && isLeft,
    ...pinned,
  })
  if (facts === undefined) return null
  const isWaiting = isAsked && isLeft && isPending && (error === null || isComputing(error))
  return { facts: data ?? facts, isComputing: isWaiting }
}
