import { chooseRelease } from '@cg/contract/release/choose'
import type { EquityFacts } from '@cg/contract/release/equity'
import type { ReleaseHead } from '@cg/contract/release/head'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { ProfileFacts } from '@cg/contract/release/profile'
import type { TargetsFacts } from '@cg/contract/release/targets'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { cityTargetsQuery, equityQuery, overviewQuery, profileQuery } from '../../shared/answers.ts'
import { releasesQuery } from '../../shared/release.ts'
import type { ReleaseChoice, ReleaseWish } from '@cg/contract/release/choose'
import { isUnanswered, silenceWords } from './silence.ts'

/** How often a screen asks for newer releases, and how often while nobody answers. */
export const askAgainMs = { usual: 5 * 60_000, unanswered: 30_000 } as const

export type Watched = {
  readonly choice: ReleaseChoice | null
  readonly silence: string | null
  /** When the list of releases last came, ms; 0: not yet. */
  readonly answeredAt: number
}

/** What the address means today, asked again and again; an answer once had is kept while the server is away. */
export function useWatchedReleases(wish: ReleaseWish): Watched {
  const { data, dataUpdatedAt, error } = useQuery({
    ...releasesQuery,
    refetchInterval: (query) => (query.state.error === null ? askAgainMs.usual : askAgainMs.unanswered),
    refetchIntervalInBackground: true,
  })
  const { p, pub } = wish
  const choice = useMemo(
    () => (data === undefined ? null : chooseRelease(data.items, { p, pub }, data.previews)),
    [data, p, pub],
  )
  return { choice, silence: silenceWords(error), answeredAt: dataUpdatedAt }
}

export type ScreenFacts = {
  readonly head: ReleaseHead
  readonly overview: OverviewFacts
  /** Null: the release has no such answer, or it is refused; the pages made from it are left out. */
  readonly equity: EquityFacts | null
  readonly targets: TargetsFacts | null
}

/** A screen has nobody to press 重试; what is refused is not asked for again. */
const patient = {
  retry: (_: number, error: Error) => isUnanswered(error),
  retryDelay: askAgainMs.unanswered,
} as const

type Answer<T> = { readonly data: T | undefined; readonly isPlaceholderData: boolean; readonly isError: boolean }

/** Undefined while it is on its way; null when it will not come. */
function settled<T>({ data, isPlaceholderData, isError }: Answer<T>): T | null | undefined {
  if (isError) return null
  return isPlaceholderData ? undefined : data
}

/** All that the pages of a release are made from; null until all of it has come or been refused. */
function useAnswers(head: ReleaseHead): { fresh: ScreenFacts | null; silence: string | null } {
  const asked = [
    useQuery({ ...overviewQuery(head.code), ...patient }),
    useQuery({ ...equityQuery(head.code), ...patient }),
    useQuery({ ...cityTargetsQuery(head.code), ...patient }),
  ] as const
  const [overview, equity, targets] = [settled(asked[0]), settled(asked[1]), settled(asked[2])]
  const isWhole = overview != null && equity !== undefined && targets !== undefined
  const fresh = isWhole ? { head, overview, equity, targets } : null
  const failure = asked.find(({ failureReason }) => failureReason !== null)?.failureReason
  const isRefused = failure !== undefined && !isUnanswered(failure)
  return { fresh, silence: isWhole && isRefused ? '部分数据未能取得，所涉页面未列出' : silenceWords(failure) }
}

/** What may be said of the marked unit; null without one, and until it has come. */
export function useProfile(head: ReleaseHead, unit: string | undefined): ProfileFacts | null {
  const { data } = useQuery({ ...profileQuery(head.code, unit ?? ''), ...patient, enabled: unit !== undefined })
  return data?.unit.code === unit && data?.release.code === head.code ? (data ?? null) : null
}

export type Shown = {
  /** What stands on the screen; null until the first release has come whole. */
  readonly facts: ScreenFacts | null
  /** The release that the screen showed before and changed from by itself; null: none. */
  readonly before: string | null
  /** A newer release is at hand and waits for the pause to end. */
  readonly isWaiting: boolean
  /** Why the newest state is not known; null: it is. */
  readonly silence: string | null
}

/** The release on the screen: it changes as a whole, and not while somebody holds a page. */
export function useShownRelease(head: ReleaseHead, isHeld: boolean): Shown {
  const { fresh, silence } = useAnswers(head)
  const [shown, setShown] = useState<Pick<Shown, 'facts' | 'before'>>({ facts: null, before: null })
  const { facts } = shown
  const isNew = fresh !== null && fresh.head.code !== facts?.head.code
  if (isNew && (facts === null || !isHeld)) setShown({ facts: fresh, before: facts?.head.code ?? null })
  return { ...shown, isWaiting: isNew && facts !== null && isHeld, silence }
}
