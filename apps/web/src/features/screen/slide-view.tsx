import type { ReleaseHead } from '@cg/contract/release/head'
import { WholeWords } from '../../shared/whole-words.tsx'
import type { ScreenFacts } from './answers.ts'
import { EquitySlide } from './equity-slide.tsx'
import { OverviewSlide } from './overview-slide.tsx'
import { RankingSlide } from './ranking-slide.tsx'
import { slideName } from './slides.ts'
import type { Slide } from './slides.ts'
import { TargetsSlide } from './targets-slide.tsx'
import { UnitSlide } from './unit-slide.tsx'
import { WeakSlide } from './weak-slide.tsx'

type SlideViewProps = {
  slide: Slide
  facts: ScreenFacts
  unit: string | undefined
  onUnit: (unit: string) => void
}

/** One page of the screen: what it finds, and the figures that show it. */
export function SlideView({ slide, facts: { head, overview }, unit, onUnit }: SlideViewProps) {
  return (
    <section className="slide" data-slide={slide.key} aria-label={slideName(slide)}>
      <h1>
        {clausesOf(slide.title).map((clause) => (
          <span key={clause} className="clause">
            <WholeWords text={clause} words={head.unbroken} />
          </span>
        ))}
      </h1>
      <SlideBody slide={slide} head={head} shortName={shortNameOf(overview, unit)} unit={unit} onUnit={onUnit} />
    </section>
  )
}

/** A sentence in the parts that its commas and semicolons end. */
function clausesOf(title: string): string[] {
  return title.match(/[^，；]+[，；]?/gu) ?? []
}

type BodyProps = Pick<SlideViewProps, 'slide' | 'unit' | 'onUnit'> & { head: ReleaseHead; shortName: string | null }

function SlideBody({ slide, head, shortName, unit, onUnit }: BodyProps) {
  switch (slide.key) {
    case 'overview':
      return <OverviewSlide slide={slide} words={head.unbroken} />
    case 'ranking':
      return <RankingSlide slide={slide} unit={unit} onUnit={onUnit} />
    case 'unit':
      return <UnitSlide slide={slide} words={head.unbroken} />
    case 'weak':
      return <WeakSlide slide={slide} unit={unit} unitName={shortName} words={head.unbroken} />
    case 'equity':
      return <EquitySlide slide={slide} unit={unit} unitName={shortName} words={head.unbroken} />
    case 'targets':
      return <TargetsSlide slide={slide} unitName={shortName} words={head.unbroken} />
  }
}

function shortNameOf({ rankings }: ScreenFacts['overview'], unit: string | undefined): string | null {
  const units = rankings[0]?.units
  const at = unit === undefined ? -1 : (units?.code.indexOf(unit) ?? -1)
  return units?.shortName[at] ?? null
}
