import './field.css'
import type { ComponentProps } from 'react'

export type Option<T extends string = string> = { value: T; label: string; isDisabled?: boolean }

type SelectProps<T extends string> = Omit<ComponentProps<'select'>, 'value' | 'onChange'> & {
  options: readonly Option<T>[]
  value: T
  onChange: (value: T) => void
  /** Words before the control on the same line; give `aria-label` or a Field otherwise. */
  caption?: string
}

/** The browser's own list: it works by keyboard, on phones and in old browsers. */
export function Select<T extends string>({ options, value, onChange, caption, className, ...rest }: SelectProps<T>) {
  const control = (
    <select
      {...rest}
      className={['select', className].filter(Boolean).join(' ')}
      value={value}
      onChange={(event) => {
        const chosen = options.find((option) => option.value === event.target.value)
        if (chosen) onChange(chosen.value)
      }}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value} disabled={option.isDisabled}>
          {option.label}
        </option>
      ))}
    </select>
  )
  if (caption === undefined) return control
  return (
    <label className="select-inline">
      {caption}
      {control}
    </label>
  )
}
