import type { NoticeTest } from '@cg/contract/notice'
import { useMutation } from '@tanstack/react-query'
import { Button } from '../../../ui/button.tsx'
import { StatusMark } from '../../../ui/status-chip.tsx'
import { sendTest } from './queries.ts'

type TestButtonProps = { test: NoticeTest; isDisabled?: boolean }

/** Sends one message as saved, and shows what the other server answered. */
export function TestButton({ test, isDisabled = false }: TestButtonProps) {
  const send = useMutation({ mutationFn: () => sendTest(test) })
  return (
    <>
      <Button disabled={isDisabled} isBusy={send.isPending} onClick={() => send.mutate()}>
        发送测试消息
      </Button>
      {send.data !== undefined && !send.isPending && (
        <p className="notice-answer" role="status">
          <StatusMark tone={send.data.isSent ? 'good' : 'late'} /> {send.data.isSent ? '对方已接受' : '没有发出'}：
          {send.data.answer}
        </p>
      )}
      {send.error !== null && (
        <p className="admin-error" role="alert">
          {send.error.message}
        </p>
      )}
    </>
  )
}
