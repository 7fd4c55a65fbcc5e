import type { EquityFacts } from '@cg/contract/release/equity'
import type { ReleaseHead } from '@cg/contract/release/head'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { TargetsFacts } from '@cg/contract/release/targets'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { cityTargetsQuery, equityQuery, overviewQuery } from '../../shared/answers.ts'
import { chooseRelease, releasesQuery } from '../../shared/release.ts'
import type { ReleaseChoice, ReleaseWish } from '../../shared/release.ts'
import { silenceWords } from './silence.ts'

/** How often a screen asks for newer releases, and how often while nobody answers. */
export const askAgainMs = { usual: 5 * 60_000, unanswered: 30_000 } as const

/** What the address means today, asked again and again; an answer once had is kept while the server is away. */
export function useWatchedReleases(wish: ReleaseWish): { choice: ReleaseChoice | null; silence: string | null } {
  const { data, error } = useQuery({
    ...releasesQuery,
    refetchInterval: (query) => (query.state.error === null ? askAgainMs.usual : askAgainMs.unanswered),
    refetchIntervalInBackground: true,
  })
  const { p, pub } = wish
  const choice = useMemo(() => (data === undefined ? null : chooseRelease(data.items, { p, pub })), [data, p, pub])
  return { choice, silence: silenceWords(error) }
}

export type ScreenFacts = {
  readonly head: ReleaseHead
  readonly overview: OverviewFacts
  readonly equity: EquityFacts | null
  readonly targets: TargetsFacts
}

/** A screen has nobody to press 重试. */
const patient = { retry: true, retryDelay: askAgainMs.unanswered } as const

/** All that the pages of a release are made from; null until all of it has come. */
function useAnswers(head: ReleaseHead): { fresh: ScreenFacts | null; silence: string | null } {
  const overview = useQuery({ ...overviewQuery(head.code), ...patient })
  const equity = useQuery({ ...equityQuery(head.code), ...patient })
  const targets = useQuery({ ...cityTargetsQuery(head.code), ...patient })
  const all = [overview, equity, targets]
  const fresh = useMemo(() => {
    if (overview.data === undefined || equity.data === undefined || targets.data === undefined) return null
    return { head, overview: overview.data, equity: equity.data, targets: targets.data }
  }, [head, overview.data, equity.data, targets.data])
  const isOld = all.some((one) => one.isPlaceholderData)
  return {
    fresh: isOld ? null : fresh,
    silence: silenceWords(all.find((one) => one.failureReason !== null)?.failureReason),
  }
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
