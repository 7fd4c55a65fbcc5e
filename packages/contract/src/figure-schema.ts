import { cellStates, resultStates } from '@cg/domain/cell'
import { areaTypes, directions, frequencies, indicatorPeriodKinds, industrialBases } from '@cg/domain/indicator'
import { Type } from './type.ts'
import type { Static } from 'typebox'

/* What figures are: apart from `schema.ts`, for the shell of the browser knows no figure. */

export const CellStateSchema = Type.Enum([...cellStates])
export const ResultStateSchema = Type.Enum([...resultStates])
export const DirectionSchema = Type.Enum([...directions])
export const AreaTypeSchema = Type.Enum([...areaTypes])
export const IndustrialBaseSchema = Type.Enum([...industrialBases])
export const FrequencySchema = Type.Enum([...frequencies])
export const IndicatorPeriodKindSchema = Type.Enum([...indicatorPeriodKinds])

/** 达标 / 临近 / 滞后 (decision 4). */
export const LightSchema = Type.Enum(['met', 'near', 'late'])
/** 按期 / 偏慢 / 停滞 / 倒退 (decision 4): progress is a second figure, not the light. */
export const ProgressSchema = Type.Enum(['on_time', 'slow', 'stalled', 'backwards'])

export type Light = Static<typeof LightSchema>
export type Progress = Static<typeof ProgressSchema>
