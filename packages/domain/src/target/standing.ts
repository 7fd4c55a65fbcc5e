import type { ResultState } from '../cell.ts'
import type { Light } from './target.ts'

/**
 * How a commitment of one year stands: its light, or why it has none. not_reported: 未报; not_applicable: 不适用, so that it
 * is no commitment of the unit; no_value: another state without a figure; not_judged: a figure that may not be judged
 * (carried from an earlier year, too little of the city behind it); not_published: the quarter that would judge the year was not published; not_due: a year to come; no_target: no target.
 */
export const standings = [
  'met',
  'near',
  'late',
  'not_reported',
  'not_applicable',
  'no_value',
  'not_judged',
  'not_published',
  'not_due',
  'no_target',
] as const
export type Standing = (typeof standings)[number]

/** Of a year that a published figure judges. */
export function standingOf(
  light: Light | null,
  { state, hasAim }: { readonly state: ResultState; readonly hasAim: boolean },
): Standing {
  if (light !== null) return light
  if (!hasAim) return 'no_target'
  if (state === 'not_reported' || state === 'not_applicable') return state
  return state === 'reported' || state === 'partial' ? 'not_judged' : 'no_value'
}
