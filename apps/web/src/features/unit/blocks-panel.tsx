import { unitBlockLines } from '@cg/charts/models/dimensions'
import { blocksRule } from '@cg/charts/page/unit'
import type { RankingFacts } from '@cg/contract/release/ranking'
import { Panel } from '../../ui/panel.tsx'

/** What each block, and what was added and taken beside them, gives the unit's composite; one sheet of paper has no room for it. */
export function BlocksPanel({ facts, unit }: { facts: RankingFacts; unit: string }) {
  const lines = unitBlockLines(facts, unit)
  if (lines.length === 0) return null
  return (
    <Panel title="分维度得分" className="span-12 no-print" footnote={blocksRule}>
      <table className="quality unit-blocks">
        <thead>
          <tr>
            <th scope="col">维度</th>
            <th scope="col" className="num">
              方案权重
            </th>
            <th scope="col" className="num">
              维度得分
            </th>
            <th scope="col">位次</th>
            <th scope="col" className="num">
              计入综合得分
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ key, name, weight, score, place, points }) => (
            <tr key={key} className={key === 'total' ? 'is-total' : ''}>
              <th scope="row">{name}</th>
              <td className="num muted">{weight}</td>
              <td className="num">{score?.text}</td>
              <td>{place}</td>
              <td className="num">{points.text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
