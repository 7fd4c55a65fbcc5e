import type { Yardstick } from '@cg/contract/yardstick'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { withdraw, yardsticksQuery } from './queries.ts'

type WithdrawDialogProps = { item: Yardstick | null; onClose: () => void }

/** Takes a figure out of the releases to come; the reason stays beside it. */
export function WithdrawDialog({ item, onClose }: WithdrawDialogProps) {
  const [reason, setReason] = useState('')
  const client = useQueryClient()
  const notify = useToast()
  const leave = useMutation({
    mutationFn: (id: number) => withdraw(id, reason),
    onSuccess: (list) => {
      client.setQueryData(yardsticksQuery.queryKey, list)
      notify('参照已撤回，下一次发布起不再使用')
      setReason('')
      onClose()
    },
  })
  return (
    <Dialog
      isOpen={item !== null}
      onClose={onClose}
      title="撤回外部参照"
      {...(item === null
        ? {}
        : { description: `${item.indicatorName}，${item.name}，${item.period}。已发布的季度仍保留它。` })}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button
            kind="primary"
            isBusy={leave.isPending}
            disabled={reason.trim() === ''}
            onClick={() => item !== null && leave.mutate(item.id)}
          >
            撤回
          </Button>
        </>
      }
    >
      <Field label="原因" isRequired>
        {(control) => <TextArea {...control} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      {leave.error !== null && <ProblemPanel error={leave.error} />}
    </Dialog>
  )
}
