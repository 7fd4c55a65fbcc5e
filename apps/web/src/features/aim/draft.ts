import { aimText } from '@cg/contract/aim'
import type { AimChange, AimDetail } from '@cg/contract/aim'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'

/** What was changed and not yet proposed, kept while people look elsewhere in the program. */
export type AimDraft = { readonly changes: readonly AimChange[]; readonly set: (changes: readonly AimChange[]) => void }

const draftKey = ['aim-draft']

export function useAimDraft(): AimDraft {
  const client = useQueryClient()
  const [changes, setChanges] = useState(() => client.getQueryData<readonly AimChange[]>(draftKey) ?? [])
  return {
    changes,
    set(next) {
      // Signing out empties this memory, so that nobody finds what another person typed.
      client.setQueryDefaults(draftKey, { gcTime: Number.POSITIVE_INFINITY })
      client.setQueryData(draftKey, next)
      setChanges(next)
    },
  }
}

type Place = Pick<AimChange, 'kind' | 'indicator' | 'unit'> & { readonly year: number | null }

/** A unit's cells of one indicator as texts: what stands, overlaid with what was typed. */
export type CellText = { readonly value: string; readonly when: string }

export function isAt(change: AimChange, { kind, indicator, unit, year }: Place): boolean {
  return (
    change.kind === kind &&
    change.indicator === indicator &&
    change.unit === unit &&
    (kind === 'baseline' || change.when === String(year))
  )
}

/** What stands in a cell of the table, as it would be typed. */
export function standingText(detail: AimDetail, unit: string, year: number | null): CellText {
  const row = detail.rows.find((one) => one.unit === unit)
  if (year === null) {
    const held = row?.baseline ?? null
    return held === null ? { value: '', when: '' } : { value: aimText(held.value), when: held.period }
  }
  const held = row?.targets[detail.years.indexOf(year)] ?? null
  return { value: held === null ? '' : aimText(held.value), when: String(year) }
}

/** The changes with one cell typed anew; what says again what stands is no change. */
export function typed(
  changes: readonly AimChange[],
  place: Place,
  { text, stands, source }: { text: CellText; stands: CellText; source: string },
): AimChange[] {
  const others = changes.filter((change) => !isAt(change, place))
  if (text.value.trim() === stands.value && text.when.trim() === stands.when) return others
  const { kind, indicator, unit } = place
  return [...others, { kind, indicator, unit, when: text.when, value: text.value, source }]
}

/** What was read from a file over what was typed before. */
export function merged(before: readonly AimChange[], read: readonly AimChange[]): AimChange[] {
  const keyOf = ({ kind, indicator, unit, when }: AimChange) =>
    JSON.stringify([kind, indicator, unit, kind === 'target' ? when : ''])
  const taken = new Set(read.map(keyOf))
  return [...before.filter((one) => !taken.has(keyOf(one))), ...read]
}
