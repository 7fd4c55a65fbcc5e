import { goalWord } from '@cg/charts/ranking-rows'
import { findClaim } from '@cg/contract/claims'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { formatProse, formatState } from '@cg/domain/number/number-format'
import { comparisonParts } from '@cg/domain/claim/comparison'
import { redefinedPair } from '@cg/domain/claim/redefined'
import { useMemo } from 'react'
import { LightChip } from '../../charts/light-chip.tsx'
import { useHighlight } from '../../shared/highlight.ts'
import { Panel } from '../../ui/panel.tsx'
import { rankMovers } from './movers.ts'

/** Beside the list while no unit is chosen: where the whole city stands, and how to look closer. */
export function CityPanel({ facts, onSelect }: { facts: RankingFacts; onSelect: (unit: string) => void }) {
  const { city, measure } = facts
  const claim = findClaim(facts.claims, 'change')
  const change = claim === null ? null : comparisonParts(claim.comparison, claim.format)
  const redefined = change === null && city.value !== null ? redefinedPair(measure, facts.release.period) : null
  const ranked = facts.rank.filter((rank) => rank !== null).length
  return (
    <Panel title="全市情况" subtitle={measure.name} className="unit-panel city-panel">
      <dl className="facts">
        {(city.value !== null || measure.kind === 'indicator') && (
          <>
            <dt>全市</dt>
            <dd>
              <b>{city.value === null ? formatState(city.state) : formatProse(city.value, measure)}</b>{' '}
              <LightChip light={city.light} />
            </dd>
          </>
        )}
        {change !== null && (
          <>
            <dt>{change.term}</dt>
            <dd>
              {change.text}
              {change.note !== null && <span className="muted">（{change.note}）</span>}
            </dd>
          </>
        )}
        {redefined !== null && (
          <>
            <dt>{redefined[0]}</dt>
            <dd className="muted">{redefined[1]}</dd>
          </>
        )}
        {city.expected !== null && (
          <>
            <dt>{goalWord}</dt>
            <dd>{formatProse(city.expected, measure)}</dd>
          </>
        )}
        {city.target !== null && city.target !== city.expected && (
          <>
            <dt>{facts.targetYear}年目标</dt>
            <dd>{formatProse(city.target, measure)}</dd>
          </>
        )}
        {facts.spread !== null && (
          <>
            <dt>各单位得分中位数</dt>
            <dd>
              <b>{formatProse(facts.spread.median, measure)}</b>
              <span className="muted">
                （{facts.spread.units}个单位，{formatProse(facts.spread.low, measure)}—
                {formatProse(facts.spread.high, measure)}）
              </span>
            </dd>
          </>
        )}
        {facts.notRanked === null && (
          <>
            <dt>参与排名</dt>
            <dd>
              {ranked} 个单位，共 {facts.units.code.length} 个
            </dd>
          </>
        )}
      </dl>
      <Movers facts={facts} onSelect={onSelect} />
      {facts.state.some((state) => state !== 'not_applicable') && (
        <p className="muted no-print">
          点选一个区县，查看其位次、变化{facts.parts.length > 0 ? '与得分构成' : '与数据来路'}。
        </p>
      )}
    </Panel>
  )
}

/** The largest changes of place, the reader's own unit marked. */
function Movers({ facts, onSelect }: { facts: RankingFacts; onSelect: (unit: string) => void }) {
  const movers = useMemo(() => rankMovers(facts), [facts])
  const own = useHighlight()
  if (movers.length === 0) return null
  return (
    <>
      <h3>位次变动</h3>
      <ul className="movers">
        {movers.map(({ code, name, text }) => (
          <li key={code} className={code === own ? 'is-own' : undefined}>
            <button type="button" className="mover" onClick={() => onSelect(code)}>
              <span>{name}</span>
              <span>{text}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}
