import type { RegisterSheet } from '@cg/contract/register'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useState } from 'react'
import { ReasonDialog } from '../../shared/reason-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { SegmentedControl } from '../../ui/segmented.tsx'
import { use } from './queries.ts'

type UseProps = { sheet: RegisterSheet; onSheet: (sheet: RegisterSheet) => void }

const quarter = (code: string) => formatPeriod(parsePeriod(code))

/** The office has the records fill the forms, or the forms typed again. */
export function UseControl({ sheet, onSheet }: UseProps) {
  const [isAsked, setAsked] = useState(false)
  if (sheet.mayUseFrom.length === 0) return null
  return (
    <>
      <Button onClick={() => setAsked(true)}>{sheet.use === null ? '启用报表计数' : '停用报表计数'}</Button>
      {isAsked && <UseDialog sheet={sheet} onSheet={onSheet} onClose={() => setAsked(false)} />}
    </>
  )
}

function UseDialog({ sheet, onSheet, onClose }: UseProps & { onClose: () => void }) {
  const { kind, use: inUse, mayUseFrom } = sheet
  const [since, setSince] = useState(mayUseFrom[0] ?? '')
  const verb = inUse === null ? '启用' : '停用'
  return (
    <ReasonDialog
      title={`${verb}：${kind.name}台账用于报表计数`}
      description={
        inUse === null
          ? `自${quarter(since)}起，还在填报的报表改用台账的数，填报单位不再填写；已报送和已审定的报表不变，不一致的在本页列出。每一格的改动都留痕。`
          : '停用后，填报中的报表保留现有的数，以后由填报单位填写；已发布的数不变。'
      }
      verb={verb}
      draftPlace={`register.use.${kind.code}.${verb}`}
      act={(reason) => use(kind.code, inUse === null ? since : null, reason)}
      doneWords={`“${kind.name}”台账已${verb}报表计数`}
      onDone={onSheet}
      onClose={onClose}
    >
      {inUse === null && <p>{whatItChanges(sheet)}</p>}
      {inUse === null && mayUseFrom.length > 1 && (
        <SegmentedControl
          label="从哪个季度起"
          options={mayUseFrom.map((code) => ({ value: code, label: quarter(code) }))}
          value={since}
          onChange={setSince}
        />
      )}
    </ReasonDialog>
  )
}

/** How many records stand behind it, and what of the last quarter's forms would read otherwise: 0 of a register that is empty. */
function whatItChanges({ kind, held }: Pick<RegisterSheet, 'kind' | 'held'>): string {
  const count = kind.counts.accepted
  const apart = new Set(
    held.items.flatMap(({ units }) => units.flatMap(({ records, value }, at) => (records === value ? [] : [at]))),
  ).size
  const kept = count === 0 ? '这个台账还没有入账的记录，启用后报表的这些数都是0。' : `台账现有入账记录${count}条。`
  if (apart === 0) return `${kept}${quarter(held.period)}各区县的报表与台账一致。`
  return `${kept}${quarter(held.period)}有${apart}个区县的报表与台账不同，启用前请先核对。`
}

/** How the forms come to these figures, for the line above the comparison. */
export function useWords({ use: inUse, held }: Pick<RegisterSheet, 'use' | 'held'>, isApart: boolean): string {
  if (inUse !== null && inUse.since <= held.period) {
    const since = `自${quarter(inUse.since)}起，报表的这些数由台账计数（${inUse.by}设定）。`
    if (!isApart) return since
    return `${since}不一致的，是报表报送以后台账有了变动：需要计入的，请退回报表的这一格，重新提交时计入。`
  }
  const typed = '报表的数由填报人对照台账填写。不一致的，先核对台账有没有漏登、待审核的记录，再改报表。'
  return inUse === null ? typed : `自${quarter(inUse.since)}起由台账计数。在此以前，${typed}`
}
