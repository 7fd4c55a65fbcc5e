import type { FormParams } from '@cg/contract/entry'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { MomentField } from '../../shared/moment-field.tsx'
import { DraftLine, itself } from '../../shared/draft-line.tsx'
import { readText, useDraft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { draftPlace } from './draft-place.ts'
import { threeDaysOn } from './extension-dialog.tsx'
import { admit } from './queries.ts'

type SupplementDialogProps = { params: FormParams; what: string; isSent: boolean; onClose: () => void }

const minReason = 6

/** 补报: opens a form again that the publication left out; the release stays as it is until a correction is published. */
export function SupplementDialog({ params, what, isSent, onClose }: SupplementDialogProps) {
  const [until, setUntil] = useState(() => threeDaysOn(new Date().toISOString()))
  const draft = useDraft(draftPlace(params, 'supplement'), '', readText)
  const reason = draft.value
  const queryClient = useQueryClient()
  const notify = useToast()
  const grant = useMutation({
    mutationFn: () => admit(params, { dueAt: until, reason: reason.trim() }),
    onSuccess: async ({ submission: after }) => {
      draft.drop()
      notify(isSent ? '已准予补报，请审核' : `已准予补报，可填到 ${formatDateTime(after.dueAt)}`)
      await queryClient.invalidateQueries({ queryKey: ['review'] })
      onClose()
    },
  })
  const isShort = reason.trim().length < minReason
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="准予补报"
      description={what}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button
            kind="primary"
            disabled={isShort || until === ''}
            isBusy={grant.isPending}
            onClick={() => grant.mutate()}
          >
            {isShort ? `原因至少 ${minReason} 个字` : '准予补报'}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>
          {isSent
            ? '本表已报送，准予后即可审核。审核通过后随下一次更正发布；在此之前现行发布保持不变。'
            : '准予后填报单位可以继续填报、报送。审核通过后随下一次更正发布；在此之前现行发布保持不变。'}
        </p>
        <MomentField
          label="补报至（北京时间）"
          hint="发布早于本表截止时间的，在此之前报送不算迟报；发布前已逾期的，仍算迟报"
          value={until}
          onChange={setUntil}
        />
        <Field label="补报原因" isRequired hint="填报人会看到，并记入办理记录与审计" error={grant.error?.message}>
          {(control) => (
            <TextArea
              {...control}
              rows={2}
              maxLength={200}
              value={reason}
              onChange={(event) => draft.put(event.target.value)}
            />
          )}
        </Field>
        <DraftLine draft={draft} wordsOf={itself} />
      </div>
    </Dialog>
  )
}
