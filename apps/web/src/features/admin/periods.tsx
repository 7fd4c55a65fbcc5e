import type { PeriodInfo } from '@cg/contract/admin'
import { formatDateTime, formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSpecialDays, yearsWithoutNotice } from '../../shared/special-days.ts'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { MomentField } from '../../shared/moment-field.tsx'
import { Field } from '../../ui/field.tsx'
import { EmptyState, LoadingState } from '../../ui/states.tsx'
import { draftOf, nextQuarter } from './next-quarter.ts'
import type { PeriodDraft } from './next-quarter.ts'
import { Lines } from '../../shared/proposals.tsx'
import { periodImpact } from './impact-words.ts'
import { Holidays } from './holidays.tsx'
import { PartFile } from './part-file.tsx'
import { periodsQuery, putPeriod } from './queries.ts'

const stateWords = { planned: '未开放', open: '填报中', closed: '已关闭' } as const

export function Periods() {
  const { data, error, refetch } = useQuery(periodsQuery)
  const special = useSpecialDays()
  const [draft, setDraft] = useState<PeriodDraft | null>(null)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  if (data === undefined) return <LoadingState />
  const newest = data.items[0]
  return (
    <>
      <p className="admin-tools">
        <Button kind="primary" onClick={() => setDraft(nextQuarter(newest?.code, new Date(), special))}>
          {newest === undefined ? '开放第一个季度' : '开放下一季度'}
        </Button>
        <PartFile part="calendar" />
      </p>
      <div className="admin-card">
        <DataTable
          name="periods"
          caption="期次"
          rows={data.items}
          rowKey={(period) => period.code}
          empty={<EmptyState title="还没有期次">先开放第一个季度，各单位才能填报。</EmptyState>}
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
                <Button kind="quiet" onClick={() => setDraft(draftOf(period))}>
                  修改
                </Button>
              ),
            },
          ]}
        />
      </div>
      <Holidays />
      {draft !== null && (
        <PeriodForm
          draft={draft}
          before={data.items.find(({ code }) => code === draft.code)}
          onClose={() => setDraft(null)}
        />
      )}
    </>
  )
}

type TimeKey = 'opensAt' | 'dueAt' | 'closesAt' | 'checkBy' | 'reviewBy' | 'publishBy'

type PeriodFormProps = { draft: PeriodDraft; before: PeriodInfo | undefined; onClose: () => void }

function PeriodForm({ draft, before, onClose }: PeriodFormProps) {
  const [value, setValue] = useState(draft)
  const queryClient = useQueryClient()
  const save = useMutation({
    mutationFn: () =>
      putPeriod(value.code, {
        opensAt: value.opensAt,
        dueAt: value.dueAt,
        closesAt: value.closesAt,
        checkBy: value.checkBy || null,
        reviewBy: value.reviewBy || null,
        publishBy: value.publishBy || null,
        state: value.state,
      }),
    onSuccess: (reply) => {
      queryClient.setQueryData(periodsQuery.queryKey, reply)
      onClose()
    },
  })
  const time = (key: TimeKey, label: string, isRequired = true) => (
    <MomentField
      label={label}
      isRequired={isRequired}
      value={value[key]}
      onChange={(instant) => setValue({ ...value, [key]: instant })}
    />
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
        {time('checkBy', '牵头部门审核截止（可不填）', false)}
        {time('reviewBy', '产改办审核截止（可不填）', false)}
        {time('closesAt', '关闭时间（之后不再接收迟报）')}
        {time('publishBy', '计划发布时间（可不填）', false)}
        <DateHints draft={value} />
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
        <Impact lines={periodImpact(before, value)} />
        {save.error !== null && (
          <p className="admin-error" role="alert">
            {save.error.message}
          </p>
        )}
      </div>
    </Dialog>
  )
}

function Impact({ lines }: { lines: readonly string[] }) {
  return lines.length === 0 ? null : <Lines title="影响" lines={lines} />
}

/** From what the dates count, and what they could not look at. */
function DateHints({ draft: { isFromToday, dueAt, closesAt, publishBy } }: { draft: PeriodDraft }) {
  const unknown = yearsWithoutNotice([dueAt, closesAt, publishBy], useSpecialDays())
  return (
    <>
      {isFromToday && <p className="admin-hint">按季末推算的截止日期已经过去，各环节改为从今天起推算，可以调整。</p>}
      {unknown.length > 0 && (
        <p className="admin-hint">{unknown.join('、')}年的放假安排还没有登记，只避开了周六、周日和日期固定的节日。</p>
      )}
    </>
  )
}

function stateOf(text: string): PeriodInfo['state'] {
  return text === 'planned' || text === 'closed' ? text : 'open'
}
