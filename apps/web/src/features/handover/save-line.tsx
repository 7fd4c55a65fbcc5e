import type { Handover, HandoverMapping } from '@cg/contract/handover'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Draft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { handoverQuery, save } from './queries.ts'

/** Changes count once they are saved, as a new version with a word of what was changed. */
export function SaveLine({ data, draft }: { data: Handover; draft: Draft<HandoverMapping> }) {
  const [note, setNote] = useState('')
  const notify = useToast()
  const queryClient = useQueryClient()
  const { code } = data.release
  const saving = useMutation({
    mutationFn: () => save(code, { base: data.version, note: note.trim(), mapping: draft.value }),
    onSuccess: (reply) => {
      draft.drop(reply.mapping)
      queryClient.removeQueries({ queryKey: ['handover'], predicate: ({ queryKey }) => queryKey[1] !== code })
      queryClient.setQueryData(handoverQuery(code).queryKey, reply)
      notify(`已保存为第${reply.version}版。`)
    },
  })
  return (
    <form
      className="handover-save"
      onSubmit={(event) => {
        event.preventDefault()
        saving.mutate()
      }}
    >
      <Field label="这次改了什么" isRequired error={saving.error?.message}>
        {(control) => (
          <TextInput
            {...control}
            required
            minLength={2}
            maxLength={200}
            autoComplete="off"
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <Button kind="primary" type="submit" isBusy={saving.isPending} disabled={note.trim().length < 2}>
        保存为第{data.version + 1}版
      </Button>
      <Button onClick={draft.discard}>放弃改动</Button>
    </form>
  )
}
