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

/** Where the row is wider than its place the chosen part is brought into sight; scrollIntoView would move the page too. */
function showChosen(frame: HTMLElement | null): void {
  const chosen = frame?.querySelector<HTMLElement>('input:checked + span')
  if (!frame || !chosen) return
  const [outer, inner] = [frame.getBoundingClientRect(), chosen.getBoundingClientRect()]
  if (inner.right > outer.right) frame.scrollLeft += inner.right - outer.right
  if (inner.left < outer.left) frame.scrollLeft -= outer.left - inner.left
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
  useEffect(() => {
    // In the frame that lays the page out anyway: asked for now, all of a long page would be laid out in the task that made it.
    const request = requestAnimationFrame(() => showChosen(frame.current))
    return () => cancelAnimationFrame(request)
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
