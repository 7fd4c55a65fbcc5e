import './inbox.css'
import { messagesPerPage } from '@cg/contract/inbox'
import type { Inbox, InboxMessage } from '@cg/contract/inbox'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { unreadQuery } from '../../shared/inbox.ts'
import { kinds } from '../../shared/message-kinds.ts'
import { hasRole, useMe } from '../../shared/session.ts'
import { useTitle } from '../../shared/use-title.ts'
import { WholeWords } from '../../shared/whole-words.tsx'
import { Button } from '../../ui/button.tsx'
import { PageHead } from '../../ui/page.tsx'
import { Pagination } from '../../ui/pagination.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { useToast } from '../../ui/toast.tsx'
import { daysOf } from './days.ts'
import type { Day } from './days.ts'
import { MailDialog } from './mail-dialog.tsx'
import { inboxQuery, mark } from './queries.ts'

/** 消息: what concerns the person, by day, each with the way to where the work is done. */
export function InboxPage() {
  useTitle('消息')
  const { only, page = 1 } = useSearch({ from: '/signed-in/inbox' })
  const query = useQuery({ ...inboxQuery(only, page), placeholderData: keepPreviousData })
  const { data, error, refetch } = query
  const { read, isBusy } = useMark()
  const navigate = useNavigate({ from: '/inbox' })
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <>
      <PageHead
        title={<WholeWords text={headline(data)} words={[]} />}
        subtitle="最近半年与您有关的事项；期限提醒在办完后自动消失"
        meta={<Tools only={only} unread={data.unread} isBusy={isBusy} onAll={() => read(null)} />}
      />
      {data.items.length === 0 ? (
        <Nothing only={only} page={page} />
      ) : (
        <div className="stack">
          {daysOf(data.items).map((day) => (
            <DayPanel key={day.day} day={day} onRead={(key) => read([key])} />
          ))}
        </div>
      )}
      <Pagination
        page={page}
        pageSize={messagesPerPage}
        total={data.total}
        onPage={(next) => void navigate({ search: (old) => ({ ...old, page: next === 1 ? undefined : next }) })}
      />
    </>
  )
}

function headline({ unread }: Inbox): string {
  return unread === 0 ? '消息：没有未读' : `消息：${unread}条未读`
}

/** Notes what was read; the list and the number in the bar follow. */
function useMark() {
  const client = useQueryClient()
  const notify = useToast()
  const { mutate, isPending } = useMutation({
    mutationFn: mark,
    onSuccess: (left) => {
      client.setQueryData(unreadQuery.queryKey, left)
      void client.invalidateQueries({ queryKey: ['inbox', 'list'] })
    },
    onError: (error) => notify(`没有标为已读：${error.message}`, 'late'),
  })
  return { read: (keys: string[] | null) => mutate(keys), isBusy: isPending }
}

type ToolsProps = { only: 'unread' | undefined; unread: number; isBusy: boolean; onAll: () => void }

function Tools({ only, unread, isBusy, onAll }: ToolsProps) {
  const [isMailing, setMailing] = useState(false)
  const navigate = useNavigate({ from: '/inbox' })
  return (
    <>
      <SegmentedControl
        label="显示哪些消息"
        value={only ?? 'all'}
        options={[
          { value: 'all', label: '全部' },
          { value: 'unread', label: '未读' },
        ]}
        onChange={(value) =>
          void navigate({
            search: (old) => ({ ...old, only: value === 'unread' ? 'unread' : undefined, page: undefined }),
          })
        }
      />
      <Button onClick={() => setMailing(true)}>邮件提醒…</Button>
      {isMailing && <MailDialog onClose={() => setMailing(false)} />}
      {unread > 0 && (
        <Button isBusy={isBusy} onClick={onAll}>
          全部标为已读
        </Button>
      )}
    </>
  )
}

function Nothing({ only, page }: { only: 'unread' | undefined; page: number }) {
  const me = useMe()
  if (page > 1) {
    return (
      <EmptyState title="这一页没有消息">
        <Link to="/inbox" search={{ only, page: undefined }}>
          回到第一页
        </Link>
      </EmptyState>
    )
  }
  if (only === 'unread') {
    return (
      <EmptyState title="没有未读消息">
        <Link to="/inbox" search={{ only: undefined, page: undefined }}>
          看全部消息
        </Link>
      </EmptyState>
    )
  }
  const work = hasRole(me, 'filler', 'unit_checker', 'unit_head', 'reviewer')
    ? '报表退回、重新报送、通过、延期，期限临近，以及'
    : ''
  return <EmptyState title="最近半年没有消息">{`${work}有新的发布时，会在这里告诉您。`}</EmptyState>
}

function DayPanel({ day: { day, items }, onRead }: { day: Day; onRead: (key: string) => void }) {
  return (
    <Panel title={day}>
      <ul className="inbox-list">
        {items.map((item) => (
          <li key={item.key} className={item.isRead ? 'inbox-message' : 'inbox-message inbox-unread'}>
            <span className="inbox-kind">
              <StatusChip tone={kinds[item.kind].tone}>{kinds[item.kind].word}</StatusChip>
            </span>
            <span className="inbox-words">
              {!item.isRead && <b className="inbox-new">未读</b>}
              <MessageLink item={item} onOpen={() => !item.isRead && onRead(item.key)} />
            </span>
            <time className="inbox-time" dateTime={item.at}>
              {item.time}
            </time>
            <span className="inbox-action no-print">
              {!item.isRead && (
                <Button kind="quiet" aria-label={`标为已读：${item.sentence}`} onClick={() => onRead(item.key)}>
                  标为已读
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** To where the work is done; a release is opened as the one that is told of, whatever is looked at now. */
function MessageLink({ item, onOpen }: { item: InboxMessage; onOpen: () => void }) {
  const [to = '/', query = ''] = item.link.split('?')
  const search = { p: undefined, pub: undefined, focus: undefined, ...Object.fromEntries(new URLSearchParams(query)) }
  return (
    <Link to={to} search={search} onClick={onOpen}>
      {item.sentence}
    </Link>
  )
}
