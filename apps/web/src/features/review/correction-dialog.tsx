import type { FormParams } from '@cg/contract/entry'
import { correctionReasonNames, correctionReasons } from '@cg/contract/publish'
import type { CorrectionRequest } from '@cg/contract/publish'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { DraftLine, itself } from '../../shared/draft-line.tsx'
import { readText, useDraft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { placeWords } from './cell-place.ts'
import type { CellPlace } from './cell-place.ts'
import { draftPlace } from './draft-place.ts'
import { reopen } from './queries.ts'

type ReasonClass = CorrectionRequest['reasonClass']
type CorrectionDialogProps = {
  params: FormParams
  cells: readonly CellPlace[]
  onSent: () => void
  onClose: () => void
}

const minReason = 6

/** Opens cells of a published form again; the release stays as it is until a corrected one is published. */
export function CorrectionDialog({ params, cells, onSent, onClose }: CorrectionDialogProps) {
  const [reasonClass, setReasonClass] = useState<ReasonClass>('error')
  const draft = useDraft(draftPlace(params, 'correction'), '', readText)
  const reason = draft.value
  const queryClient = useQueryClient()
  const notify = useToast()
  const send = useMutation({
    mutationFn: () =>
      reopen(params.period, {
        form: params.form,
        reporter: params.reporter,
        reasonClass,
        reason: reason.trim(),
        cells: cells.map(({ row, unit }) => ({ item: row.item, unit: unit.code, breakdown: row.breakdown })),
      }),
    onSuccess: async () => {
      notify(`已重新打开 ${cells.length} 格，请填报单位更正后再次提交`)
      draft.drop()
      onSent()
      onClose()
      await queryClient.invalidateQueries({ queryKey: ['review'] })
    },
  })
  const isShort = reason.trim().length < minReason
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`更正已发布的 ${cells.length} 格`}
      description="填报单位只能改这些格。改好、审核通过并发布更正版之前，现行发布保持不变。"
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button kind="primary" disabled={isShort} isBusy={send.isPending} onClick={() => send.mutate()}>
            {isShort ? `原因至少 ${minReason} 个字` : '重新打开这些格'}
          </Button>
        </>
      }
    >
      <ul className="return-list">
        {cells.map((cell) => (
          <li key={placeWords(cell)}>{placeWords(cell)}</li>
        ))}
      </ul>
      <div className="stack">
        <Field label="更正类别">
          {(control) => (
            <select
              {...control}
              className="select"
              value={reasonClass}
              onChange={(event) => setReasonClass(classOf(event.target.value))}
            >
              {correctionReasons.map((one) => (
                <option key={one} value={one}>
                  {correctionReasonNames[one]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label="更正原因" isRequired hint="记入办理记录与审计" error={send.error?.message}>
          {(control) => (
            <TextArea
              {...control}
              rows={2}
              maxLength={500}
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

function classOf(text: string): ReasonClass {
  return correctionReasons.find((one) => one === text) ?? 'error'
}
