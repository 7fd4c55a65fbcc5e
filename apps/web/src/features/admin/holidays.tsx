import { saveHolidays } from '@cg/contract/holiday'
import type { HolidayYear } from '@cg/contract/holiday'
import { readHolidayNotice } from '@cg/domain/number/workday'
import type { SpecialDay } from '@cg/domain/number/workday'
import { specialSpans } from '@cg/domain/claim/special-days'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../lib/api.ts'
import { DraftLine, itself } from '../../shared/draft-line.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { holidaysQuery } from '../../shared/special-days.ts'
import { Lines } from '../../shared/proposals.tsx'
import { readText, useDraft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { EmptyState } from '../../ui/states.tsx'
import { holidayImpact } from './impact-words.ts'
import { periodsQuery } from './queries.ts'

/** 放假安排 by year: what moves deadlines, taken from the yearly notice as it is published. */
export function Holidays() {
  const { data, error, refetch } = useQuery(holidaysQuery)
  const [isOpen, setOpen] = useState(false)
  if (error !== null && data === undefined) return <ProblemPanel error={error} onRetry={() => void refetch()} />
  return (
    <section className="admin-section">
      <h2>放假与调休</h2>
      <p className="admin-hint">
        开放下一季度时，各环节的日期按工作日推算。每年登记一次国务院办公厅的通知；没有登记的年份只避开周六、周日和日期固定的节日。
      </p>
      <div className="admin-card">
        <DataTable
          name="holidays"
          caption="放假与调休"
          rows={data?.years ?? []}
          rowKey={({ year }) => String(year)}
          empty={<EmptyState title="还没有登记放假安排">把通知全文粘贴进来，程序读出放假和调休上班的日子。</EmptyState>}
          columns={[
            { key: 'year', header: '年份', isRowHeader: true, cell: ({ year }) => `${year}年` },
            { key: 'off', header: '放假', cell: (row) => specialSpans(row.days, 'off') },
            { key: 'work', header: '调休上班', cell: (row) => specialSpans(row.days, 'work') || '无' },
            { key: 'saved', header: '登记', cell: (row) => `${row.savedBy} ${formatDateTime(row.savedAt)}` },
          ]}
        />
      </div>
      <p className="admin-tools">
        <Button onClick={() => setOpen(true)}>登记放假安排…</Button>
      </p>
      {isOpen && <NoticeDialog years={data?.years ?? []} onClose={() => setOpen(false)} />}
    </section>
  )
}

type NoticeDialogProps = { years: readonly HolidayYear[]; onClose: () => void }

/** Takes the text of the notice and shows what is read from it before it is kept. */
function NoticeDialog({ years, onClose }: NoticeDialogProps) {
  const draft = useDraft('admin.holidays', '', readText)
  const queryClient = useQueryClient()
  const reading = readHolidayNotice(draft.value)
  const isTyped = draft.value.trim() !== ''
  const save = useMutation({
    mutationFn: (year: number) => call(saveHolidays, { params: { year: String(year) }, body: { notice: draft.value } }),
    onSuccess: (reply) => {
      draft.drop()
      queryClient.setQueryData(holidaysQuery.queryKey, reply)
      onClose()
    },
  })
  const isKnown = reading.ok && years.some(({ year }) => year === reading.year)
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="登记放假安排"
      description="粘贴《国务院办公厅关于某年部分节假日安排的通知》全文。本地另有的假日，照同样写法加一行。"
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button
            kind="primary"
            disabled={!reading.ok}
            isBusy={save.isPending}
            onClick={() => reading.ok && save.mutate(reading.year)}
          >
            {reading.ok ? `${isKnown ? '改为' : '登记'}${reading.year}年的安排` : '登记'}
          </Button>
        </>
      }
    >
      <div className="stack">
        <Field
          label="通知全文"
          isRequired
          error={isTyped && !reading.ok ? `${reading.reason}。` : save.error?.message}
          hint="如“国庆节：10月1日（周四）至7日（周三）放假调休，共7天。10月10日（周六）上班。”"
        >
          {(control) => (
            <TextArea
              {...control}
              rows={8}
              maxLength={5000}
              value={draft.value}
              onChange={(event) => draft.put(event.target.value)}
            />
          )}
        </Field>
        <DraftLine draft={draft} wordsOf={itself} />
        {reading.ok && (
          <p className="admin-hint" role="status">
            读到放假：{specialSpans(reading.days, 'off')}。调休上班：{specialSpans(reading.days, 'work') || '无'}。
          </p>
        )}
        {reading.ok && <YearImpact year={reading.year} days={reading.days} years={years} />}
      </div>
    </Dialog>
  )
}

type YearImpactProps = { year: number; days: readonly SpecialDay[]; years: readonly HolidayYear[] }

/** What the year's new days would mean for the dates that are set. */
function YearImpact({ year, days, years }: YearImpactProps) {
  const { data } = useQuery(periodsQuery)
  const others = years.filter((one) => one.year !== year).flatMap((one) => one.days)
  return <Lines title="影响" lines={holidayImpact(data?.items ?? [], [...others, ...days])} />
}
