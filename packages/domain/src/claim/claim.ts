import { attentionWords, lostWords, zerosWords } from './attention.ts'
import type { AttentionClaim, LostClaim, ZerosClaim } from './attention.ts'
import { aheadWords, baseBeyondWords, commitmentsWords, slippedWords } from './commitment.ts'
import type { AheadClaim, BaseBeyondClaim, CommitmentsClaim, SlippedClaim } from './commitment.ts'
import { endsWords } from './ends.ts'
import type { EndsClaim } from './ends.ts'
import { areasWords, gapWords } from './gap.ts'
import type { AreasClaim, GapClaim } from './gap.ts'
import { cardsWords, countWords, goalWords } from './goal.ts'
import type { CardsClaim, CountClaim, GoalClaim } from './goal.ts'
import { allMovedWords, changeSentence } from './movement.ts'
import type { AllMovedClaim, ChangeClaim } from './movement.ts'
import { needWords } from './need.ts'
import type { NeedClaim } from './need.ts'
import { forecastWords, gapTrendWords, trendWords } from './outlook.ts'
import type { ForecastClaim, GapTrendClaim, TrendClaim } from './outlook.ts'
import { groupsWords, moveWords } from './places.ts'
import type { GroupsClaim, MoveClaim } from './places.ts'
import { profileWords, reachWords, unitPlaceWords, unitShiftWords, withinReachWords } from './profile.ts'
import type { ProfileClaim, ReachClaim, UnitPlaceClaim, UnitShiftClaim, WithinReachClaim } from './profile.ts'
import { splitWords, spreadWords } from './spread.ts'
import type { SplitClaim, SpreadClaim } from './spread.ts'
import { uncomputableWords } from './uncomputable.ts'
import type { UncomputableClaim } from './uncomputable.ts'
import { weakestWords } from './weakest.ts'
import type { WeakestClaim } from './weakest.ts'
import { gainWords, whyWords } from './why.ts'
import type { GainClaim, WhyClaim } from './why.ts'

/**
 * What the product may say: data built only from figures and comparisons that pass the condition of their kind. Every
 * maker (`claim…`) returns null where its condition fails; nothing else makes one.
 */
export type Claim =
  | AheadClaim
  | AllMovedClaim
  | AreasClaim
  | AttentionClaim
  | BaseBeyondClaim
  | CardsClaim
  | ChangeClaim
  | CommitmentsClaim
  | CountClaim
  | EndsClaim
  | ForecastClaim
  | GainClaim
  | GapClaim
  | GapTrendClaim
  | GoalClaim
  | GroupsClaim
  | LostClaim
  | MoveClaim
  | ProfileClaim
  | ReachClaim
  | NeedClaim
  | SlippedClaim
  | SplitClaim
  | SpreadClaim
  | TrendClaim
  | UncomputableClaim
  | UnitPlaceClaim
  | UnitShiftClaim
  | WeakestClaim
  | WhyClaim
  | WithinReachClaim
  | ZerosClaim

const points = { unit: '分', decimals: 2 }

/** The claim as an office clerk would write it; the only way from a claim to words. */
export function sentence(claim: Claim): string {
  switch (claim.kind) {
    case 'ahead':
      return aheadWords(claim)
    case 'all_moved':
      return allMovedWords(claim)
    case 'areas':
      return areasWords(claim)
    case 'attention':
      return attentionWords(claim)
    case 'base_beyond':
      return baseBeyondWords(claim)
    case 'cards':
      return cardsWords(claim)
    case 'change':
      return changeSentence(claim)
    case 'commitments':
      return commitmentsWords(claim)
    case 'count':
      return countWords(claim)
    case 'ends':
      return endsWords(claim)
    case 'forecast':
      return forecastWords(claim)
    case 'gain':
      return gainWords(claim)
    case 'gap':
      return gapWords(claim)
    case 'gap_trend':
      return gapTrendWords(claim)
    case 'goal':
      return goalWords(claim)
    case 'groups':
      return groupsWords(claim)
    case 'lost':
      return lostWords(claim, points)
    case 'move':
      return moveWords(claim)
    case 'profile':
      return profileWords(claim)
    case 'reach':
      return reachWords(claim)
    case 'need':
      return needWords(claim)
    case 'slipped':
      return slippedWords(claim)
    case 'split':
      return splitWords(claim)
    case 'spread':
      return spreadWords(claim)
    case 'trend':
      return trendWords(claim)
    case 'uncomputable':
      return uncomputableWords(claim)
    case 'unit_place':
      return unitPlaceWords(claim)
    case 'unit_shift':
      return unitShiftWords(claim)
    case 'weakest':
      return weakestWords(claim)
    case 'why':
      return whyWords(claim)
    case 'within_reach':
      return withinReachWords(claim)
    case 'zeros':
      return zerosWords(claim)
  }
}
