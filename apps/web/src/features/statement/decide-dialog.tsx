import { statementActionNames } from '@cg/contract/statement'
import type { Statement, StatementBoard, StatementDecision } from '@cg/contract/statement'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { useToast } from '../../ui/toast.tsx'
import { decide } from './queries.ts'
import { SaidWords } from './said-words.tsx'

export type Asked = { readonly item: Statement; readonly action: StatementDecision }

type DecideProps = { asked: Asked; onBoard: (board: StatementBoard) => void; onClose: () => void }

/** Asks for the reason of everything but accepting, and says what follows. */
export function DecideDialog({ asked, onBoard, onClose }: DecideProps) {
  const [note, setNote] = useState('')
  const notify = useToast()
  const { item, action } = asked
  const act = useMutation({
    mutationFn: () => decide(item, action, note),
    onSuccess: (board) => {
      onBoard(board)
      notify(`说明已${statementActionNames[action]}`)
      onClose()
    },
  })
  const needsNote = action !== 'accept'
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`${statementActionNames[action]}：${item.unitName}${item.indicatorName}`}
      description={follows[action]}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button
            kind="primary"
            isBusy={act.isPending}
            disabled={needsNote && note.trim() === ''}
            onClick={() => act.mutate()}
          >
            {statementActionNames[action]}
          </Button>
        </>
      }
    >
      <SaidWords item={item} />
      <Field label={needsNote ? '原因' : '意见'} isRequired={needsNote}>
        {(control) => (
          <TextArea {...control} maxLength={300} value={note} onChange={(event) => setNote(event.target.value)} />
        )}
      </Field>
      {act.error !== null && <ProblemPanel error={act.error} />}
    </Dialog>
  )
}

const follows: Readonly<Record<StatementDecision, string>> = {
  accept: '采纳后随本季度的发布一并公布，发布后不再改变。',
  return: '退回牵头部门，由其修改后再报。',
  withdraw: '撤回后不再审核，可以另写一条。',
  revoke: '撤销后下一次发布不再列出；已发布的不变，需要改变的请作更正发布。',
}
