import type { IndicatorFacts } from '@cg/contract/release/indicator'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { Link } from '@tanstack/react-router'
import { frequencyWords } from '../../shared/measure-words.ts'
import { dimensionWords, directionWords } from '../../shared/words.ts'
import { Panel } from '../../ui/panel.tsx'
import { OutsideWords } from './outside-words.tsx'

/** 指标卡: what is counted, by whom, how often, since when, towards what. */
export function DefinitionPanel({ facts, className = '' }: { facts: IndicatorFacts; className?: string }) {
  const { indicator, targets } = facts
  return (
    <Panel title="口径" subtitle={`${indicator.code}，第${indicator.version}版`} className={className}>
      <p className="definition">{indicator.definition}</p>
      <dl className="definition-list">
        <dt>算式</dt>
        <dd>{indicator.formula}</dd>
        <dt>单位</dt>
        <dd>
          {indicator.unit}，{directionWords[indicator.direction]}
        </dd>
        <dt>牵头部门</dt>
        <dd>{indicator.leadDepartment}</dd>
        <dt>数据来源</dt>
        <dd>{indicator.source}</dd>
        <dt>频度</dt>
        <dd>
          {frequencyWords[indicator.frequency]}，自{formatPeriod(parsePeriod(indicator.validFrom))}起
        </dd>
        <dt>维度</dt>
        <dd>
          {dimensionWords[indicator.dimension] ?? indicator.dimension}
          {indicator.isAssessed && `，考核指标，权重 ${indicator.weight}`}
        </dd>
        {targets.length > 0 && (
          <>
            <dt>目标</dt>
            <dd>
              {targets.map((target) => `${target.year}年 ${target.value}`).join('；')}
              {targets[0] !== undefined && <span className="muted">（{targets[0].source}）</span>}
            </dd>
          </>
        )}
        <OutsideWords facts={facts} />
      </dl>
      {indicator.direction !== 'neutral' && facts.current.state.some((state) => state !== 'not_applicable') && (
        <p className="panel-note">
          <Link to="/rank" search={(old) => ({ ...old, by: indicator.code })}>
            各区县排名 →
          </Link>
        </p>
      )}
    </Panel>
  )
}

/** What the indicator meant before, what was changed, when and why; figures on either side are not compared. */
export function DefinitionHistory({ facts: { definitions } }: { facts: IndicatorFacts }) {
  if (definitions === undefined) return null
  return (
    <Panel title="口径沿革" subtitle="口径调整前后的数值不作比较，走势图在调整处断开，以竖虚线标出">
      <ol className="definition-history">
        {definitions.map(({ version, validFrom, changes, reason, definition }) => (
          <li key={version}>
            <b>
              第{version}版，自{formatPeriod(parsePeriod(validFrom))}起
            </b>
            <p>{definition}</p>
            {changes.map((change) => (
              <p key={change}>{change}。</p>
            ))}
            {reason !== undefined && <p>调整原因：{reason}。</p>}
          </li>
        ))}
      </ol>
    </Panel>
  )
}
