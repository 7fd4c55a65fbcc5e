import type { FollowUp, FollowUpLedger } from '@cg/contract/follow-up'
import { readDay } from '@cg/domain/number/date-text'
import { formatDate } from '@cg/domain/number/number-format'
import { useMutation } from '@tanstack/react-query'
import { DraftLine } from '../../../shared/draft-line.tsx'
import { ProblemPanel } from '../../../shared/problem-panel.tsx'
import { readTexts, useDraft } from '../../../shared/use-draft.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Field, TextArea, TextInput } from '../../../ui/field.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { extend } from './queries.ts'

type ExtendDialogProps = {
  today: string
  item: FollowUp
  onLedger: (ledger: FollowUpLedger) => void
  onClose: () => void
}

const texts = ['dueOn', 'reason'] as const
const blank = { dueOn: '', reason: '' }

/** Puts off the day of an item; both days and the reason are kept. */
export function ExtendDialog({ today, item, onLedger, onClose }: ExtendDialogProps) {
  const draft = useDraft(`followup.${item.id}.${item.version}.extend`, blank, readTexts(texts))
  const { dueOn, reason } = draft.value
  const notify = useToast()
  const day = readDay(dueOn)
  const wrong = dueOn === '' ? null : day.ok ? wrongDay(day.day, { today, item }) : day.reason
  const send = useMutation({
    mutationFn: (to: string) => extend(item, { dueOn: to, reason: reason.trim() }),
    onSuccess: (next) => {
      draft.discard()
      notify(`第${item.id}号督办已延期`)
      onLedger(next)
    },
  })
  return (
    <Dialog
      isOpen
      title={`延期：第${item.id}号督办`}
      description="原来的期限、新的期限、原因、时间和经办人都保留备查，并告知责任单位。"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button
            kind="primary"
            isBusy={send.isPending}
            disabled={!day.ok || wrong !== null || reason.trim() === ''}
            onClick={() => day.ok && send.mutate(day.day)}
          >
            延期
          </Button>
        </>
      }
    >
      <p>{item.about}</p>
      <Field label="新的办结期限" isRequired hint={`原为${formatDate(item.dueOn)}`} error={wrong}>
        {(control) => (
          <TextInput
            {...control}
            maxLength={20}
            value={dueOn}
            onChange={(event) => draft.put({ dueOn: event.target.value, reason })}
          />
        )}
      </Field>
      <Field label="延期原因" isRequired>
        {(control) => (
          <TextArea
            {...control}
            maxLength={300}
            value={reason}
            onChange={(event) => draft.put({ dueOn, reason: event.target.value })}
          />
        )}
      </Field>
      <DraftLine draft={draft} what="延期" wordsOf={(kept) => kept.reason} />
      {send.error !== null && <ProblemPanel error={send.error} />}
    </Dialog>
  )
}

function wrongDay(day: string, { today, item }: Pick<ExtendDialogProps, 'today' | 'item'>): string | null {
  if (day < today) return '早于今天，请另定日期'
  return day <= item.dueOn ? `须晚于原来的${formatDate(item.dueOn)}` : null
}
