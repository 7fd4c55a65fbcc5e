import { useSyncExternalStore } from 'react'
import { readPreference, writePreference } from '../lib/storage.ts'

/** As many units as 对比 lists side by side. */
export const mostCompared = 5

const key = 'compare'
const pattern = /^[A-Za-z0-9_.:-]{1,60}$/
const listeners = new Set<() => void>()

/** What the browser holds may be anything: only codes are read. */
function stored(): string {
  const codes = (readPreference(key) ?? '').split(',').filter((code) => pattern.test(code))
  return [...new Set(codes)].slice(0, mostCompared).join(',')
}

function keep(codes: readonly string[]): void {
  writePreference(key, codes.join(','))
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export type CompareTray = {
  readonly units: readonly string[]
  readonly isFull: boolean
  readonly add: (unit: string) => void
  readonly remove: (unit: string) => void
  readonly clear: () => void
}

/** The units that a person has put aside for 对比, from whichever page; kept in this browser. */
export function useCompareTray(): CompareTray {
  const text = useSyncExternalStore(subscribe, stored, () => '')
  const units = text === '' ? [] : text.split(',')
  return {
    units,
    isFull: units.length >= mostCompared,
    add: (unit) => keep([...new Set([...units, unit])].slice(0, mostCompared)),
    remove: (unit) => keep(units.filter((one) => one !== unit)),
    clear: () => keep([]),
  }
}
