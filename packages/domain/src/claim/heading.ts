import { sentence } from './claim.ts'
import type { Claim } from './claim.ts'
import { commitmentsHeadings } from './commitment.ts'
import { endsHeadings } from './ends.ts'
import { areasHeadings, gapHeadings } from './gap.ts'
import { cardsHeadings, countHeadings, goalHeadings } from './goal.ts'
import { allMovedHeadings, changeHeadings } from './movement.ts'
import { moveHeadings } from './places.ts'
import { profileHeadings } from './profile.ts'
import { uncomputableHeadings } from './uncomputable.ts'
import { weakestHeadings } from './weakest.ts'
import { whyHeadings } from './why.ts'
import { workerGroupHeadings } from './worker-group.ts'

/** How much room a heading has, and what stands below it: what that names already, the heading need not. */
export type HeadingRoom = { readonly letters: number; readonly subtitle: string }

/** The claim's sentence where it fits above a slide, else the fullest shorter wording that does; null when none does. */
export function heading(claim: Claim, { letters, subtitle }: HeadingRoom): string | null {
  const whole = sentence(claim).replace(/。$/u, '')
  return [whole, ...shorter(claim, subtitle)].find((words) => Array.from(words).length <= letters) ?? null
}

const city = '全市'

/** As true as the sentence, with less in it, the fullest first. What leaves out the measure needs it below. */
function shorter(claim: Claim, subtitle: string): readonly string[] {
  const under = (measure: string, words: readonly string[]): readonly string[] =>
    subtitle.includes(measure) ? words : []
  const who = 'subject' in claim && claim.subject.startsWith(city) ? city : ''
  switch (claim.kind) {
    case 'all_moved':
      return under(claim.subject, allMovedHeadings(claim))
    case 'areas':
      return under(claim.subject, areasHeadings(claim))
    case 'cards':
      return cardsHeadings(claim)
    case 'change':
      return under(claim.subject.slice(who.length), changeHeadings(claim, who))
    case 'commitments':
      return commitmentsHeadings(claim)
    case 'count':
      return claim.of === 'units' ? under(claim.subject, countHeadings(claim)) : countHeadings(claim)
    case 'ends':
      return under(claim.measure.name, endsHeadings(claim))
    case 'gap':
      return under(claim.topic, gapHeadings(claim))
    case 'goal':
      return under(claim.subject.slice(who.length), goalHeadings(claim, who))
    case 'move':
      return claim.isRestated ? under('按本期方案重算', moveHeadings(claim)) : moveHeadings(claim)
    case 'profile':
      return profileHeadings(claim)
    case 'uncomputable':
      return under(claim.subject, uncomputableHeadings(claim))
    case 'weakest':
      return weakestHeadings(claim)
    case 'why':
      return whyHeadings(claim)
    case 'worker_group':
      return under(claim.topic, workerGroupHeadings(claim))
    default:
      return []
  }
}
