import './segmented.css'
import { useEffect, useId, useRef, useState } from 'react'
import { afterPaint } from '../ui/after-paint.ts'
import type { Option } from './select.tsx'

/** How long a choice that was made stands before the page has answered. */
const answerMs = 400

type SegmentedProps<T extends string> = {
  label: string
  options: readonly Option<T>[]
  value: T
  onChange: (value: T) => void
  /** The whole page follows the choice: it is marked first, and followed after that frame. */
  isPageWide?: boolean
}

/** One choice of a few, all visible. Native radios: arrows move, Tab passes by. */
export function SegmentedControl<T extends string>({
  label,
  options,
  value,
  onChange,
  isPageWide = false,
}: SegmentedProps<T>) {
  const name = useId()
  const frame = useRef<HTMLFieldSetElement>(null)
  const [pressed, setPressed] = useState<{ from: T; to: T } | null>(null)
  const shown = pressed?.from === value ? pressed.to : value
  const choose = (to: T) => {
    if (!isPageWide) return onChange(to)
    setPressed({ from: value, to })
    afterPaint(() => onChange(to))
    // Refused, it falls back.
    setTimeout(() => setPressed(null), answerMs)
  }
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
            checked={option.value === shown}
            disabled={option.isDisabled}
            onChange={() => choose(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
