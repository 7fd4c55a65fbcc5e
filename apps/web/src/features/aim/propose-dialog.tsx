import { Lines } from '../../shared/proposals.tsx'
import { aimImpactWords } from '@cg/contract/aim'
import type { AimChecked, AimImpact } from '@cg/contract/aim'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { DraftLine, itself } from '../../shared/draft-line.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { readText, useDraft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextArea } from '../../ui/field.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { DifferenceList } from './difference-list.tsx'
import type { AimDraft } from './draft.ts'
import { aimsQuery } from '../../shared/aim-hint.tsx'
import { check, propose } from './queries.ts'

/** What the changes are and reach, before they are put forward to another person. */
export function ProposeDialog({ draft, onClose }: { draft: AimDraft; onClose: () => void }) {
  const typed = useDraft('aims.reason', '', readText)
  const reason = typed.value
  const client = useQueryClient()
  const notify = useToast()
  const checked = useQuery({
    queryKey: ['aims', 'check', draft.changes],
    queryFn: () => check(draft.changes),
    staleTime: 0,
    gcTime: 0,
  })
  const send = useMutation({
    mutationFn: (seen: string) => propose(draft.changes, reason.trim(), seen),
    onSuccess: (board) => {
      client.setQueryData(aimsQuery.queryKey, board)
      draft.set([])
      typed.drop()
      notify('变更已提出，待另一位发布人确认')
      onClose()
    },
    onError: () => void checked.refetch(),
  })
  const { data } = checked
  const isShort = reason.trim().length < 4
  return (
    <Dialog
      isOpen
      shape="wide"
      onClose={onClose}
      title="提出目标与基期变更"
      description="提出后由另一位发布人确认，确认之前目标和基期不变。"
      footer={
        <>
          <Button onClick={onClose}>返回修改</Button>
          <Button
            kind="primary"
            isBusy={send.isPending}
            disabled={data === undefined || data.digest === '' || isShort}
            onClick={() => data && send.mutate(data.digest)}
          >
            {data?.digest === '' ? '请先返回修改' : isShort ? '请写明原因（至少 4 个字）' : '提出变更'}
          </Button>
        </>
      }
    >
      {checked.error !== null && <ProblemPanel error={checked.error} onRetry={() => void checked.refetch()} />}
      {data === undefined && checked.error === null && <LoadingState />}
      {data !== undefined && <Checked data={data} />}
      {data !== undefined && data.digest !== '' && (
        <Field label="变更原因" isRequired hint="如：市产改工作领导小组会议调整年度目标">
          {(control) => (
            <TextArea {...control} maxLength={300} value={reason} onChange={(event) => typed.put(event.target.value)} />
          )}
        </Field>
      )}
      {data !== undefined && data.digest !== '' && <DraftLine draft={typed} wordsOf={itself} />}
      {send.error !== null && <ProblemPanel error={send.error} />}
    </Dialog>
  )
}

function Checked({ data: { refusals, doubts, differences, same, impact } }: { data: AimChecked }) {
  return (
    <div className="proposal-checked" role="status">
      {refusals.length > 0 && <Lines title={`有 ${refusals.length} 处不能这样改，请返回修改`} lines={refusals} isBad />}
      {doubts.length > 0 && (
        <Lines title={`有 ${doubts.length} 处可能有误，请核对；确认无误的可以提出`} lines={doubts} />
      )}
      {differences.length === 0 && refusals.length === 0 && <p>与现有的目标、基期相同，没有要变更的。</p>}
      {differences.length > 0 && (
        <>
          <Impact impact={impact} />
          <DifferenceList differences={differences} />
        </>
      )}
      {same > 0 && <p className="muted">另有 {same} 处与现有的相同，不作变更。</p>}
    </div>
  )
}

export function Impact({ impact }: { impact: AimImpact }) {
  const [first, ...rest] = aimImpactWords(impact)
  return (
    <p className="aim-impact">
      <b>{first}</b>
      {rest.join('')}
    </p>
  )
}
