import { fromTimeField, toTimeField } from '../lib/china-time.ts'
import { Field, TextInput } from '../ui/field.tsx'
import { momentWords, useSpecialDays } from './special-days.ts'

type MomentFieldProps = {
  label: string
  isRequired?: boolean
  hint?: string | undefined
  error?: string | undefined
  /** An instant; '' while none is chosen. */
  value: string
  onChange: (instant: string) => void
}

/** A day and an hour in Beijing time, wherever the browser is; says whether people are at work on it. */
export function MomentField({ label, isRequired = true, hint, error, value, onChange }: MomentFieldProps) {
  const words = momentWords(value, useSpecialDays())
  return (
    <Field label={label} isRequired={isRequired} hint={[words, hint].filter(Boolean).join('。')} error={error}>
      {(control) => (
        <TextInput
          {...control}
          type="datetime-local"
          value={value === '' ? '' : toTimeField(value)}
          onChange={({ target }) => onChange(target.value === '' ? '' : fromTimeField(target.value))}
        />
      )}
    </Field>
  )
}
