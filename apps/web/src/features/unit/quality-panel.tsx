import type { QualityFacts } from '@cg/contract/release/quality'
import { formatValue } from '@cg/domain/number/number-format'
import { Panel } from '../../ui/panel.tsx'

const rates = [
  ['timeliness', '及时率'],
  ['completeness', '完整率'],
  ['firstPassRate', '一次通过率'],
  ['revisionRate', '修订率'],
] as const

const percent = (quotient: number): string => `${formatValue(quotient * 100, { unit: '%', decimals: 1 })}%`

/** How the unit's own forms came in, beside those of all reporters. */
export function QualityPanel({ facts, unit }: { facts: QualityFacts; unit: string }) {
  const own = facts.units?.find(({ code }) => code === unit)
  return (
    <Panel
      title="报送质量"
      subtitle={own === undefined ? '本单位自行报送的报表' : `本单位自行报送的报表，本期应报${own.rates.due}张`}
      footnote={facts.notes[0]}
      className="unit-quality"
    >
      {own === undefined ? (
        <p className="muted">
          {facts.units === null ? '单位较多，报送质量不逐个列出。' : '本期没有由本单位自行报送的报表。'}
        </p>
      ) : (
        <table className="quality">
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">项目</span>
              </th>
              <th scope="col" className="num">
                本单位
              </th>
              <th scope="col" className="num">
                全部
              </th>
            </tr>
          </thead>
          <tbody>
            {rates.map(([key, name]) => {
              const [mine, all] = [own.rates[key], facts.overall[key]]
              return (
                <tr key={key}>
                  <th scope="row">{name}</th>
                  <td className="num">{mine === null ? '—' : percent(mine)}</td>
                  <td className="num muted">{all === null ? '—' : percent(all)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {own?.remarks.map((remark) => (
        <p key={remark} className="unit-remark">
          {remark}
        </p>
      ))}
    </Panel>
  )
}
