import { lapseKinds } from '@cg/domain/target/statement'
import type { Static } from 'typebox'
import { CodeText, IsoTime, PeriodText, nullable } from '../schema.ts'
import { Type } from '../type.ts'

/** What a lead department stated of a figure and the reform office accepted, as frozen with the release. */
export const StatementFact = Type.Object({
  id: Type.Integer(),
  cause: Type.String(),
  measures: Type.String(),
  /** The quarter by which it expects the figure. */
  until: PeriodText,
  /** The figure it expects then, in the indicator's unit; null: only that it will be reported. */
  value: nullable(Type.Number()),
  acceptedAt: IsoTime,
})
export type StatementFact = Static<typeof StatementFact>

/** A figure behind its target, or one that did not come; `statement` null: its lead department stated nothing that was accepted. */
export const LapseFact = Type.Object({
  kind: Type.Enum([...lapseKinds]),
  statement: nullable(StatementFact),
})
export type LapseFact = Static<typeof LapseFact>

/** Of one indicator: the city's (null) and its units', in protocol order. */
export const UnitLapse = Type.Object({ ...LapseFact.properties, unit: nullable(CodeText) })
export type UnitLapse = Static<typeof UnitLapse>

/** Of one unit, in catalogue order. */
export const IndicatorLapse = Type.Object({ ...LapseFact.properties, indicator: CodeText })
export type IndicatorLapse = Static<typeof IndicatorLapse>
