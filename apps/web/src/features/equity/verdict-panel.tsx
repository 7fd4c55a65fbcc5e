import { lackingWords } from '@cg/charts/models/gap-trend'
import type { EquityFacts, GapSeries } from '@cg/contract/release/equity'
import { sentence } from '@cg/domain/claim/claim'
import { gapVerdicts } from '@cg/domain/claim/outlook'
import { differenceUnit, formatProse } from '@cg/domain/number/number-format'
import { WholeWords } from '../../shared/whole-words.tsx'
import { Panel } from '../../ui/panel.tsx'
import { keyOfGap } from './models.ts'

type VerdictProps = { facts: EquityFacts; chosen: GapSeries; onChoose: (gap: GapSeries) => void }

const verdicts = ['diverging', 'converging', 'no_clear_change', 'mixed', null] as const

/** All gaps by the verdict over the quarters that compare; each opens its lines. */
export function VerdictPanel({ facts, chosen, onChoose }: VerdictProps) {
  const shown = verdicts
    .map((verdict) => ({
      title: verdict === null ? '不作走势判断' : gapVerdicts[verdict],
      gaps: facts.gaps.filter(({ trend }) => (trend?.verdict ?? null) === verdict),
    }))
    .filter(({ gaps }) => gaps.length > 0)
  return (
    <Panel title="各组差距的走势" subtitle="至少5期可比数据才作判断；累计指标只与各年同季比较" className="span-12">
      <div className="equity-verdicts">
        {shown.map(({ title, gaps }) => (
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

/**
 * A gap with its verdict, under which it stands, and how wide it is now: the last step alone may go the other way. Without
 * a verdict what the release says of it, or why it says nothing.
 */
function gapLine(gap: GapSeries): string {
  const name = `${gap.highName}与${gap.lowName}的${gap.measureName}`
  const at = gap.periods.length - 1
  const now = gap.gap[at] ?? null
  if (gap.trend !== null && now !== null) {
    const format = { unit: differenceUnit(gap.unit), decimals: gap.decimals }
    return `${name}：${gap.trend.name}，本期为${formatProse(now, format)}`
  }
  if (gap.claim !== null) return sentence(gap.claim)
  if ((gap.missingCount[at] ?? 0) > 0) return `${name}：${lackingWords(gap, at)}`
  return name
}
