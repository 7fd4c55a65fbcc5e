import type { Contact, Liaison } from '@cg/contract/liaison'
import type { Reporter, SwitchSignOff } from '@cg/contract/reporter'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { LiaisonDialog, liaisonsQuery } from '../../shared/liaison.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { putSignOff, reportersQuery } from './queries.ts'

/** Departments and units that report: who fills, checks and signs there, and whether they sign inside before they send. */
export function Reporters() {
  const { data, error, refetch } = useQuery(reportersQuery)
  const { data: liaisons } = useQuery(liaisonsQuery)
  const [edited, setEdited] = useState<Reporter | null>(null)
  const [called, setCalled] = useState<Liaison | null>(null)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  if (data.items.length === 0)
    return <EmptyState title="还没有报送单位">先在“单位”和“城市资料”里填写区县和部门。</EmptyState>
  return (
    <>
      <p className="admin-hint reporter-intro">
        开启内部审签的单位，报表依次由填报人提请、单位审核人审核、单位负责人签发，签发后才报送产改办，三人的姓名和时间留在报表上。默认不开启，由填报人直接报送。
      </p>
      <div className="admin-card">
        <DataTable
          name="reporters"
          caption="报送单位"
          rows={data.items}
          rowKey={({ kind, code }) => `${kind}|${code}`}
          columns={[
            { key: 'name', header: '单位', isRowHeader: true, cell: ({ name }) => name },
            {
              key: 'forms',
              header: data.period === null ? '报表' : `${formatPeriod(parsePeriod(data.period))}报表`,
              align: 'right',
              sortValue: ({ forms }) => forms,
              cell: ({ forms }) => (data.period === null ? '—' : `${forms} 张`),
            },
            { key: 'fillers', header: '填报人', cell: ({ fillers }) => fillers.join('、') || '—' },
            { key: 'checkers', header: '单位审核人', cell: ({ checkers }) => checkers.join('、') || '—' },
            { key: 'heads', header: '单位负责人', cell: ({ heads }) => heads.join('、') || '—' },
            {
              key: 'contact',
              header: '联络员',
              cell: ({ contact }) => (contact === null ? '—' : <ContactCell contact={contact} />),
            },
            { key: 'state', header: '内部审签', cell: (one) => <SignOffState one={one} /> },
            {
              key: 'acts',
              header: '操作',
              cell: (one) => (
                <span className="admin-acts">
                  <Button kind="quiet" aria-label={`设置${one.name}的内部审签`} onClick={() => setEdited(one)}>
                    审签
                  </Button>
                  <Button
                    kind="quiet"
                    aria-label={`登记${one.name}的联络员`}
                    disabled={liaisons === undefined}
                    onClick={() => setCalled(liaisons?.items.find(({ code }) => code === one.code) ?? null)}
                  >
                    联络员
                  </Button>
                </span>
              ),
            },
          ]}
        />
      </div>
      {called !== null && <LiaisonDialog one={called} onClose={() => setCalled(null)} />}
      {edited !== null && <SignOffDialog one={edited} onClose={() => setEdited(null)} />}
    </>
  )
}

function ContactCell({ contact: { name, phone, mail } }: { contact: Contact }) {
  return (
    <>
      {name}
      <span className="admin-hint reporter-lack">{[phone, mail].filter(Boolean).join('\u3000')}</span>
    </>
  )
}

function SignOffState({ one: { signOff, lacks, waiting } }: { one: Reporter }) {
  if (signOff === null) return <>未开启</>
  return (
    <>
      <span>
        已开启{signOff.allowsSame && '，可一人办理两步'}
        {waiting > 0 && `，审签中 ${waiting} 张`}
      </span>
      {lacks !== null && <span className="admin-error reporter-lack">{lacks}，报表无法报出</span>}
    </>
  )
}

type Choice = 'off' | 'on' | 'same'

const choices: readonly { value: Choice; label: string; words: string }[] = [
  { value: 'off', label: '不开启', words: '填报人直接报送产改办。' },
  { value: 'on', label: '开启', words: '填报、审核、签发须是三位不同的同志。' },
  { value: 'same', label: '开启，允许一人办理两步', words: '人手少的单位用；留下的姓名可能相同。' },
]

function choiceOf({ signOff }: Reporter): Choice {
  if (signOff === null) return 'off'
  return signOff.allowsSame ? 'same' : 'on'
}

function SignOffDialog({ one, onClose }: { one: Reporter; onClose: () => void }) {
  const [choice, setChoice] = useState(choiceOf(one))
  const client = useQueryClient()
  const notify = useToast()
  const save = useMutation({
    mutationFn: (body: SwitchSignOff) => putSignOff(one.code, body),
    onSuccess: (list) => {
      client.setQueryData(reportersQuery.queryKey, list)
      notify(`${one.name}：${choices.find(({ value }) => value === choice)?.label ?? ''}`)
      onClose()
    },
  })
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={`${one.name}的内部审签`}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button
            kind="primary"
            isBusy={save.isPending}
            disabled={choice === choiceOf(one)}
            onClick={() => save.mutate({ isOn: choice !== 'off', allowsSame: choice === 'same' })}
          >
            保存
          </Button>
        </>
      }
    >
      <fieldset className="reporter-choices">
        <legend>报表怎样报出</legend>
        {choices.map(({ value, label, words }) => (
          <label key={value}>
            <input type="radio" name="sign-off" checked={choice === value} onChange={() => setChoice(value)} />
            <span>
              {label}
              <span className="admin-hint">{words}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <p className="admin-hint">
        只对尚未报送的报表起作用。正在审签的报表，关闭后仍按原来的顺序办完，或由填报人取回后直接报送。
        {one.signOff !== null && `现在的设置由 ${one.signOff.by} 于 ${formatDateTime(one.signOff.at)} 作出。`}
      </p>
      {save.error !== null && (
        <p className="admin-error" role="alert">
          {save.error.message}
        </p>
      )}
    </Dialog>
  )
}
