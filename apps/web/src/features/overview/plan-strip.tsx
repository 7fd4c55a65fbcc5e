import type { OverviewFacts } from '@cg/contract/release/overview'
import { followUpSumWords, measureStandingNames, standingsSaid } from '@cg/domain/claim/key-plan'
import type { MeasureStanding } from '@cg/domain/task/standing'
import { Link } from '@tanstack/react-router'
import { sharedLink } from '../../lib/shared-link.ts'
import { StatusMark } from '../../ui/status-chip.tsx'
import type { Tone } from '../../ui/status-chip.tsx'

const tones: Readonly<Record<MeasureStanding, Tone>> = {
  done: 'good',
  on_time: 'info',
  overdue: 'late',
  behind: 'near',
  silent: 'none',
}

type PlanStripProps = { facts: Pick<OverviewFacts, 'release' | 'plan' | 'followUps'> }

/** One thin line: how the measures of the key tasks stand, and what is followed up. Nothing where a release holds neither. */
export function PlanStrip({ facts: { release, plan, followUps } }: PlanStripProps) {
  if (plan === undefined && followUps === undefined) return null
  return (
    <section className="standing" aria-label="重点任务和督办">
      {plan !== undefined && (
        <>
          <span className="standing-title">
            重点任务{plan.tasks}项、措施{plan.measures}条
          </span>
          <ul className="standing-counts">
            {standingsSaid(plan.standings).map(({ standing, count }) => (
              <li key={standing}>
                <StatusMark tone={tones[standing]} size={11} />
                {measureStandingNames[standing]} <b>{count}</b>
              </li>
            ))}
          </ul>
        </>
      )}
      {followUps !== undefined && <FollowUps sum={followUps} />}
      {sharedLink() === null && (
        <Link className="standing-more" to="/tasks" search={{ pub: release.code }}>
          重点任务和督办 →
        </Link>
      )}
    </section>
  )
}

/** The first open ones by name, those that are overdue before the others. */
function FollowUps({ sum }: { sum: NonNullable<OverviewFacts['followUps']> }) {
  const named = sum.first.map(
    ({ subject, responsible, isOverdue }) => `${subject}（${responsible}${isOverdue ? '，逾期' : ''}）`,
  )
  const rest = sum.open - named.length
  return (
    <span className="standing-followed">
      {followUpSumWords(sum)}
      {named.length > 0 && `：${named.join('、')}${rest > 0 ? `等${sum.open}件` : ''}`}
    </span>
  )
}
