import type { ReminderPreview, Reminders } from '@cg/contract/review'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Select } from '../../ui/select.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { reminderPreviewQuery, remindersQuery, send } from './queries.ts'

type SendDialogProps = {
  reminders: Reminders
  /** Null: all who owe something. */
  reporter: { code: string; name: string } | null
  onClose: () => void
}

const byMail = 'mail'

/** Shows every message to the letter and sends them by one press. */
export function SendDialog({ reminders, reporter, onClose }: SendDialogProps) {
  const { ways, period } = reminders
  const [way, setWay] = useState(ways.mail ? byMail : (ways.robots[0]?.id ?? byMail))
  const robot = way === byMail ? undefined : way
  const asked = { period, reporter: reporter?.code, robot }
  const preview = useQuery(reminderPreviewQuery(asked))
  const client = useQueryClient()
  const notify = useToast()
  const sending = useMutation({
    mutationFn: (digest: string) => send({ ...asked, digest }),
    onSuccess: ({ reminders: after, sent, failed }) => {
      client.setQueryData(remindersQuery.queryKey, after)
      notify(
        failed.length === 0
          ? `已发出 ${sent} 条，并记入催报记录`
          : `发出 ${sent} 条，${failed.length} 条没有发出：${failed[0]?.error ?? ''}`,
        failed.length === 0 ? 'good' : 'near',
      )
      onClose()
    },
    onError: () => void preview.refetch(),
  })
  const count = preview.data?.posts.length ?? 0
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={reporter === null ? '发送催报' : `发送催报：${reporter.name}`}
      description="以下就是要发出的全部内容。发出后记入催报记录；同一段文字一天只向一处发一次。"
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button
            kind="primary"
            disabled={count === 0}
            isBusy={sending.isPending}
            onClick={() => preview.data !== undefined && sending.mutate(preview.data.digest)}
          >
            {count === 0 ? '没有可发的' : `发送 ${count} 条`}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Select
          caption="发到"
          value={way}
          onChange={setWay}
          options={[
            ...(ways.mail ? [{ value: byMail, label: '各单位联络员的邮箱' }] : []),
            ...ways.robots.map(({ id, name }) => ({ value: id, label: `工作群：${name}` })),
          ]}
        />
        {sending.error !== null && <p className="field-error">{sending.error.message}</p>}
        {preview.error !== null && <ProblemPanel error={preview.error} onRetry={() => void preview.refetch()} />}
        {preview.error === null && (preview.data === undefined ? <LoadingState /> : <Posts preview={preview.data} />)}
      </div>
    </Dialog>
  )
}

function Posts({ preview: { posts, alreadySent, withoutAddress, left } }: { preview: ReminderPreview }) {
  return (
    <>
      {withoutAddress.length > 0 && (
        <p>
          没有登记联络员邮箱，不发：{withoutAddress.join('、')}。可由各单位在“填报”页或管理员在“管理 →
          报送单位”登记，也可改发到工作群。
        </p>
      )}
      {alreadySent.length > 0 && <p>今天已发过同样的文字，不再发：{alreadySent.join('、')}。</p>}
      {left > 0 && (
        <p>
          一次最多发 {posts.length} 条，余下 {left} 条请在发完后再发。
        </p>
      )}
      {posts.map(({ to, subject, text }, at) => (
        <section key={`${to}|${text}`} className="reminder-post">
          <h3>
            {at + 1}. {to}
          </h3>
          {subject !== '' && <p>主题：{subject}</p>}
          <pre className="reminder-text" tabIndex={0} role="region" aria-label={`第 ${at + 1} 条的文字（可滚动）`}>
            {text}
          </pre>
        </section>
      ))}
    </>
  )
}
