import type { OverviewFacts } from '@cg/contract/release/overview'
import { WholeWords } from '../../shared/whole-words.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import type { Shape, Tone } from '../../ui/status-chip.tsx'
import type { Slide } from './slides.ts'

type Alert = OverviewFacts['alerts'][number]

const marks: Readonly<Record<Alert['kind'], { tone: Tone; shape: Shape; word: string }>> = {
  late: { tone: 'late', shape: 'square', word: '滞后' },
  not_reported: { tone: 'none', shape: 'dashed', word: '未报' },
  rank_fall: { tone: 'near', shape: 'triangle', word: '位次' },
  gap: { tone: 'near', shape: 'triangle', word: '差距' },
  near: { tone: 'near', shape: 'triangle', word: '临近' },
}

type WeakProps = {
  slide: Extract<Slide, { key: 'weak' }>
  unit: string | undefined
  unitName: string | null
  words: readonly string[] | undefined
}

/** What the city is weak in, the most pressing first, each with who must act. */
export function WeakSlide({ slide: { alerts, others }, unit, unitName, words }: WeakProps) {
  return (
    <>
      <ol className="wall-alerts">
        {alerts.map((alert) => (
          <li key={`${alert.kind}-${alert.title}`} className="wall-card wall-alert">
            <StatusChip tone={marks[alert.kind].tone} shape={marks[alert.kind].shape}>
              {marks[alert.kind].word}
            </StatusChip>
            <div>
              <p className="wall-alert-title">
                <WholeWords text={alert.title} words={words} />
              </p>
              <p className="wall-alert-detail">
                <WholeWords text={alert.detail} words={words} />
              </p>
            </div>
            {unit !== undefined && alert.units.includes(unit) && <span className="wall-concerns">涉及{unitName}</span>}
          </li>
        ))}
      </ol>
      <p className="wall-note">按影响排列{others > 0 && `；另有${others}项，见总览`}</p>
    </>
  )
}
