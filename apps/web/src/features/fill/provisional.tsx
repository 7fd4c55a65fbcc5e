import type { FormParams, SubmissionFact } from '@cg/contract/entry'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Checkbox, Field, TextInput } from '../../ui/field.tsx'
import { setFinalBy } from './queries.ts'

type ProvisionalProps = { submission: SubmissionFact; params: FormParams; onChanged: () => void }

/** Says of a form in hand that its figures are 快报, or that they are final now. */
export function Provisional({ submission, params, onChanged }: ProvisionalProps) {
  const [isOpen, setOpen] = useState(false)
  if (submission.version === 0 || !submission.allowedActions.includes('save')) return null
  return (
    <>
      <Button kind="quiet" onClick={() => setOpen(true)}>
        {submission.finalBy === null ? '快报数…' : '正式数…'}
      </Button>
      {isOpen && (
        <ProvisionalDialog
          submission={submission}
          params={params}
          onClose={() => setOpen(false)}
          onChanged={() => {
            setOpen(false)
            onChanged()
          }}
        />
      )}
    </>
  )
}

type ProvisionalDialogProps = ProvisionalProps & { onClose: () => void }

function ProvisionalDialog({ submission, params, onClose, onChanged }: ProvisionalDialogProps) {
  const [day, setDay] = useState(submission.finalBy ?? '')
  const save = useMutation({
    mutationFn: (finalBy: string | null) => setFinalBy(params, submission.version, finalBy),
    onSuccess: onChanged,
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="本表是快报数"
      description="正式数还没有出来时，先报快报数。发布会注明含快报数；正式数报送后，由产改办按“快报转正式数”更正发布。"
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          {submission.finalBy !== null && (
            <Button isBusy={save.isPending} onClick={() => save.mutate(null)}>
              现在填的是正式数
            </Button>
          )}
          <Button kind="primary" disabled={day === ''} isBusy={save.isPending} onClick={() => save.mutate(day)}>
            {submission.finalBy === null ? '标为快报数' : '改日期'}
          </Button>
        </>
      }
    >
      <Field label="正式数预计报送日期" isRequired error={save.error?.message}>
        {(control) => (
          <TextInput {...control} type="date" value={day} onChange={(event) => setDay(event.target.value)} />
        )}
      </Field>
    </Dialog>
  )
}

type ProvisionalChoiceProps = { day: string | null; onChange: (day: string | null) => void }

/** While submitting: whether the whole form is 快报, and until when. */
export function ProvisionalChoice({ day, onChange }: ProvisionalChoiceProps) {
  return (
    <>
      <Checkbox
        label="整张表是快报数，正式数以后补报"
        checked={day !== null}
        onChange={(event) => onChange(event.target.checked ? '' : null)}
      />
      {day !== null && (
        <Field label="正式数预计报送日期" isRequired hint="发布时注明含快报数，到期前三天起提醒您补报正式数。">
          {(control) => (
            <TextInput {...control} type="date" value={day} onChange={(event) => onChange(event.target.value)} />
          )}
        </Field>
      )}
    </>
  )
}
