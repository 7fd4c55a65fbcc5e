import type { UnitChangeInput, UnitInput, UnitRecord } from '@cg/contract/unit'
import { formatPeriod } from '@cg/domain/number/number-format'
import { firstPeriod, parsePeriod, periodRange, shiftPeriod } from '@cg/domain/period'
import type { Option } from '../../ui/select.tsx'

/** A unit while it is typed: numbers as text, '' for nothing. */
export type UnitDraft = Omit<UnitInput, 'protocolOrder' | 'tileRow' | 'tileColumn'> & {
  readonly order: string
  readonly row: string
  readonly column: string
  readonly isNew: boolean
  /** The quarter from which it is what is written; '' in all quarters. */
  readonly changesFrom: string
  readonly reason: string
}

/** What is typed of a unit that is there. */
export function draftOfUnit({ unit }: UnitRecord): UnitDraft {
  const { protocolOrder, tileRow, tileColumn, ...rest } = unit
  const text = (value: number | null) => (value === null ? '' : String(value))
  return {
    ...rest,
    order: text(protocolOrder),
    row: text(tileRow),
    column: text(tileColumn),
    isNew: false,
    changesFrom: '',
    reason: '',
  }
}

/** A district of the city after those that are there; the city itself where there is none. */
export function newUnit(items: readonly UnitRecord[], from: string): UnitDraft {
  const city = items.find(({ unit }) => unit.kind === 'city')?.unit
  const last = Math.max(0, ...items.map(({ unit }) => unit.protocolOrder))
  return {
    code: '',
    name: '',
    shortName: '',
    kind: city === undefined ? 'city' : 'district',
    parent: city?.code ?? null,
    areaType: null,
    assessmentGroup: null,
    countsInParent: true,
    order: String(city === undefined ? 0 : last + 1),
    row: '',
    column: '',
    validFrom: from,
    validTo: null,
    isNew: true,
    changesFrom: '',
    reason: '',
  }
}

/** What is sent; null while something that is needed is not written, or a number is none. */
export function inputOf(draft: UnitDraft): Omit<UnitChangeInput, 'seen'> | null {
  const { order, row, column, isNew, changesFrom, reason, ...rest } = draft
  const [protocolOrder, tileRow, tileColumn] = [order, row, column].map(wholeNumber)
  if (typeof protocolOrder !== 'number' || tileRow === undefined || tileColumn === undefined) return null
  const [code, name] = [draft.code.trim(), draft.name.trim()]
  if (name === '' || !/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/.test(code)) return null
  const unit = {
    ...rest,
    code,
    name,
    shortName: draft.shortName.trim() || name,
    assessmentGroup: draft.assessmentGroup?.trim() || null,
    protocolOrder,
    tileRow,
    tileColumn,
  }
  return { unit, isNew, changesFrom: changesFrom === '' ? null : changesFrom, reason: reason.trim() }
}

/** Null for nothing, undefined for what is no whole number. */
function wholeNumber(text: string): number | null | undefined {
  if (text.trim() === '') return null
  return /^\d{1,5}$/.test(text.trim()) ? Number(text) : undefined
}

/** Two years of quarters to choose from, with those that are chosen already. */
export function quarterOptions(openFrom: string, chosen: readonly (string | null)[], none: string | null): Option[] {
  const from = parsePeriod(openFrom)
  const known = chosen.filter((code) => code !== null && code !== '').map((code) => parsePeriod(code ?? ''))
  const codes = [...new Set([...known, ...periodRange(from, shiftPeriod(from, 8))])].toSorted()
  return [
    ...(none === null ? [] : [{ value: '', label: none }]),
    ...codes.map((code) => ({ value: code, label: code === firstPeriod ? '一直' : formatPeriod(code) })),
  ]
}
