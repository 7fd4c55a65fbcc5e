import type { RegisterRecord, RegisterSheet } from '@cg/contract/register'
import type { Me } from '@cg/contract/session'
import { formatDate, formatValue } from '@cg/domain/number/number-format'

type Field = RegisterSheet['kind']['fields'][number]
type Value = string | number | null

/** A value as it is read in the table; nothing where nothing was written. */
export function valueText({ type, decimals = 0 }: Pick<Field, 'type' | 'decimals'>, value: Value): string {
  if (value === null) return ''
  if (type === 'date') return formatDate(String(value))
  return typeof value === 'number' ? formatValue(value, { unit: '', decimals }) : value
}

/** What a revision changed, field by field: 参赛人数：120 → 130. Held against the next revision, or what the record says now. */
export function changedWords(
  { kind, units }: Pick<RegisterSheet, 'kind' | 'units'>,
  { steps, values, unit }: RegisterRecord,
  at: number,
): string {
  const before = steps[at]?.before ?? {}
  const after = steps.slice(at + 1).find((step) => step.before !== null)?.before ?? { ...values, unit }
  const fields = [{ code: 'unit', name: '区县', type: 'text' as const }, ...kind.fields]
  const read = (field: Pick<Field, 'code' | 'type' | 'decimals'>, value: Value) =>
    field.code === 'unit' ? (units.find(({ code }) => code === value)?.name ?? String(value)) : valueText(field, value)
  return fields
    .filter(({ code }) => (before[code] ?? null) !== (after[code] ?? null))
    .map(
      (field) =>
        `（${field.name}：${read(field, before[field.code] ?? null) || '空'} → ${read(field, after[field.code] ?? null) || '空'}）`,
    )
    .join('')
}

/** Who enters records, reviews them, publishes from them or audits them; everybody else reads what a release froze. */
export function keepsRegisters({ grants }: Pick<Me, 'grants'>): boolean {
  return grants.some(
    ({ role, department, unit }) =>
      role === 'reviewer' ||
      (role === 'filler' && department !== null) ||
      (unit === null && (role === 'publisher' || role === 'auditor')),
  )
}
