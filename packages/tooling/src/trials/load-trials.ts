import { pathToFileURL } from 'node:url'
import type { Trial } from './types.ts'

/** A module of a registry may export a helper beside its trials. */
function isTrial(value: unknown): value is Trial {
  return typeof value === 'object' && value !== null && 'id' in value && 'run' in value
}

/** The trials that a registry module exports; refuses none, and two with one name. */
export async function loadTrials(registry: string): Promise<Trial[]> {
  const exported: Record<string, unknown> = await import(pathToFileURL(registry).href)
  const trials = Object.values(exported).filter(isTrial)
  if (trials.length === 0) throw new Error(`${registry} exports no trial`)
  const twice = trials.filter(({ id }, at) => trials.findIndex((one) => one.id === id) !== at)
  if (twice.length > 0) throw new Error(`more than one trial is named ${twice.map(({ id }) => id).join(', ')}`)
  return trials
}
