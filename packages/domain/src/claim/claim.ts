import { attentionWords, lostWords, zerosWords } from './attention.ts'
import type { AttentionClaim, LostClaim, ZerosClaim } from './attention.ts'
import { aheadWords, baseBeyondWords, commitmentsWords, slippedWords } from './commitment.ts'
import type { AheadClaim, BaseBeyondClaim, CommitmentsClaim, SlippedClaim } from './commitment.ts'
import {
  cellsBetweenWords,
  differencesWords,
  lightsBetweenWords,
  restatedWords,
  scoresBetweenWords,
} from './difference.ts'
import type {
  CellsBetweenClaim,
  DifferencesClaim,
  LightsBetweenClaim,
  RestatedClaim,
  ScoresBetweenClaim,
} from './difference.ts'
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
import { resourceWords } from './resource.ts'
import type { ResourceClaim } from './resource.ts'
import { splitWords, spreadWords } from './spread.ts'
import type { SplitClaim, SpreadClaim } from './spread.ts'
import { turnedWords } from './turned.ts'
import type { TurnedClaim } from './turned.ts'
import { uncomputableWords } from './uncomputable.ts'
import type { UncomputableClaim } from './uncomputable.ts'
import { carriedInWords, onlyInWords, partlyInWords, scoresUnlikeWords, unlikeWords } from './unlike.ts'
import type { CarriedInClaim, OnlyInClaim, PartlyInClaim, ScoresUnlikeClaim, UnlikeClaim } from './unlike.ts'
import { weakestWords } from './weakest.ts'
import type { WeakestClaim } from './weakest.ts'
import { gainWords, whyWords } from './why.ts'
import type { GainClaim, WhyClaim } from './why.ts'
import { groupUnitsWords, workerGroupWords } from './worker-group.ts'
import type { GroupUnitsClaim, WorkerGroupClaim } from './worker-group.ts'
import { yardstickWords } from './yardstick.ts'
import type { YardstickClaim } from './yardstick.ts'

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
  | CarriedInClaim
  | CellsBetweenClaim
  | ChangeClaim
  | CommitmentsClaim
  | CountClaim
  | DifferencesClaim
  | EndsClaim
  | ForecastClaim
  | GainClaim
  | GapClaim
  | GapTrendClaim
  | GoalClaim
  | GroupUnitsClaim
  | GroupsClaim
  | LightsBetweenClaim
  | LostClaim
  | MoveClaim
  | NeedClaim
  | OnlyInClaim
  | PartlyInClaim
  | ProfileClaim
  | ReachClaim
  | ResourceClaim
  | RestatedClaim
  | ScoresBetweenClaim
  | ScoresUnlikeClaim
  | SlippedClaim
  | SplitClaim
  | SpreadClaim
  | TrendClaim
  | TurnedClaim
  | UncomputableClaim
  | UnitPlaceClaim
  | UnitShiftClaim
  | UnlikeClaim
  | WeakestClaim
  | WhyClaim
  | WithinReachClaim
  | WorkerGroupClaim
  | YardstickClaim
  | ZerosClaim

type Words = { readonly [K in Claim['kind']]: (claim: Extract<Claim, { readonly kind: K }>) => string }

/** Every kind of claim in words: a new kind does not compile before it has its line here. */
const words: Words = {
  ahead: aheadWords,
  all_moved: allMovedWords,
  areas: areasWords,
  attention: attentionWords,
  base_beyond: baseBeyondWords,
  cards: cardsWords,
  carried_in: carriedInWords,
  cells_between: cellsBetweenWords,
  change: changeSentence,
  commitments: commitmentsWords,
  count: countWords,
  differences: differencesWords,
  ends: endsWords,
  forecast: forecastWords,
  gain: gainWords,
  gap: gapWords,
  gap_trend: gapTrendWords,
  goal: goalWords,
  group_units: groupUnitsWords,
  groups: groupsWords,
  lights_between: lightsBetweenWords,
  lost: lostWords,
  move: moveWords,
  need: needWords,
  only_in: onlyInWords,
  partly_in: partlyInWords,
  profile: profileWords,
  reach: reachWords,
  resource: resourceWords,
  restated: restatedWords,
  scores_between: scoresBetweenWords,
  scores_unlike: scoresUnlikeWords,
  slipped: slippedWords,
  split: splitWords,
  spread: spreadWords,
  trend: trendWords,
  turned: turnedWords,
  uncomputable: uncomputableWords,
  unit_place: unitPlaceWords,
  unit_shift: unitShiftWords,
  unlike: unlikeWords,
  weakest: weakestWords,
  why: whyWords,
  within_reach: withinReachWords,
  worker_group: workerGroupWords,
  yardstick: yardstickWords,
  zeros: zerosWords,
}

/** The claim as an office clerk would write it; the only way from a claim to words. */
export function sentence(claim: Claim): string {
  // TypeScript cannot see that `words[claim.kind]` and the claim belong together.
  const print = words[claim.kind] as (claim: Claim) => string
  return print(claim)
}
