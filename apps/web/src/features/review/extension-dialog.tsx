import type { FormParams } from '@cg/contract/entry'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fromTimeField, toTimeField } from '../../lib/china-time.ts'
import { MomentField } from '../../shared/moment-field.tsx'
import { DraftLine, itself } from '../../shared/draft-line.tsx'
import { readText, useDraft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Checkbox, Field, TextInput } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { draftPlace } from './draft-place.ts'
import { extend } from './queries.ts'

type ExtensionDialogProps = {
  params: FormParams
  dueAt: string
  /** What the same reporter still owes besides. */
  others?: readonly { form: string; formName: string; dueAt: string }[]
  onClose: () => void
}

/** A later deadline for this form, or for all that the reporter owes, with the reason the reporter will read. */
export function ExtensionDialog({ params, dueAt, others = [], onClose }: ExtensionDialogProps) {
  const [isForAll, setForAll] = useState(false)
  const [until, setUntil] = useState(() => threeDaysOn(dueAt))
  const draft = useDraft(draftPlace(params, 'extension'), '', readText)
  const reason = draft.value
  const queryClient = useQueryClient()
  const notify = useToast()
  const grant = useMutation({
    mutationFn: () =>
      extend(params, {
        dueAt: until,
        reason: reason.trim(),
        ...(also.length > 0 ? { also: also.map(({ form }) => form) } : {}),
      }),
    onSuccess: async ({ submission: after }) => {
      draft.drop()
      notify(`${also.length > 0 ? `${also.length + 1} 张表` : ''}已延期至 ${formatDateTime(after.dueAt)}`)
      await queryClient.invalidateQueries({ queryKey: ['review'] })
      onClose()
    },
  })
  // A form that has more time already keeps it.
  const sooner = others.filter((one) => until !== '' && Date.parse(one.dueAt) < Date.parse(until))
  const also = isForAll ? sooner : []
  const isReady = until !== '' && reason.trim().length >= 2
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="延长这张表的报送期限"
      description={`现在的期限：${formatDateTime(dueAt)}。只对这一个填报单位有效。`}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button kind="primary" disabled={!isReady} isBusy={grant.isPending} onClick={() => grant.mutate()}>
            同意延期
          </Button>
        </>
      }
    >
      <div className="stack">
        <MomentField
          label="延期至（北京时间）"
          hint="在此之前首次报送的不算迟报；已显示逾期的不再逾期"
          value={until}
          onChange={setUntil}
        />
        <Field label="原因" isRequired hint="填报人会看到，如“需与省级系统核对”" error={grant.error?.message}>
          {(control) => (
            <TextInput
              {...control}
              maxLength={200}
              value={reason}
              onChange={(event) => draft.put(event.target.value)}
            />
          )}
        </Field>
        <DraftLine draft={draft} wordsOf={itself} />
        {sooner.length > 0 && (
          <Checkbox
            label={`该单位未报送的其他 ${sooner.length} 张表一并延期：${sooner.map(({ formName }) => formName).join('、')}`}
            checked={isForAll}
            onChange={(event) => setForAll(event.target.checked)}
          />
        )}
      </div>
    </Dialog>
  )
}

const dayMs = 86_400_000

/** Three days after the deadline or after today, whichever is later, at six in the evening in Beijing. */
export function threeDaysOn(dueAt: string): string {
  const base = Math.max(Date.parse(dueAt), Date.now())
  return fromTimeField(`${toTimeField(new Date(base + 3 * dayMs).toISOString()).slice(0, 10)}T18:00`)
}
