import { spanKinds } from '@cg/domain/figure/span'
import { standings } from '@cg/domain/target/standing'
import type { Static } from 'typebox'
import { DirectionSchema, LightSchema, ResultStateSchema } from '../figure-schema.ts'
import { defineRoute } from '../route.ts'
import { PeriodText, nullable } from '../schema.ts'
import { TalkPoint, TalkSeed } from '../talk.ts'
import { Type } from '../type.ts'
import { ReleaseHead, ReleaseParams } from './head.ts'
import { RegisterRangeFact } from './register.ts'

/** One end of the units: the value, and who has it. */
const TalkEnd = Type.Object({ value: Type.Number(), units: Type.Array(Type.String()) })

/**
 * Why now and then are not held against each other: `year_open`, a running total is not as long as the year that was named,
 * and no later year is over; `break`, another definition; `partial`, units are missing on one side; `no_base`, no figure
 * of that time was published.
 */
export const talkObstacles = ['no_base', 'break', 'partial', 'year_open'] as const

/** A figure of the release that shows a statement. */
export const TalkFigure = Type.Object({
  indicator: Type.String(),
  /** 'cluster:auto', 'centre'; '' for the whole city. */
  group: Type.String(),
  /** As the release calls it; '' where it has no such measure. */
  name: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  direction: DirectionSchema,
  /** Names of the lead department and of those who enter its items. */
  department: Type.String(),
  span: Type.Enum([...spanKinds]),
  /** False: the release was made before there was this measure. */
  isKnown: Type.Boolean(),
  /** The release holds it in a shape that this program does not read; absent otherwise. */
  isUnreadable: Type.Optional(Type.Literal(true)),
  value: nullable(Type.Number()),
  state: ResultStateSchema,
  carriedFrom: nullable(PeriodText),
  /** Short names of the units that the figure lacks. */
  lacking: Type.Array(Type.String()),
  /** The number that the speech names; null where its text is blank. */
  said: nullable(Type.Number()),
  /** The figure of the time that the statement speaks of. */
  base: nullable(Type.Object({ period: PeriodText, value: Type.Number() })),
  /** What is held against `base`: the figure of `period`, over as long a time. */
  compared: nullable(Type.Object({ period: PeriodText, value: Type.Number() })),
  /** Why `compared` is null; null where it is not. */
  obstacle: nullable(Type.Enum([...talkObstacles])),
  /** Of the release's year, and of the last year with a target. */
  target: nullable(Type.Number()),
  lastTarget: nullable(Type.Object({ year: Type.Integer(), value: Type.Number() })),
  light: nullable(LightSchema),
  standing: Type.Enum([...standings]),
  /** The ends of the units, as printed; null below three figures. */
  highest: nullable(TalkEnd),
  lowest: nullable(TalkEnd),
})
export type TalkFigure = Static<typeof TalkFigure>

const { title, basePeriod, parts } = TalkSeed.properties

/** 讲话对照: every statement of the speech with the figures of one release. */
export const TalkFacts = Type.Object({
  release: ReleaseHead,
  targetYear: Type.Integer(),
  title,
  basePeriod,
  parts,
  /** `shown`: the figures of `point.figures`, in their order. */
  points: Type.Array(
    Type.Object({
      point: TalkPoint,
      shown: Type.Array(TalkFigure),
      /** What the register of `point.range` tells; left out where the release's holds no such record. */
      range: Type.Optional(RegisterRangeFact),
    }),
  ),
  /** The release was made before the statements were frozen with it: these are today's. Absent otherwise. */
  isToday: Type.Optional(Type.Literal(true)),
})
export type TalkFacts = Static<typeof TalkFacts>

export const getTalk = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/talk',
  summary: 'The speech statement by statement with the figures of a release',
  access: 'signed-in',
  scope: 'release.read',
  params: ReleaseParams,
  reply: TalkFacts,
})
