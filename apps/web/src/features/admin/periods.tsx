import type { PeriodInfo } from '@cg/contract/admin'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { isPeriod, parsePeriod, periodEnd, shiftPeriod } from '@cg/domain/period'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { MomentField } from '../../shared/moment-field.tsx'
import { Field } from '../../ui/field.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { periodsQuery, putPeriod } from './queries.ts'

const stateWords = { planned: '未开放', open: '填报中', closed: '已关闭' } as const

type Draft = Pick<PeriodInfo, 'code' | 'opensAt' | 'dueAt' | 'closesAt' | 'state'>

export function Periods() {
  const { data, error, refetch } = useQuery(periodsQuery)
  const [draft, setDraft] = useState<Draft | null>(null)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  const newest = data.items[0]
  return (
    <>
      <p className="admin-tools">
        <Button kind="primary" onClick={() => setDraft(nextQuarter(newest))}>
          开放下一季度
        </Button>
      </p>
      <div className="admin-card">
        <DataTable
          name="periods"
          caption="期次"
          rows={data.items}
          rowKey={(period) => period.code}
          columns={[
            {
              key: 'code',
              header: '季度',
              isRowHeader: true,
              cell: (period) => formatPeriod(parsePeriod(period.code)),
            },
            { key: 'state', header: '状态', cell: (period) => stateWords[period.state] },
            { key: 'opens', header: '开放', cell: (period) => formatDateTime(period.opensAt) },
            { key: 'due', header: '截止', cell: (period) => formatDateTime(period.dueAt) },
            { key: 'closes', header: '关闭', cell: (period) => formatDateTime(period.closesAt) },
            {
              key: 'forms',
              header: '已通过',
              align: 'right',
              cell: (period) => `${period.formsAccepted} / ${period.formsDue}`,
            },
            { key: 'releases', header: '发布', cell: (period) => period.releases.join('、') || '—' },
            {
              key: 'acts',
              header: '操作',
              cell: (period) => (
                <Button kind="quiet" onClick={() => setDraft(period)}>
                  修改
                </Button>
              ),
            },
          ]}
        />
      </div>
      {draft !== null && <PeriodForm draft={draft} onClose={() => setDraft(null)} />}
    </>
  )
}

const dayMs = 86_400_000

/** The quarter after the newest: open the day after it ends, due in 15 days, closed in 30. */
function nextQuarter(newest: PeriodInfo | undefined): Draft {
  const code = newest !== undefined && isPeriod(newest.code) ? shiftPeriod(newest.code, 1) : parsePeriod('2026Q1')
  const end = Date.parse(`${periodEnd(code)}T16:00:00Z`)
  const at = (days: number, hour: number) => new Date(end + days * dayMs + hour * 3_600_000).toISOString()
  return { code, opensAt: at(0, 0), dueAt: at(14, 18), closesAt: at(29, 18), state: 'open' }
}

function PeriodForm({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const [value, setValue] = useState(draft)
  const queryClient = useQueryClient()
  const save = useMutation({
    mutationFn: () =>
      putPeriod(value.code, {
        opensAt: value.opensAt,
        dueAt: value.dueAt,
        closesAt: value.closesAt,
        state: value.state,
      }),
    onSuccess: (reply) => {
      queryClient.setQueryData(periodsQuery.queryKey, reply)
      onClose()
    },
  })
  const time = (key: 'opensAt' | 'dueAt' | 'closesAt', label: string) => (
    <MomentField label={label} value={value[key]} onChange={(instant) => setValue({ ...value, [key]: instant })} />
  )
  const isWhole = [value.opensAt, value.dueAt, value.closesAt].every((instant) => instant !== '')
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={formatPeriod(parsePeriod(value.code))}
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button kind="primary" isBusy={save.isPending} disabled={!isWhole} onClick={() => save.mutate()}>
            保存
          </Button>
        </>
      }
    >
      <div className="stack">
        {time('opensAt', '开放时间（北京时间）')}
        {time('dueAt', '截止时间')}
        {time('closesAt', '关闭时间（之后不再接收迟报）')}
        <Field label="状态">
          {(control) => (
            <select
              {...control}
              className="select"
              value={value.state}
              onChange={(event) => setValue({ ...value, state: stateOf(event.target.value) })}
            >
              {Object.entries(stateWords).map(([state, words]) => (
                <option key={state} value={state}>
                  {words}
                </option>
              ))}
            </select>
          )}
        </Field>
        {save.error !== null && (
          <p className="admin-error" role="alert">
            {save.error.message}
          </p>
        )}
      </div>
    </Dialog>
  )
}

function stateOf(text: string): PeriodInfo['state'] {
  return text === 'planned' || text === 'closed' ? text : 'open'
}
