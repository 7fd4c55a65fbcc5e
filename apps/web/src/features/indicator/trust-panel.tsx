import type { IndicatorFacts } from '@cg/contract/release/indicator'
import type { ReportingRates } from '@cg/contract/release/measure'
import { formatValue } from '@cg/domain/number/number-format'
import { Panel } from '../../ui/panel.tsx'

/** 走势与可信度: where the figure is heading, how unequal the units are, and what to doubt, in the release's own words. */
export function TrustPanel({ facts }: { facts: IndicatorFacts }) {
  const { trend, forecast, changeSplit, inequality, intervals, quality } = facts
  const rows = [
    ['走势', trend?.words],
    ['推算', forecast?.words],
    ['变化构成', changeSplit?.words],
    ['不均衡', inequality?.words],
    ['小样本', intervals?.words.replace(/^小样本提示：/u, '')],
    ['报送', quality.reporting && reportingWords(quality.reporting)],
    ['方法', [trend?.method, changeSplit?.method, inequality?.method].filter((words) => words !== undefined).join('')],
  ].flatMap(([name, words]) => (name === undefined || !words ? [] : [{ name, words }]))
  const doubts = quality.suspicions ?? []
  if (rows.length === 0) return null
  return (
    <Panel title="走势与可信度" subtitle="随发布一并计算并固定，供研判参考">
      <dl className="definition-list">
        {rows.map(({ name, words }) => (
          <div key={name} className="trust-row">
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
        {quality.suspicions !== undefined && (
          <div className="trust-row">
            <dt>核查提示</dt>
            <dd>
              {doubts.length === 0 ? (
                '未发现异常。'
              ) : (
                <ul className="trust-doubts">
                  {doubts.map((doubt) => (
                    <li key={`${doubt.unit}-${doubt.kind}`}>{doubt.words}</li>
                  ))}
                </ul>
              )}
            </dd>
          </div>
        )}
      </dl>
    </Panel>
  )
}

const rateNames = [
  ['timeliness', '及时率'],
  ['completeness', '完整率'],
  ['firstPassRate', '一次通过率'],
  ['revisionRate', '修订率'],
] as const

/** 应报2张，及时率100.0%，完整率97.5%…; a rate without a denominator is left out. */
function reportingWords(rates: ReportingRates): string | null {
  if (rates.due === 0) return null
  const parts = rateNames.flatMap(([key, name]) => {
    const rate = rates[key]
    return rate === null ? [] : [`${name}${formatValue(rate * 100, { unit: '%', decimals: 1 })}%`]
  })
  return `${[`应报${rates.due}张`, ...parts].join('，')}。`
}
