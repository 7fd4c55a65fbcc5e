import type { ResultState } from '../cell.ts'
import { unreachable } from '../must.ts'
import type { Light } from './target.ts'

/**
 * How a commitment of one year stands: its light, or why it has none. not_applicable: 不适用, so that it is no commitment of
 * the unit; uncomputable: nothing to divide by, or units missing of a comparison; not_judged: a figure that may not be judged
 * (carried from an earlier year, too little of the city behind it); not_published: the quarter that would judge the year was
 * not published; not_due: a year to come; no_target: no target.
 */
export const standings = [
  'met',
  'near',
  'late',
  'not_reported',
  'not_available',
  'withheld',
  'uncomputable',
  'invalid',
  'not_applicable',
  'not_judged',
  'not_published',
  'not_due',
  'no_target',
] as const
export type Standing = (typeof standings)[number]

/** The word of a standing, on chips, in counts and in sentences. */
export const standingWords: Readonly<Record<Standing, string>> = {
  met: '达标',
  near: '临近',
  late: '滞后',
  not_reported: '未报',
  not_available: '无法提供',
  withheld: '不公布',
  uncomputable: '不可计算',
  invalid: '无效',
  not_applicable: '不适用',
  not_judged: '不评价',
  not_published: '当年末未发布',
  not_due: '未到期',
  no_target: '未设目标',
}

/** Of a year that a published figure judges. */
export function standingOf(
  light: Light | null,
  { state, hasAim }: { readonly state: ResultState; readonly hasAim: boolean },
): Standing {
  if (light !== null) return light
  return hasAim ? unlit(state) : 'no_target'
}

function unlit(state: ResultState): Standing {
  switch (state) {
    case 'reported':
    case 'partial':
      return 'not_judged'
    case 'not_established':
      return 'not_applicable'
    case 'zero_denominator':
      return 'uncomputable'
    case 'uncomputable':
    case 'not_reported':
    case 'not_available':
    case 'withheld':
    case 'invalid':
    case 'not_applicable':
      return state
    default:
      return unreachable(state)
  }
}
