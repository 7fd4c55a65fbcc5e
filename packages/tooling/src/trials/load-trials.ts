import { pathToFileURL } from 'node:url'
import type { Trial } from './types.ts'

/** The trials that a registry module exports; refuses two with one name. */
export async function loadTrials(registry: string): Promise<Trial[]> {
  // A cast: a registry exports trials alone, which its own compilation holds.
  const exported = (await import(pathToFileURL(registry).href)) as Record<string, Trial>
  const trials = Object.values(exported)
  const twice = trials.filter(({ id }, at) => trials.findIndex((one) => one.id === id) !== at)
  if (twice.length > 0) throw new Error(`more than one trial is named ${twice.map(({ id }) => id).join(', ')}`)
  return trials
}
