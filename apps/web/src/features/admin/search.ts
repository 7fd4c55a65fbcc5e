import { choiceIn } from '../../lib/search.ts'

export const adminViews = [
  'users',
  'setup',
  'units',
  'catalogue',
  'reporters',
  'city',
  'periods',
  'map',
  'look',
  'notices',
  'system',
] as const

/** part: which part of the administration; accounts when left out. */
export function adminSearch(search: Record<string, unknown>): { part?: (typeof adminViews)[number] | undefined } {
  return { part: choiceIn(search, 'part', adminViews) }
}
