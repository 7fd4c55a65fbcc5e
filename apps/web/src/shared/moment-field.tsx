import { fromTimeField, toTimeField } from '../lib/china-time.ts'
import { Field, TextInput } from '../ui/field.tsx'

type MomentFieldProps = {
  label: string
  isRequired?: boolean
  hint?: string | undefined
  error?: string | undefined
  /** An instant; '' while none is chosen. */
  value: string
  onChange: (instant: string) => void
}

/** A day and an hour in Beijing time, wherever the browser is. */
export function MomentField({ label, isRequired = true, hint, error, value, onChange }: MomentFieldProps) {
  return (
    <Field label={label} isRequired={isRequired} hint={hint} error={error}>
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
