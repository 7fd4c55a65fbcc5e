import { threadLimits } from '@cg/contract/thread'
import type { ThreadPerson } from '@cg/contract/thread'
import { useRef } from 'react'
import { Button } from '../ui/button.tsx'
import { Field, TextArea } from '../ui/field.tsx'
import { DraftLine } from './draft-line.tsx'
import { callOn, offered, unmatched } from './mention.ts'
import type { Written } from './mention.ts'
import type { Draft } from './use-draft.ts'

type RemarkFieldProps = {
  label: string
  word: string
  people: readonly ThreadPerson[]
  draft: Draft<Written>
  error: string | undefined
  isBusy: boolean
  onSend: () => void
  onCancel?: () => void
}

/** A text with the people it calls on: an @ offers those who may read the form, and nobody else. */
export function RemarkField({ label, word, people, draft, error, isBusy, onSend, onCancel }: RemarkFieldProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const written = draft.value
  const choices = offered(written, people)
  const lost = unmatched(written, people)
  const choose = (next: Written) => {
    draft.put(next)
    area.current?.focus()
  }
  return (
    <div className="remark-field">
      <Field label={label} error={error} hint={hintOf(people, choices.length > 0 ? [] : lost)}>
        {(control) => (
          <TextArea
            {...control}
            ref={area}
            rows={2}
            maxLength={threadLimits.mostText}
            value={written.text}
            onChange={(event) => draft.put({ ...written, text: event.target.value })}
          />
        )}
      </Field>
      {choices.length > 0 && (
        <div className="remark-people" role="group" aria-label="提到谁">
          {choices.map((person) => (
            <button
              key={person.id}
              type="button"
              className="remark-person"
              onClick={() => choose(callOn(written, person))}
            >
              {person.name} <small>{person.body}</small>
            </button>
          ))}
        </div>
      )}
      <DraftLine draft={draft} wordsOf={({ text }) => text} />
      <div className="remark-buttons">
        <Button kind="primary" disabled={written.text.trim() === ''} isBusy={isBusy} onClick={onSend}>
          {word}
        </Button>
        {choices.length === 0 && people.length > 0 && (
          <Button onClick={() => choose({ ...written, text: `${written.text}@` })}>@ 提到谁</Button>
        )}
        {onCancel !== undefined && (
          <Button kind="quiet" onClick={onCancel}>
            取消
          </Button>
        )}
      </div>
    </div>
  )
}

function hintOf(people: readonly ThreadPerson[], lost: readonly string[]): string | undefined {
  if (lost.length > 0) return `“@${lost.join('”“@')}”没有从名单中选人，对方收不到提醒。`
  return people.length === 0 ? '现在除您以外，没有别的账号能查看这张表。' : undefined
}
