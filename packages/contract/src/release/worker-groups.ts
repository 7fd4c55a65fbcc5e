import type { Static } from 'typebox'
import { ResultStateSchema } from '../figure-schema.ts'
import { PeriodText, nullable } from '../schema.ts'
import { Type } from '../type.ts'
import { column } from './column.ts'

/** One side of a comparison of everybody and a group of workers: the city's figure and each unit's. */
export const GroupSide = Type.Object({
  /** The group's code; '' for everybody. */
  group: Type.String(),
  /** 全体产业工人, 农民工 */
  name: Type.String(),
  indicator: Type.String(),
  indicatorName: Type.String(),
  /** What stands under the line: 应参加职工社会保险的产业工人数. */
  base: Type.String(),
  /** Whether those under the line are part of those under everybody's; else the two are held apart in words. */
  isSameBase: Type.Boolean(),
  value: nullable(Type.Number()),
  state: ResultStateSchema,
  numerator: nullable(Type.Number()),
  denominator: nullable(Type.Number()),
  carriedFrom: nullable(PeriodText),
  /** Codes of the units that the city's figure lacks. */
  missing: Type.Array(Type.String()),
  /** By unit in protocol order. */
  units: Type.Object({
    value: column(Type.Number()),
    state: Type.Array(ResultStateSchema),
    carriedFrom: column(PeriodText),
    /** A handful of people stands behind it: it jumps by chance. */
    isThin: Type.Array(Type.Boolean()),
  }),
})
export type GroupSide = Static<typeof GroupSide>

/** An indicator that is measured of everybody and of groups of workers: each group is part of everybody, groups may overlap. */
export const WorkerGroupsFact = Type.Object({
  /** 人群 */
  name: Type.String(),
  /** Which side this indicator is: the code of its group, '' for everybody. */
  own: Type.String(),
  /** What is measured of all: 工伤保险参保率. */
  topic: Type.String(),
  whole: GroupSide,
  /** Everybody, where room is short: 全体. */
  wholeShort: Type.String(),
  /** In the order of the catalogue's guide. */
  groups: Type.Array(GroupSide),
})
export type WorkerGroupsFact = Static<typeof WorkerGroupsFact>
