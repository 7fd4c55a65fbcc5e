import './field.css'
import { Suspense, lazy } from 'react'
import type { ComponentProps } from 'react'

const SearchSelect = lazy(() => import('./search-select.tsx').then((module) => ({ default: module.SearchSelect })))

export type Option<T extends string = string> = { value: T; label: string; isDisabled?: boolean }

type SelectProps<T extends string> = Omit<ComponentProps<'select'>, 'value' | 'onChange'> & {
  options: readonly Option<T>[]
  value: T
  onChange: (value: T) => void
  /** Words before the control on the same line; give `aria-label` or a Field otherwise. */
  caption?: string
  /** Found by typing however short it is: where choosing acts at once, an arrow on the way must not. */
  isSearched?: boolean
}

/** A list of more is found by typing: nobody scrolls through a nation. */
const mostListed = 100

/** The browser's own list: it works by keyboard, on phones and in old browsers. A long one is searched. */
export function Select<T extends string>(props: SelectProps<T>) {
  const { options, value, onChange, caption, isSearched = false, className, ...rest } = props
  const choose = (key: string) => {
    const chosen = options.find((option) => option.value === key)
    if (chosen) onChange(chosen.value)
  }
  const control =
    isSearched || options.length > mostListed ? (
      <Suspense fallback={null}>
        <SearchSelect
          options={options}
          value={value}
          onChange={choose}
          className={className}
          id={rest.id}
          disabled={rest.disabled}
          label={rest['aria-label'] ?? caption}
        />
      </Suspense>
    ) : (
      <select
        {...rest}
        className={['select', className].filter(Boolean).join(' ')}
        value={value}
        onChange={(event) => choose(event.target.value)}
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
