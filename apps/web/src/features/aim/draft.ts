import { aimText } from '@cg/contract/aim'
import type { AimChange, AimDetail } from '@cg/contract/aim'
import { readTexts, useDraft } from '../../shared/use-draft.ts'
import type { Draft } from '../../shared/use-draft.ts'

/** What was changed and not yet proposed, kept in this browser for who typed it until it is. */
export type AimDraft = {
  readonly changes: readonly AimChange[]
  readonly set: (changes: readonly AimChange[]) => void
  readonly note: Draft<readonly AimChange[]>['note']
}

const nothing: readonly AimChange[] = []

export function useAimDraft(): AimDraft {
  const draft = useDraft('aims', nothing, readChanges)
  return { changes: draft.value, set: draft.put, note: draft.note }
}

const readTyped = readTexts(['indicator', 'unit', 'when', 'value', 'source'])

/** A change that is none, from whatever else stood there, is left out. */
function readChanges(found: unknown): readonly AimChange[] | null {
  if (!Array.isArray(found)) return null
  const changes = found.flatMap((one: unknown): AimChange[] => {
    if (typeof one !== 'object' || one === null || !('kind' in one)) return []
    const { kind, ...rest } = one
    const texts = readTyped(rest)
    return texts === null || (kind !== 'target' && kind !== 'baseline') ? [] : [{ kind, ...texts }]
  })
  return changes.length === 0 ? null : changes
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
