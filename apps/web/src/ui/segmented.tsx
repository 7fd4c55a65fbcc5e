import './segmented.css'
import { useEffect, useId, useRef } from 'react'
import type { Option } from './select.tsx'

type SegmentedProps<T extends string> = {
  label: string
  options: readonly Option<T>[]
  value: T
  onChange: (value: T) => void
}

/** One choice of a few, all visible. Native radios: arrows move, Tab passes by. */
export function SegmentedControl<T extends string>({ label, options, value, onChange }: SegmentedProps<T>) {
  const name = useId()
  const frame = useRef<HTMLFieldSetElement>(null)
  // Where the row is wider than its place the chosen part is brought into sight; scrollIntoView would move the page too.
  useEffect(() => {
    const chosen = frame.current?.querySelector<HTMLElement>('input:checked + span')
    if (!frame.current || !chosen) return
    const [outer, inner] = [frame.current.getBoundingClientRect(), chosen.getBoundingClientRect()]
    if (inner.right > outer.right) frame.current.scrollLeft += inner.right - outer.right
    if (inner.left < outer.left) frame.current.scrollLeft -= outer.left - inner.left
  }, [value])
  return (
    <fieldset className="segmented" ref={frame}>
      <legend className="visually-hidden">{label}</legend>
      {options.map((option) => (
        <label key={option.value} className="segment">
          <input
            type="radio"
            className="visually-hidden"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.isDisabled}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
