import { currentReleases } from '@cg/contract/release/choose'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { releasesQuery } from '../../shared/release.ts'
import type { ReviewView } from './search.ts'

/** The open quarter, or a published one whose cells are to be corrected. */
export function QuarterChoice({ shown, view, children }: { shown: string; view: ReviewView; children?: ReactNode }) {
  const navigate = useNavigate()
  const releases = useQuery(releasesQuery)
  const quarters = [...new Set([shown, ...currentReleases(releases.data?.items ?? []).map((item) => item.head.period)])]
  return (
    <label className="review-quarter">
      季度
      <select
        className="select"
        value={shown}
        onChange={(event) => void navigate({ to: '/review', search: { list: view, quarter: event.target.value } })}
      >
        {quarters
          .toSorted()
          .toReversed()
          .map((quarter) => (
            <option key={quarter} value={quarter}>
              {formatPeriod(parsePeriod(quarter))}
            </option>
          ))}
      </select>
      <span className="review-hint">{children}</span>
    </label>
  )
}
