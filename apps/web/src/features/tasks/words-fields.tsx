import { readDay } from '@cg/domain/number/date-text'
import { Field, TextArea, TextInput } from '../../ui/field.tsx'

/* What is written in the dialogs of tasks and follow-ups: some lines, and a day. */

type WordsFieldProps = {
  label: string
  hint: string
  most: number
  text: string
  onText: (text: string) => void
}

/** Some lines that must be written. */
export function WordsField({ label, hint, most, text, onText }: WordsFieldProps) {
  return (
    <Field label={label} isRequired hint={hint}>
      {(control) => (
        <TextArea {...control} maxLength={most} value={text} onChange={(event) => onText(event.target.value)} />
      )}
    </Field>
  )
}

type DayFieldProps = {
  label: string
  text: string
  onText: (text: string) => void
  /** The first day that will do. */
  from: string
}

/** A day that is still to come, as a person writes it. */
export function DayField({ label, text, onText, from }: DayFieldProps) {
  return (
    <Field label={label} isRequired hint="如 2026-12-20" error={wrongDay(text, from)}>
      {(control) => (
        <TextInput {...control} maxLength={20} value={text} onChange={(event) => onText(event.target.value)} />
      )}
    </Field>
  )
}

/** What is wrong with a day that was typed; null of one that will do, and of nothing yet. */
export function wrongDay(text: string, from: string): string | null {
  if (text === '') return null
  const day = readDay(text)
  if (!day.ok) return day.reason
  return day.day < from ? '早于今天，请另定日期' : null
}
