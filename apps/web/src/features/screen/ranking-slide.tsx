import type { Slide } from './slides.ts'
import { WallChart } from './wall-chart.tsx'

type RankingProps = {
  slide: Extract<Slide, { key: 'ranking' }>
  unit: string | undefined
  onUnit: (unit: string) => void
}

/** Places at the left, where they lie at the right; a unit that is pressed is marked on every page. */
export function RankingSlide({ slide: { bars, place, isScore }, unit, onUnit }: RankingProps) {
  return (
    <>
      <div className="wall-columns" data-columns={place === null ? 1 : 2}>
        <figure className="wall-card">
          <figcaption>{bars.lines.subtitle}</figcaption>
          <WallChart model={bars} onUnit={onUnit} marked={unit} />
        </figure>
        {place !== null && (
          <figure className="wall-card">
            <figcaption>{place.lines.subtitle}</figcaption>
            <WallChart model={place} onUnit={onUnit} marked={unit} />
          </figure>
        )}
      </div>
      <p className="wall-note">
        {!isScore && '本期没有综合得分：发布时没有采用计分方案。'}
        {bars.lines.note}
      </p>
    </>
  )
}
