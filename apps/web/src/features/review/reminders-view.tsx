import type { Reminders } from '@cg/contract/review'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { copyText } from '../../lib/clipboard.ts'
import { contactWords } from '../../shared/liaison.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { useMe } from '../../shared/session.ts'
import { SubmissionChip } from '../../shared/submission-chip.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { ExtensionDialog } from './extension-dialog.tsx'
import { LeftOutList } from './left-out-list.tsx'
import { note, remindersQuery } from './queries.ts'
import { SendDialog } from './send-dialog.tsx'

/** Who owes what, how late and whom to call; after a publication what it left out. */
export function RemindersView() {
  const { data, error, refetch } = useQuery(remindersQuery)
  if (error !== null) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  return (
    <>
      {data.items.length === 0 ? <EmptyState title={nobodyWords(data)} /> : <ReminderList reminders={data} />}
      <AssistDebts reminders={data} />
      <LeftOutList reminders={data} />
    </>
  )
}

function nobodyWords({ release, leftOut }: Reminders): string {
  if (release === null) return '全部报齐，没有需要催报的单位'
  return leftOut.length === 0 ? `本期已发布（${release}），没有需要催报的单位` : `本期已发布（${release}），不再催报`
}

/** Who owes what, how late, with text to paste into the work group (C7). */
function ReminderList({ reminders }: { reminders: Reminders }) {
  const [extending, setExtending] = useState<Reminders['items'][number] | null>(null)
  const mayExtend = useMe().grants.some((grant) => grant.role === 'reviewer')
  const copy = useCopy()
  const noting = useNoting(reminders.period)
  const [sending, setSending] = useState<Target | null>(null)
  const maySend = reminders.ways.mail || reminders.ways.robots.length > 0
  return (
    <>
      <GroupText
        reminders={reminders}
        onCopy={copy}
        isNoting={noting.isPending}
        onNote={() => noting.mutate(null)}
        onSend={maySend ? () => setSending({ reporter: null }) : null}
      />
      <div className="review-card">
        <DataTable
          name="reminders"
          caption="尚未报送的表"
          rows={reminders.items}
          rowKey={(item) => `${item.form}|${item.reporter}`}
          columns={[
            { key: 'reporter', header: '单位', isRowHeader: true, cell: (item) => item.reporterName },
            {
              key: 'contact',
              header: '联络员',
              cell: ({ contact }) => (contact === null ? '—' : contactWords(contact)),
            },
            { key: 'form', header: '表', cell: (item) => item.formName },
            {
              key: 'state',
              header: '状态',
              cell: (item) => (
                <SubmissionChip state={item.state} step={item.signOffStep} isOverdue={item.daysLate > 0} />
              ),
            },
            {
              key: 'late',
              header: '逾期',
              align: 'right',
              sortValue: (item) => item.daysLate,
              cell: lateWords,
            },
            { key: 'noted', header: '已提醒', cell: ({ reporter }) => notedWords(reminders, reporter) },
            { key: 'filled', header: '已填', align: 'right', cell: (item) => `${item.filled}/${item.total}` },
            {
              key: 'copy',
              header: '操作',
              cell: (item) => (
                <RowActs
                  text={reminders.texts.find((one) => one.reporter === item.reporter)?.text}
                  onCopy={copy}
                  onSend={
                    maySend ? () => setSending({ reporter: { code: item.reporter, name: item.reporterName } }) : null
                  }
                  onNote={() => noting.mutate(item.reporter)}
                  onExtend={mayExtend ? () => setExtending(item) : null}
                />
              ),
            },
          ]}
        />
      </div>
      {sending !== null && (
        <SendDialog reminders={reminders} reporter={sending.reporter} onClose={() => setSending(null)} />
      )}
      {extending !== null && (
        <ExtensionDialog
          params={{ period: reminders.period, form: extending.form, reporter: extending.reporter }}
          dueAt={extending.dueAt}
          others={reminders.items.filter((one) => one.reporter === extending.reporter && one.form !== extending.form)}
          onClose={() => setExtending(null)}
        />
      )}
    </>
  )
}

type GroupTextProps = {
  reminders: Reminders
  onCopy: (text: string) => void
  isNoting: boolean
  onNote: () => void
  /** Null: no way is set up. */
  onSend: (() => void) | null
}

/** The text for all, to copy, to note and to send. */
function GroupText({ reminders, onCopy, isNoting, onNote, onSend }: GroupTextProps) {
  return (
    <section className="review-section">
      <h2>发到工作群</h2>
      <ReminderText text={reminders.allText} />
      <Button kind="primary" onClick={() => onCopy(reminders.allText)}>
        复制全部催报文字
      </Button>{' '}
      <Button isBusy={isNoting} onClick={onNote}>
        记为已提醒全部单位
      </Button>{' '}
      {onSend !== null ? (
        <Button onClick={onSend}>发送催报…</Button>
      ) : (
        <span className="muted">管理员在“管理 → 通知”设好邮件或群机器人后，可以直接从这里发送。</span>
      )}
      <Troubles troubles={reminders.troubles} />
    </section>
  )
}

/** What assisting departments have not supplied yet. */
function AssistDebts({ reminders: { assists } }: { reminders: Reminders }) {
  if (assists.length === 0) return null
  return (
    <section className="review-section">
      <h2>协助部门还没有提供的材料</h2>
      <div className="review-card">
        <DataTable
          name="assist-debts"
          caption="协助部门还没有提供的材料"
          rows={assists}
          rowKey={({ item, department }) => `${item}|${department}`}
          columns={[
            { key: 'department', header: '协助部门', isRowHeader: true, cell: ({ departmentName }) => departmentName },
            { key: 'supplies', header: '请提供', cell: ({ supplies }) => supplies },
            { key: 'item', header: '数据项', cell: ({ itemName }) => itemName },
            {
              key: 'form',
              header: '责任部门和报表',
              cell: ({ responsible, formName }) => `${responsible}《${formName}》`,
            },
            { key: 'due', header: '截止', cell: ({ dueAt }) => formatDateTime(dueAt) },
          ]}
        />
      </div>
    </section>
  )
}

/** Scrolls in its frame, by the keyboard too. */
function ReminderText({ text }: { text: string }) {
  return (
    <pre className="reminder-text" tabIndex={0} role="region" aria-label="催报文字（可滚动）">
      {text}
    </pre>
  )
}

/** Notes that somebody was reminded; what is shown is asked anew. */
function useNoting(period: string) {
  const client = useQueryClient()
  const notify = useToast()
  return useMutation({
    mutationFn: (reporter: string | null) => note(period, reporter),
    onSuccess: (reply, reporter) => {
      client.setQueryData(remindersQuery.queryKey, reply)
      const name = reply.texts.find((one) => one.reporter === reporter)?.reporterName ?? '全部待报送单位'
      notify(`已记录：提醒了${name}`)
    },
    onError: (error) => notify(error.message, 'near'),
  })
}

function lateWords({ isReopened, daysLate }: Reminders['items'][number]): string {
  if (isReopened) return '更正，不计'
  return daysLate > 0 ? `${daysLate} 天` : '未到期'
}

function useCopy(): (text: string) => void {
  const notify = useToast()
  return (text) =>
    void copyText(text).then((isCopied) =>
      notify(isCopied ? '催报文字已复制' : '浏览器不允许复制，请手工选取', isCopied ? 'good' : 'near'),
    )
}

/** '2 次，最近 2026年11月29日 15:40 赵一鸣' */
function notedWords({ noted }: Reminders, reporter: string): string {
  const own = noted.filter((one) => one.reporter === reporter)
  const last = own.at(-1)
  return last === undefined ? '没有' : `${own.length} 次，最近 ${formatDateTime(last.at)} ${last.by}`
}

type Target = { reporter: { code: string; name: string } | null }

/** What was sent from here and did not arrive, or may not have. */
function Troubles({ troubles }: Pick<Reminders, 'troubles'>) {
  if (troubles.length === 0) return null
  return (
    <ul className="reminder-troubles">
      {troubles.map(({ to, at, isUnsure, error }) => (
        <li key={`${to}|${at}`}>
          {formatDateTime(at)} {to}：{isUnsure ? '不知是否发出' : '没有发出'}。{error}
        </li>
      ))}
    </ul>
  )
}

type RowActsProps = {
  text: string | undefined
  onCopy: (text: string) => void
  /** Null: no way is set up. */
  onSend: (() => void) | null
  onNote: () => void
  /** Null for who may give no more time. */
  onExtend: (() => void) | null
}

function RowActs({ text, onCopy, onSend, onNote, onExtend }: RowActsProps) {
  return (
    <span className="nowrap">
      {text !== undefined && (
        <Button kind="quiet" onClick={() => onCopy(text)}>
          复制给该单位
        </Button>
      )}
      {onSend !== null && (
        <Button kind="quiet" onClick={onSend}>
          发送…
        </Button>
      )}
      <Button kind="quiet" onClick={onNote}>
        已提醒
      </Button>
      {onExtend !== null && (
        <Button kind="quiet" onClick={onExtend}>
          延期…
        </Button>
      )}
    </span>
  )
}
