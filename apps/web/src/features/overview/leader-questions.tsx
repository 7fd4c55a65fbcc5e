import { findClaim } from '@cg/contract/claims'
import type { OverviewFacts } from '@cg/contract/release/overview'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { sentence } from '@cg/domain/claim/claim'
import { placeSpan, placeWords } from '@cg/domain/claim/words'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { StatusMark } from '../../ui/status-chip.tsx'

const lastShown = 3

type Last = { readonly code: string; readonly name: string; readonly place: string; readonly open: string | null }

/** The last places of a ranking with what their uncertainty leaves open; none where fewer than six are ranked. */
export function lastPlaces(ranking: RankingFacts): Last[] {
  const { units, rank, rankLow, rankHigh } = ranking
  const ranked = units.code.flatMap((code, at) => {
    const place = rank[at] ?? null
    return place === null ? [] : [{ code, at, place }]
  })
  if (ranking.notRanked !== null || ranked.length < 2 * lastShown) return []
  const sorted = ranked.toSorted((left, right) => right.place - left.place)
  const border = sorted[lastShown - 1]?.place ?? 0
  return sorted
    .filter(({ place }) => place >= border)
    .map(({ code, at, place }) => {
      const [low, high] = [rankLow[at] ?? place, rankHigh[at] ?? place]
      const isTied = ranked.filter((one) => one.place === place).length > 1
      return {
        code,
        name: units.shortName[at] ?? code,
        place: placeWords(place, isTied),
        open: low === high ? null : placeSpan(low, high),
      }
    })
}

/** 达标？谁落后？在变好吗？: on a phone they are answered before the first scroll, each in a line that leads on. */
export function LeaderQuestions({ facts }: { facts: OverviewFacts }) {
  const { lights } = facts
  const total = lights.met + lights.near + lights.late
  const [ranking] = facts.rankings
  const turned = findClaim(facts.claims, 'turned')
  const last = ranking === undefined ? [] : lastPlaces(ranking)
  return (
    <section className="questions" aria-label="三个问题">
      {total > 0 && (
        <Question words="达标？">
          <Link to="/targets" className="question-lights">
            {(['good', 'near', 'late'] as const).map((tone) => (
              <span key={tone}>
                <StatusMark tone={tone} size={12} />
                {lightWords[tone]} <b>{lights[lightKeys[tone]]}</b>
              </span>
            ))}
          </Link>
        </Question>
      )}
      {ranking !== undefined && last.length > 0 && (
        <Question words="谁落后？">
          <span className="muted">{ranking.measure.name}位次靠后，括号内为位次区间</span>
          <ul className="question-last">
            {last.map(({ code, name, place, open }) => (
              <li key={code}>
                <Link to="/u/$unit" params={{ unit: code }}>
                  {name}
                </Link>
                {place}
                {open !== null && `（${open}）`}
              </li>
            ))}
          </ul>
        </Question>
      )}
      {turned !== null && <Question words="在变好吗？">{sentence(turned)}</Question>}
    </section>
  )
}

const lightWords = { good: '达标', near: '临近', late: '滞后' } as const
const lightKeys = { good: 'met', near: 'near', late: 'late' } as const

function Question({ words, children }: { words: string; children: ReactNode }) {
  return (
    <div className="question">
      <h2>{words}</h2>
      <div>{children}</div>
    </div>
  )
}
