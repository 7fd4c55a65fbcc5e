import type { GapSeries } from '@cg/contract/release/equity'
import { gapVerdicts } from '@cg/domain/claim/outlook'
import { differenceUnit, formatProse } from '@cg/domain/number/number-format'
import { WholeWords } from '../../shared/whole-words.tsx'
import type { Slide } from './slides.ts'
import { WallChart } from './wall-chart.tsx'

type EquityProps = {
  slide: Extract<Slide, { key: 'equity' }>
  unit: string | undefined
  unitName: string | null
  words: readonly string[] | undefined
}

/** One gap over the quarters, and what became of the others. */
export function EquitySlide({ slide: { lines, drawn, gaps, others }, unit, unitName, words }: EquityProps) {
  return (
    <>
      <div className="wall-columns" data-columns="2">
        <figure className="wall-card">
          <figcaption>{lines.lines.subtitle}</figcaption>
          <WallChart model={lines} />
        </figure>
        <section className="wall-card">
          <h2>各组差距与走势</h2>
          <table className="wall-table">
            <tbody>
              {gaps.map((gap) => (
                <tr key={`${gap.indicator}:${gap.name}`} data-drawn={gap === drawn}>
                  <th scope="row">
                    <WholeWords text={`${gap.highName}与${gap.lowName}的${gap.measureName}`} words={words} />
                    {gap === drawn && <span className="wall-drawn">（左图）</span>}
                    <OwnSide gap={gap} unit={unit} unitName={unitName} />
                  </th>
                  <td className="num">{gapText(gap)}</td>
                  <td>{gap.trend === null ? '不作走势判断' : gapVerdicts[gap.trend.verdict]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </div>
      <p className="wall-note">
        走势至少取5期可比数据判断{others > 0 && `；另有${others}组，见均衡性`}
        {lines.lines.note !== null && `；${lines.lines.note.replace(/^注：/u, '')}`}
      </p>
    </>
  )
}

type OwnProps = { gap: GapSeries; unit: string | undefined; unitName: string | null }

/** On which side the unit that is marked stands, where units are compared. */
function OwnSide({ gap: { sides, highName, lowName }, unit, unitName }: OwnProps) {
  if (unit === undefined || sides === null) return null
  const side = sides.high.includes(unit) ? highName : sides.low.includes(unit) ? lowName : null
  return side === null ? null : (
    <span className="wall-side">
      {unitName}属{side}
    </span>
  )
}

function gapText({ gap, unit, decimals }: GapSeries): string {
  return formatProse(Math.abs(gap.at(-1) ?? 0), { unit: differenceUnit(unit), decimals })
}
