import './field.css'
import { useId } from 'react'
import type { ComponentProps, ReactNode } from 'react'

type FieldProps = {
  label: string
  hint?: ReactNode
  error?: string | null | undefined
  isRequired?: boolean
  /** Receives the ids that tie the control to its label, hint and error. */
  children: (control: {
    id: string
    'aria-describedby': string | undefined
    'aria-invalid': true | undefined
  }) => ReactNode
}

/** Label above, control, then hint and error. The error names what to do and is read out with the control. */
export function Field({ label, hint, error, isRequired = false, children }: FieldProps) {
  const id = useId()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">
        {label}
        {isRequired && (
          <span className="field-required" aria-label="必填">
            *
          </span>
        )}
      </label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

export function TextInput(props: ComponentProps<'input'>) {
  return <input type="text" {...props} className={['input', props.className].filter(Boolean).join(' ')} />
}

export function TextArea(props: ComponentProps<'textarea'>) {
  return <textarea rows={3} {...props} className={['input', 'textarea', props.className].filter(Boolean).join(' ')} />
}

/** A tick box with its words; the words are part of the target. */
export function Checkbox({ label, ...rest }: Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode }) {
  return (
    <label className="checkbox">
      <input {...rest} type="checkbox" />
      <span>{label}</span>
    </label>
  )
}
