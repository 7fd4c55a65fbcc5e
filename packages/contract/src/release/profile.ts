import { Type } from '../type.ts'
import type { Static } from 'typebox'
import { Claims } from '../claims.ts'
import { ReleaseHead } from './head.ts'
import { IndicatorLapse } from './lapse.ts'
import { HeadlessRanking } from './ranking.ts'
import type { RankingFacts } from './ranking.ts'
import { defineRoute } from '../route.ts'
import { ResultStateSchema } from '../figure-schema.ts'
import { CodeText, ReleaseCodeText, nullable } from '../schema.ts'

/** Figures of the towns within a unit, as far as they report for themselves. [indicator][town] */
export const TownFacts = Type.Object({
  code: Type.Array(Type.String()),
  name: Type.Array(Type.String()),
  /** Codes of the indicators of which a town has a figure. */
  indicators: Type.Array(Type.String()),
  value: Type.Array(Type.Array(nullable(Type.Number()))),
  state: Type.Array(Type.Array(ResultStateSchema)),
  /**
   * By indicator: the towns' places among themselves, reckoned as those of districts and never among them. Absent in older
   * releases.
   */
  rankings: Type.Optional(Type.Array(HeadlessRanking)),
})
export type TownFacts = Static<typeof TownFacts>

/**
 * What may be said of one ranked unit; its figures stand in the heat map, the rankings and the reporting quality of the
 * same release. Not made above 200 units.
 */
export const ProfileFacts = Type.Object({
  release: ReleaseHead,
  unit: Type.Object({ code: Type.String(), name: Type.String(), shortName: Type.String() }),
  /** Of a unit that began within the history: how it came to be, and what stands before. Left out of any other. */
  origin: Type.Optional(Type.String()),
  /** Null where no town reports. */
  towns: nullable(TownFacts),
  /** Late and missing figures of the unit and what their lead departments stated; absent in older releases. */
  lapses: Type.Optional(Type.Array(IndicatorLapse)),
  claims: Claims,
})
export type ProfileFacts = Static<typeof ProfileFacts>

/** The ranking of the unit's towns by an indicator, as one of districts is read; null where they are not ranked by it. */
export function townRanking({ release, towns }: ProfileFacts, measure: string): RankingFacts | null {
  const found = towns?.rankings?.find((one) => one.measure.code === measure)
  return found === undefined ? null : { release, ...found }
}

export const getProfile = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/units/:unit',
  summary: 'What may be said of one unit: where it stands, what moved, what is still to gain',
  access: 'signed-in',
  scope: 'release.read',
  params: Type.Object({ code: ReleaseCodeText, unit: CodeText }),
  reply: ProfileFacts,
})
