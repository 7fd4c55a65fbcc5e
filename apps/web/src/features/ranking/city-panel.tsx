import type { RankingFacts } from '@cg/contract/release'
import { formatChange, formatProse, formatRankChange, formatState } from '@cg/domain/number/number-format'
import { LightChip } from '../../charts/light-chip.tsx'
import { Panel } from '../../ui/panel.tsx'
import { rankMovers } from './movers.ts'

/** Beside the list while no unit is chosen: where the whole city stands, and how to look closer. */
export function CityPanel({ facts, onSelect }: { facts: RankingFacts; onSelect: (unit: string) => void }) {
  const { city, measure } = facts
  const change = formatChange(city.value, city.previous, measure)
  const movers = rankMovers(facts)
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
        {change.direction !== null && (
          <>
            <dt>较上季</dt>
            <dd>{change.text}</dd>
          </>
        )}
        {city.target !== null && (
          <>
            <dt>{facts.targetYear}年目标</dt>
            <dd>{formatProse(city.target, measure)}</dd>
          </>
        )}
        <dt>参与排名</dt>
        <dd>
          {ranked} 个单位，共 {facts.units.code.length} 个
        </dd>
      </dl>
      {movers.length > 0 && (
        <>
          <h3>位次变动（较上期）</h3>
          <ul className="movers">
            {movers.map(({ code, name, before, now }) => (
              <li key={code}>
                <button type="button" className="mover" onClick={() => onSelect(code)}>
                  <span>{name}</span>
                  <span>
                    第{before}位 → 第{now}位，{formatRankChange(before, now)}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <p className="muted">点选一个区县，查看其位次、变化{facts.parts.length > 0 ? '与得分构成' : '与数据来路'}。</p>
    </Panel>
  )
}
