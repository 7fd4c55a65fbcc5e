import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field, TextArea } from '../ui/field.tsx'
import { useToast } from '../ui/toast.tsx'
import { DraftLine, itself } from './draft-line.tsx'
import { ProblemPanel } from './problem-panel.tsx'
import { readText, useDraft } from './use-draft.ts'

type ReasonDialogProps<Reply> = {
  title: string
  /** What follows from it. */
  description: string
  /** 退回: on the button, and in the label of the reason. */
  verb: string
  /** Of the reason, where 退回原因 would not say it. */
  label?: string
  /** Of the text typed and not yet sent: act and thing, the same for nothing else. */
  draftPlace: string
  /** Characters of the reason, at least; 0: it may be left out. */
  least?: number
  most?: number
  isDanger?: boolean
  act: (reason: string) => Promise<Reply>
  /** Said once it is done. */
  doneWords: string
  onDone: (reply: Reply) => unknown
  onClose: () => void
  /** What it is done to. */
  children?: ReactNode
}

/** Asks for the reason of an act that leaves one beside it. A refusal is said here, and what was typed stays. */
export function ReasonDialog<Reply>(props: ReasonDialogProps<Reply>) {
  const { title, description, verb, least = 1, most = 300, isDanger = false, children, onClose } = props
  const draft = useDraft(`reason.${props.draftPlace}`, '', readText)
  const reason = draft.value
  const notify = useToast()
  const act = useMutation({
    mutationFn: () => props.act(reason.trim()),
    onSuccess: async (reply) => {
      draft.drop()
      await props.onDone(reply)
      notify(props.doneWords)
      onClose()
    },
  })
  const isShort = reason.trim().length < least
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button
            kind={isDanger ? 'danger' : 'primary'}
            isBusy={act.isPending}
            disabled={isShort}
            onClick={() => act.mutate()}
          >
            {isShort && least > 1 ? `原因至少 ${least} 个字` : verb}
          </Button>
        </>
      }
    >
      {children}
      <Field
        label={props.label ?? (least === 0 ? `${verb}意见` : `${verb}原因`)}
        isRequired={least > 0}
        hint={least === 0 ? '可以不填' : undefined}
      >
        {(control) => (
          <TextArea {...control} maxLength={most} value={reason} onChange={(event) => draft.put(event.target.value)} />
        )}
      </Field>
      <DraftLine draft={draft} wordsOf={itself} />
      {act.error !== null && <ProblemPanel error={act.error} />}
    </Dialog>
  )
}
