import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import type { ReactNode } from 'react'
import { Button } from '../../../ui/button.tsx'
import { Checkbox, Field, TextArea, TextInput } from '../../../ui/field.tsx'
import { Select } from '../../../ui/select.tsx'
import type { Option } from '../../../ui/select.tsx'

type QuarterProps = {
  readonly label: string
  readonly quarters: readonly string[]
  readonly value: string
  readonly onChange: (quarter: string) => void
}

export function QuarterField({ label, quarters, value, onChange }: QuarterProps) {
  const options = quarters.map((code) => ({ value: code, label: formatPeriod(parsePeriod(code)) }))
  return <ChoiceField label={label} options={options} value={value} onChange={onChange} />
}

type ChoiceProps<T extends string> = {
  readonly label: string
  readonly hint?: string
  readonly isOptional?: boolean
  readonly options: readonly Option<T>[]
  readonly value: T
  readonly onChange: (value: T) => void
}

export function ChoiceField<T extends string>({
  label,
  hint,
  isOptional = false,
  options,
  value,
  onChange,
}: ChoiceProps<T>) {
  return (
    <Field label={label} isRequired={!isOptional} hint={hint}>
      {(control) => <Select {...control} options={options} value={value} onChange={onChange} />}
    </Field>
  )
}

type TextProps = {
  readonly label: string
  readonly hint?: string | undefined
  readonly most: number
  readonly isLong?: boolean
  readonly value: string
  readonly onChange: (text: string) => void
}

export function TextField({ label, hint, most, isLong = false, value, onChange }: TextProps) {
  return (
    <Field label={label} isRequired hint={hint}>
      {(control) =>
        isLong ? (
          <TextArea {...control} maxLength={most} value={value} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <TextInput
            {...control}
            maxLength={most}
            autoComplete="off"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  )
}

/** Options of decimals, as they are chosen. */
export const decimalOptions = ['0', '1', '2', '3', '4'].map((value) => ({
  value,
  label: value === '0' ? '整数' : `${value} 位小数`,
}))

type ItemsProps = {
  readonly label: string
  readonly isOptional?: boolean
  readonly options: readonly Option[]
  readonly chosen: readonly string[]
  readonly onChange: (codes: string[]) => void
}

/** Items that are added up: chosen one after the other, each taken away by its button. */
export function ItemsField({ label, isOptional = false, options, chosen, onChange }: ItemsProps): ReactNode {
  const nameOf = new Map(options.map((option) => [option.value, option.label]))
  const left = options.filter(({ value }) => !chosen.includes(value))
  return (
    <div className="catalogue-items">
      <Field label={label} isRequired={!isOptional}>
        {(control) => (
          <Select
            {...control}
            isSearched
            options={[{ value: '', label: chosen.length === 0 ? '请选数据项' : '再加一项' }, ...left]}
            value=""
            onChange={(code) => onChange([...chosen, code])}
          />
        )}
      </Field>
      {chosen.length > 0 && (
        <ul>
          {chosen.map((code) => (
            <li key={code}>
              {nameOf.get(code) ?? code}
              <Button
                kind="quiet"
                aria-label={`去掉${nameOf.get(code) ?? code}`}
                onClick={() => onChange(chosen.filter((one) => one !== code))}
              >
                去掉
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

type AxesProps = {
  readonly axes: readonly { readonly code: string; readonly name: string }[]
  readonly chosen: readonly string[]
  readonly onChange: (codes: string[]) => void
}

/** By which groups something is asked or shown, a tick each. */
export function AxisTicks({ axes, chosen, onChange }: AxesProps): ReactNode {
  const toggle = (code: string) =>
    onChange(chosen.includes(code) ? chosen.filter((one) => one !== code) : [...chosen, code])
  return axes.map(({ code, name }) => (
    <Checkbox key={code} label={`按${name}分组`} checked={chosen.includes(code)} onChange={() => toggle(code)} />
  ))
}
