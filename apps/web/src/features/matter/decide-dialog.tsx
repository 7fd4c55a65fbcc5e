import { matterActionNames } from '@cg/contract/matter'
import type { Matter, MatterAction } from '@cg/contract/matter'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { decide, mattersQuery } from './queries.ts'

type Asked = { item: Matter; action: MatterAction }

/** Asks for the reason of everything but accepting, and says what follows. */
export function DecideDialog({ asked, onClose }: { asked: Asked | null; onClose: () => void }) {
  const [note, setNote] = useState('')
  const client = useQueryClient()
  const notify = useToast()
  const act = useMutation({
    mutationFn: ({ item, action }: Asked) => decide(item, action, note),
    onSuccess: (list, { action }) => {
      client.setQueryData(mattersQuery.queryKey, list)
      notify(`事项已${matterActionNames[action]}`)
      setNote('')
      onClose()
    },
  })
  if (asked === null) return null
  const { item, action } = asked
  const needsNote = action !== 'accept'
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`${matterActionNames[action]}：${item.unitName}${item.kindName}`}
      description={follows[action]}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button
            kind="primary"
            isBusy={act.isPending}
            disabled={needsNote && note.trim() === ''}
            onClick={() => act.mutate(asked)}
          >
            {matterActionNames[action]}
          </Button>
        </>
      }
    >
      <p>
        {item.what}
        <br />
        证明材料：{item.evidence}
      </p>
      <Field label={needsNote ? '原因' : '意见'} isRequired={needsNote}>
        {(control) => (
          <TextArea {...control} maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} />
        )}
      </Field>
      {act.error !== null && <ProblemPanel error={act.error} />}
    </Dialog>
  )
}

const follows: Readonly<Record<MatterAction, string>> = {
  accept: '采纳后从下一次发布起计入得分。',
  return: '退回报送部门，由其补充或更正后再报。',
  withdraw: '撤回后不再审核。',
  revoke: '撤销后下一次发布不再计入；已发布的季度不变，需要改变的请作更正发布。',
}
