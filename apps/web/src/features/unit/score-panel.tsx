import { mostLost } from '@cg/charts/models/contribution'
import { sinceSpan } from '@cg/contract/claims/unit'
import { comparisonParts } from '@cg/domain/claim/comparison'
import { placeSpan, placeStepWords, placeWords } from '@cg/domain/claim/words'
import { formatProse } from '@cg/domain/number/number-format'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Sparkline } from '../../charts/sparkline.tsx'
import { AdjustedList } from '../../shared/adjusted-list.tsx'
import { Panel } from '../../ui/panel.tsx'

/** The unit's composite score: its place, how sure it is, and where it stood. */
export function ScorePanel({ facts, at }: { facts: RankingFacts; at: number }) {
  const rank = facts.rank[at] ?? null
  const history = facts.history.value.map((values) => values[at] ?? null)
  const reason = facts.unrankedReason[at] ?? facts.notRanked
  return (
    <Panel title="综合得分" className="span-4 unit-score">
      <div className="unit-score-head">
        <span className="unit-score-place">{rank === null ? '未参与排名' : placeWords(rank, facts.isTied[at])}</span>
        <Sparkline values={history} words={`近${history.length}个季度得分走势`} />
      </div>
      <dl className="facts">
        <ScoreFacts facts={facts} at={at} />
        {rank === null && reason !== null && <Pair term="说明">{reason}</Pair>}
      </dl>
      <AdjustedList facts={facts} at={at} />
      <p className="unit-score-links no-print">
        <Link to="/rank" search={(old) => ({ ...old, focus: facts.units.code[at] })}>
          在排名中查看 →
        </Link>
      </p>
    </Panel>
  )
}

function Pair({ term, className, children }: { term: string; className?: string; children: ReactNode }) {
  return (
    <>
      <dt className={className}>{term}</dt>
      <dd className={className}>{children}</dd>
    </>
  )
}

function ScoreFacts({ facts, at }: { facts: RankingFacts; at: number }) {
  const { measure, spread } = facts
  const value = facts.value[at] ?? null
  const comparison = sinceSpan(facts, at)
  const change = comparison === null ? null : comparisonParts(comparison, measure)
  const [low, high] = [facts.rankLow[at] ?? null, facts.rankHigh[at] ?? null]
  const [then, now] = [facts.previousRank[at] ?? null, facts.rankAmongCommon[at] ?? null]
  const lost = mostLost(facts, facts.units.code[at] ?? '')
  const groupRank = facts.groupRank[at] ?? null
  const group = facts.units.group[at] ?? null
  const inGroup = facts.units.group.filter((other, u) => other === group && facts.groupRank[u] !== null).length
  return (
    <>
      {value !== null && (
        <Pair term="得分">
          <b>{formatProse(value, measure)}</b>
        </Pair>
      )}
      {low !== null && high !== null && <Pair term="位次区间">{placeSpan(low, high)}</Pair>}
      {groupRank !== null && (
        <Pair term={`${group ?? '考核组'}内`}>
          {placeWords(groupRank)}
          <span className="muted">（共{inGroup}个单位）</span>
        </Pair>
      )}
      {change !== null && (
        <Pair term={change.term}>
          {change.text}
          {then !== null && now !== null && <span className="muted">（{placeStepWords(then, now)}）</span>}
        </Pair>
      )}
      {lost.length > 0 && (
        <Pair term="失分最多" className="no-print">
          <ul className="unit-lost">
            {lost.map((part) => (
              <li key={part.code}>
                <Link to="/i/$code" params={{ code: part.code }}>
                  {part.name}
                </Link>{' '}
                <span className="nowrap">{part.lost}</span>
              </li>
            ))}
          </ul>
        </Pair>
      )}
      {spread !== null && (
        <Pair term="各单位中位数">
          {formatProse(spread.median, measure)}
          <span className="muted">
            （{formatProse(spread.low, measure)}—{formatProse(spread.high, measure)}）
          </span>
        </Pair>
      )}
    </>
  )
}
