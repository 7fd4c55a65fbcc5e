import { followUpTextLimits } from '@cg/contract/follow-up'
import type { FollowUp, FollowUpLedger } from '@cg/contract/follow-up'
import { readDay } from '@cg/domain/number/date-text'
import { useMutation } from '@tanstack/react-query'
import { DraftLine } from '../../../shared/draft-line.tsx'
import { ProblemPanel } from '../../../shared/problem-panel.tsx'
import { readTexts, useDraft } from '../../../shared/use-draft.ts'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { useToast } from '../../../ui/toast.tsx'
import { DayField, WordsField, wrongDay } from '../words-fields.tsx'
import { answer } from './queries.ts'

type AnswerDialogProps = {
  item: FollowUp
  today: string
  onLedger: (ledger: FollowUpLedger) => void
  onClose: () => void
}

const texts = ['reason', 'measures', 'expectedOn'] as const

/** 原因, 措施, 预计完成: what whom it went to says. */
export function AnswerDialog({ item, today, onLedger, onClose }: AnswerDialogProps) {
  const said = { reason: item.reason, measures: item.measures, expectedOn: item.expectedOn ?? '' }
  const draft = useDraft(`followup.answer.${item.id}.${item.version}`, said, readTexts(texts))
  const notify = useToast()
  const typed = draft.value
  const day = readDay(typed.expectedOn)
  const send = useMutation({
    mutationFn: () => answer(item, { ...typed, expectedOn: day.ok ? day.day : typed.expectedOn }),
    onSuccess: (next) => {
      draft.discard()
      notify('已回复，待市产改办认定')
      onLedger(next)
    },
  })
  const put = (change: Partial<typeof said>) => draft.put({ ...typed, ...change })
  const isShort = [typed.reason, typed.measures].some((text) => text.trim().length < followUpTextLimits.least)
  const returned = item.state === 'returned' ? item.steps.findLast(({ action }) => action === 'return') : undefined
  return (
    <Dialog
      isOpen
      title={`回复：第${item.id}号督办`}
      description={item.about}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button
            kind="primary"
            isBusy={send.isPending}
            disabled={isShort || !day.ok || wrongDay(typed.expectedOn, today) !== null}
            onClick={() => send.mutate()}
          >
            报送回复
          </Button>
        </>
      }
    >
      <p>要求：{item.requirement}</p>
      {returned !== undefined && <p className="follow-up-returned">退回意见：{returned.note}</p>}
      {(
        [
          ['reason', '原因'],
          ['measures', '措施'],
        ] as const
      ).map(([key, label]) => (
        <WordsField
          key={key}
          label={label}
          hint={`至少${followUpTextLimits.least}个字`}
          most={followUpTextLimits.most}
          text={typed[key]}
          onText={(text) => put({ [key]: text })}
        />
      ))}
      <DayField
        label="预计完成日期"
        text={typed.expectedOn}
        onText={(expectedOn) => put({ expectedOn })}
        from={today}
      />
      <DraftLine draft={draft} what="回复" wordsOf={({ reason }) => reason} />
      {send.error !== null && <ProblemPanel error={send.error} />}
    </Dialog>
  )
}
