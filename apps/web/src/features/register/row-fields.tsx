import type { RegisterSheet } from '@cg/contract/register'
import type { ClipboardEvent } from 'react'

/** What is typed into one row: the unit and the text of each field. */
export type Typed = { readonly unit: string; readonly values: Readonly<Record<string, string>> }

type Field = RegisterSheet['kind']['fields'][number]

type RowFieldsProps = {
  sheet: RegisterSheet
  row: Typed
  /** 第1行 */
  where: string
  onRow: (row: Typed) => void
  /** Something of several cells was pasted into the column at this place; 0 is the unit. */
  onPaste?: (column: number, event: ClipboardEvent) => void
}

/** The cells of a row in which a record is typed. */
export function RowFields({ sheet: { kind, units }, row, where, onRow, onPaste }: RowFieldsProps) {
  const put = (code: string, text: string) => onRow({ ...row, values: { ...row.values, [code]: text } })
  return (
    <>
      <td>
        <select
          className="input"
          aria-label={`${where}区县`}
          value={row.unit}
          onChange={(event) => onRow({ ...row, unit: event.target.value })}
          onPaste={(event) => onPaste?.(0, event)}
        >
          <option value="">请选择</option>
          {row.unit !== '' && !units.some(({ code }) => code === row.unit) && (
            <option value={row.unit}>{row.unit}（不是本市的区县）</option>
          )}
          {units.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </td>
      {kind.fields.map((field, at) => (
        <td key={field.code}>
          <FieldInput
            field={field}
            label={`${where}${field.name}`}
            text={row.values[field.code] ?? ''}
            onText={(text) => put(field.code, text)}
            onPaste={(event) => onPaste?.(at + 1, event)}
          />
        </td>
      ))}
    </>
  )
}

type FieldInputProps = {
  field: Field
  label: string
  text: string
  onText: (text: string) => void
  onPaste: (event: ClipboardEvent) => void
}

function FieldInput({ field, label, text, onText, onPaste }: FieldInputProps) {
  if (field.type === 'choice')
    return (
      <select
        className="input"
        aria-label={label}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onPaste={onPaste}
      >
        <option value="">{field.isRequired ? '请选择' : '（无）'}</option>
        {/* What was pasted and is none of them stays to be seen, and is refused by name. */}
        {text !== '' && !field.choices?.includes(text) && <option value={text}>{text}（不在可选的值中）</option>}
        {field.choices?.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </select>
    )
  return (
    <input
      type="text"
      className={field.type === 'number' ? 'input register-number' : 'input'}
      inputMode={field.type === 'number' ? 'decimal' : undefined}
      placeholder={field.type === 'date' ? '2026-10-20' : undefined}
      aria-label={label}
      value={text}
      onChange={(event) => onText(event.target.value)}
      onPaste={onPaste}
    />
  )
}

/** Heads of the columns: required ones bear a star, numbers their unit. */
export function FieldHeads({ fields }: { fields: readonly Field[] }) {
  return (
    <>
      <th scope="col">区县*</th>
      {fields.map(({ code, name, isRequired, unit }) => (
        <th key={code} scope="col">
          {name}
          {unit !== undefined && `（${unit}）`}
          {isRequired && '*'}
        </th>
      ))}
    </>
  )
}

/** A row as this browser kept it; null of anything else. */
export function readRow(found: unknown): Typed | null {
  if (typeof found !== 'object' || found === null || !('unit' in found) || !('values' in found)) return null
  const { unit, values } = found
  if (typeof unit !== 'string' || typeof values !== 'object' || values === null) return null
  const texts = Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return { unit, values: Object.fromEntries(texts) }
}
