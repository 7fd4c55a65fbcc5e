import { useState } from 'react'
import { TextInput } from '../../ui/field.tsx'

type NumberBoxProps = {
  label: string
  value: number | undefined
  /** Undefined: the field was emptied; only called so when `isOptional`. */
  onChange: (value: number | undefined) => void
  isOptional?: boolean
  isReadOnly?: boolean
  min?: number
  hasLabel?: boolean
}

const plain = /^[+-]?(\d+\.?\d*|\.\d+)$/

/** The number typed; null when it is none. Full-width digits are read as digits. */
export function readNumber(text: string): number | null {
  const ascii = text.trim().normalize('NFKC')
  return plain.test(ascii) ? Number(ascii) : null
}

/** A number with its words. What is no number stays on screen, is marked, and changes nothing. */
export function NumberBox({
  label,
  value,
  onChange,
  isOptional = false,
  isReadOnly = false,
  min,
  hasLabel = true,
}: NumberBoxProps) {
  const [text, setText] = useState(value === undefined ? '' : String(value))
  const [known, setKnown] = useState(value)
  if (value !== known) {
    setKnown(value)
    if (readNumber(text) !== (value ?? null)) setText(value === undefined ? '' : String(value))
  }
  const number = readNumber(text)
  const isWrong = text.trim() === '' ? !isOptional : number === null || (min !== undefined && number < min)
  const input = (
    <TextInput
      className="scheme-number"
      inputMode="decimal"
      aria-label={label}
      aria-invalid={isWrong || undefined}
      title={isWrong ? `${label}：请填写${min === undefined ? '' : `不小于${min}的`}数字` : undefined}
      readOnly={isReadOnly}
      value={text}
      onChange={(event) => {
        setText(event.target.value)
        const next = readNumber(event.target.value)
        if (next !== null && (min === undefined || next >= min)) onChange(next)
        else if (isOptional && event.target.value.trim() === '') onChange(undefined)
      }}
    />
  )
  if (!hasLabel) return input
  return (
    <label className="scheme-param">
      <span>{label}</span>
      {input}
    </label>
  )
}
