import type { ChartModel } from '@cg/charts/model'
import { stripControls } from './inert-text.ts'

/** Names and notes are people's input: control characters leave every text of the model, once, before anything is drawn. */
export function cleanModel(model: ChartModel): ChartModel {
  return cleanTexts(model) as ChartModel
}

/** The same value with control characters out of every text. */
export function cleanTexts(value: unknown): unknown {
  if (typeof value === 'string') return stripControls(value)
  if (Array.isArray(value)) return value.map(cleanTexts)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, cleanTexts(part)]))
}
