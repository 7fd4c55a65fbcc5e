import type { Static } from 'typebox'
import { Claims } from './claims.ts'
import { ReleaseHead } from './release/head.ts'
import { defineRoute } from './route.ts'
import { CellStateSchema, LightSchema, ResultStateSchema } from './figure-schema.ts'
import { CodeText, PeriodText, ReleaseCodeText, nullable } from './schema.ts'
import { Type } from './type.ts'

/* 两次发布的差异: what two releases publish otherwise, figure by figure, and what may be said of it. */

/** What of a figure differs; `state`: the same number, or none, for another reason. */
export const differenceKinds = ['value', 'rank', 'light', 'state'] as const
export type DifferenceKind = (typeof differenceKinds)[number]

/** Why figures of two releases do not compare: another definition, a year counted to another quarter, another scheme. */
export const unlikeReasons = ['definition', 'length', 'scheme'] as const
export type UnlikeReason = (typeof unlikeReasons)[number]

/** A figure of one side of a difference. */
export const DifferenceSide = Type.Object({
  value: nullable(Type.Number()),
  state: ResultStateSchema,
  rank: nullable(Type.Integer()),
  light: nullable(LightSchema),
  /** The quarter a carried value was observed in; not told above 200 units. */
  carriedFrom: nullable(PeriodText),
})
export type DifferenceSide = Static<typeof DifferenceSide>

/** Of a figure that a release does not have: its indicator, its unit or any score is not in it. */
export const absences = ['indicator', 'unit', 'score'] as const

export const DifferenceFigure = Type.Object({
  indicator: Type.String(),
  indicatorName: Type.String(),
  measureUnit: Type.String(),
  decimals: Type.Integer(),
  unit: nullable(Type.String()),
  unitName: Type.String(),
  /** Null on one side: what is not there at all says `absent`. */
  from: nullable(DifferenceSide),
  to: nullable(DifferenceSide),
  absent: nullable(Type.Enum([...absences])),
  unlike: nullable(Type.Enum([...unlikeReasons])),
})
export type DifferenceFigure = Static<typeof DifferenceFigure>

export const ReleaseDifference = Type.Object({
  from: ReleaseHead,
  to: ReleaseHead,
  /** What differs, by indicator and unit; the city's own row has unit null; the composite stands under 'score'. */
  figures: Type.Array(DifferenceFigure),
  /** For two releases of the same quarter: the cells that differ. Empty otherwise. */
  cells: Type.Array(
    Type.Object({
      item: Type.String(),
      itemName: Type.String(),
      unit: Type.String(),
      unitName: Type.String(),
      breakdown: Type.String(),
      /** As the later release names the group; '' for the total. */
      breakdownName: Type.String(),
      from: nullable(Type.Object({ state: CellStateSchema, value: nullable(Type.Number()) })),
      to: nullable(Type.Object({ state: CellStateSchema, value: nullable(Type.Number()) })),
      /** Why the cell was reopened after the earlier release: 错报：漏填了两家企业; null where it was not. */
      why: nullable(Type.String()),
    }),
  ),
  /** Units with any difference, by name. */
  unitsAffected: Type.Array(Type.String()),
  /** What differs first, then what keeps figures from being compared. */
  claims: Claims,
})
export type ReleaseDifference = Static<typeof ReleaseDifference>

export const getDifference = defineRoute({
  method: 'GET',
  path: '/api/v1/releases/:code/difference',
  summary: 'What differs between two releases, or a preview and a release',
  access: 'signed-in',
  scope: 'release.read',
  params: Type.Object({ code: ReleaseCodeText }),
  query: Type.Object({ from: CodeText }),
  reply: ReleaseDifference,
})
