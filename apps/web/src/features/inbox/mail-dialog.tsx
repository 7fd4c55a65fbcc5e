import type { MailChoice } from '@cg/contract/notice'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { DraftLine, itself } from '../../shared/draft-line.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { readText, useDraft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Checkbox, Field, TextInput } from '../../ui/field.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { choose, mailChoiceQuery } from './queries.ts'

/** The account's own address, and whether it is told by mail. */
export function MailDialog({ onClose }: { onClose: () => void }) {
  const { data, error, refetch } = useQuery(mailChoiceQuery)
  if (data !== undefined) return <ChoiceDialog choice={data} onClose={onClose} />
  return (
    <Dialog isOpen onClose={onClose} title="邮件提醒">
      {error === null ? <LoadingState /> : <ProblemPanel error={error} onRetry={() => void refetch()} />}
    </Dialog>
  )
}

function ChoiceDialog({ choice, onClose }: { choice: MailChoice; onClose: () => void }) {
  const draft = useDraft('inbox.mail', choice.address, readText)
  const [isOn, setOn] = useState(choice.isOn)
  const client = useQueryClient()
  const notify = useToast()
  const save = useMutation({
    mutationFn: () => choose({ address: draft.value.trim(), isOn }),
    onSuccess: (next) => {
      draft.drop()
      client.setQueryData(mailChoiceQuery.queryKey, next)
      notify(next.isOn ? '已开启邮件提醒' : '已关闭邮件提醒')
      onClose()
    },
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="邮件提醒"
      description="有新消息时另发一封邮件，写明是什么事并附链接。邮件中没有报表数字，已在平台读过的不再发。"
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button
            kind="primary"
            disabled={draft.value.trim() === ''}
            isBusy={save.isPending}
            onClick={() => save.mutate()}
          >
            保存
          </Button>
        </>
      }
    >
      <div className="stack">
        {!choice.isOffered && (
          <p className="inbox-hint" role="status">
            系统管理员还没有启用邮件。可以先填好邮箱，启用以后开始发。
          </p>
        )}
        <Field label="邮箱地址" error={save.error?.message}>
          {(control) => (
            <TextInput
              {...control}
              type="email"
              autoComplete="email"
              maxLength={160}
              value={draft.value}
              onChange={(event) => draft.put(event.target.value)}
            />
          )}
        </Field>
        <DraftLine draft={draft} wordsOf={itself} />
        <Checkbox label="用邮件提醒我" checked={isOn} onChange={(event) => setOn(event.target.checked)} />
      </div>
    </Dialog>
  )
}
