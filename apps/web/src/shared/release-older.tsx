import './release-banner.css'
import './release-older.css'
import { supersededWords } from '@cg/charts/superseded'
import type { ReleaseChoice } from '@cg/contract/release/choose'
import type { ReleaseHead } from '@cg/contract/release/head'
import { formatDate } from '@cg/domain/number/date-format'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { sharedLink } from '../lib/shared-link.ts'
import { correctionOf, releasesQuery } from './release.ts'

/** Over every page of a release that is not the newest that stands: which one it is, and the ways to the others. */
export function Older({ choice: { head, latest } }: { choice: Extract<ReleaseChoice, { kind: 'found' }> }) {
  const correction = useCorrection(head)
  const isShared = sharedLink() !== null
  if (correction === null)
    return isShared ? null : (
      <p className="release-banner older" role="note">
        <span>
          <b>往期</b>
          <span className="wide-only">
            ：{head.code}，截至{formatDate(head.asOf)}；最近一期为 {latest.code}。
          </span>
        </span>
        <WayTo words="查看最近一期的本页" />
        <DifferenceWay from={head} to={latest} words="与最近一期的差异" />
      </p>
    )
  return (
    <p className="release-banner" role="note">
      <span>
        <b>{supersededWords(correction.code)}</b>
        {correction.reason !== null && `（${correction.reason.replace(/[。；]+$/u, '')}）`}。
      </span>
      {!isShared && (
        <>
          <WayTo words="查看更正后的本页" period={correction.period} />
          <DifferenceWay from={head} to={correction} words="查看两次发布的差异" />
          {correction.period < latest.period && <WayTo words="查看最近一期的本页" />}
        </>
      )}
    </p>
  )
}

function WayTo({ words, period }: { words: string; period?: string }) {
  return (
    <Link className="no-print" to="." search={(old) => ({ ...old, p: period, pub: undefined })}>
      {words}
    </Link>
  )
}

function DifferenceWay({ from, to, words }: { from: ReleaseHead; to: ReleaseHead; words: string }) {
  return (
    <Link className="no-print" to="/releases/difference" search={{ from: from.code, to: to.code }}>
      {words}
    </Link>
  )
}

/** The release that corrected this one, if any; the frozen answers of a release cannot know of it. */
export function useCorrection(head: ReleaseHead): ReleaseHead | null {
  const { data } = useQuery(releasesQuery)
  return data === undefined ? null : correctionOf(data.items, head)
}
