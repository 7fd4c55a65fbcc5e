import type { ChartModel } from '@cg/charts/model'
import { stripControls } from './inert-text.ts'

/**
 * Names and notes are people's input: control characters leave every text of the model, once, before anything is drawn. A
 * drawing breaks its lines itself.
 */
export function cleanModel(model: ChartModel): ChartModel {
  return mapTexts(model, (text) => cleanText(text).replaceAll('\n', ' ')) as ChartModel
}

/** The same value with control characters out of every text, one kind of line end, and no tab, which no font draws. */
export function cleanTexts(value: unknown): unknown {
  return mapTexts(value, cleanText)
}

function cleanText(text: string): string {
  return stripControls(text).replace(/\r\n?/g, '\n').replaceAll('\t', ' ')
}

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((part) => mapTexts(part, change))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, mapTexts(part, change)]))
}
