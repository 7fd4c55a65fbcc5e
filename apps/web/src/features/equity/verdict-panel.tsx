import { gapLine, verdictGroups, verdictRule } from '@cg/charts/page/equity'
import type { EquityFacts, GapSeries } from '@cg/contract/release/equity'
import { WholeWords } from '../../shared/whole-words.tsx'
import { Panel } from '../../ui/panel.tsx'
import { keyOfGap } from './models.ts'

type VerdictProps = { facts: EquityFacts; chosen: GapSeries; onChoose: (gap: GapSeries) => void }

/** All gaps by the verdict over the quarters that compare; each opens its lines. */
export function VerdictPanel({ facts, chosen, onChoose }: VerdictProps) {
  return (
    <Panel title="各组差距的走势" subtitle={verdictRule} className="span-12">
      <div className="equity-verdicts">
        {verdictGroups(facts).map(({ title, gaps }) => (
          <section key={title}>
            <h3>
              {title}（{gaps.length}）
            </h3>
            <ul>
              {gaps.map((gap) => (
                <li key={keyOfGap(gap)}>
                  <button
                    type="button"
                    className="equity-gap"
                    aria-pressed={gap === chosen}
                    onClick={() => onChoose(gap)}
                  >
                    <WholeWords text={gapLine(gap)} words={facts.release.unbroken} />
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Panel>
  )
}
