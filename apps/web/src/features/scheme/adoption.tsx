import type { ChangeProposal } from '@cg/contract/change-proposal'
import type { ProposalAction } from '@cg/contract/proposal'
import type { SchemeDetail } from '@cg/contract/scheme'
import type { SchemeImpact } from '@cg/contract/scheme-adoption'
import { formatPeriod } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { DraftLine, itself } from '../../shared/draft-line.tsx'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { Lines, ProposalDialog, ProposalList } from '../../shared/proposals.tsx'
import { readText, useDraft } from '../../shared/use-draft.ts'
import { Button } from '../../ui/button.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { useToast } from '../../ui/toast.tsx'
import { adopt, decide, impactQuery, propose, proposalQuery, schemesQuery } from './queries.ts'

const leastApproval = 6

/**
 * Adopting a version with what it would do shown first: put forward for another publisher to confirm, or, before the
 * first release, done by one.
 */
export function AdoptDialog({ detail: { version }, onClose }: { detail: SchemeDetail; onClose: () => void }) {
  const typed = useDraft(`scheme.${version.id}.approval`, '', readText)
  const isAlone = version.may.adopt
  const client = useQueryClient()
  const notify = useToast()
  const asked = useQuery({ ...impactQuery(version.id), gcTime: 0 })
  const signing = useMutation({
    mutationFn: async (seen: string) => {
      const approval = typed.value.trim()
      if (isAlone) await adopt(version.id, version.editVersion, approval)
      else await propose(version.id, version.editVersion, { approval, seen })
    },
    onSuccess: async () => {
      notify(isAlone ? `《${version.name}》第${version.version}版已采用` : '已提请采用，待另一位发布人确认')
      typed.drop()
      await client.invalidateQueries({ queryKey: ['scheme'] })
      onClose()
    },
    onError: () => void asked.refetch(),
  })
  const verb = isAlone ? '采用' : '提请采用'
  const digest = asked.data?.digest ?? ''
  const isShort = typed.value.trim().length < leastApproval
  return (
    <Dialog
      isOpen
      shape="wide"
      onClose={onClose}
      title={`${verb}《${version.name}》第${version.version}版`}
      description={
        isAlone
          ? '还没有发布过，可由发布人一人采用；第一次发布之后，方案的变动须由两人办理。'
          : '提请后由另一位发布人确认，确认之前仍按现行方案计分。等待期间草稿不能改动。'
      }
      footer={
        <>
          <Button onClick={onClose}>取消</Button>
          <Button
            kind="primary"
            isBusy={signing.isPending}
            disabled={digest === '' || isShort}
            onClick={() => signing.mutate(digest)}
          >
            {isShort ? '请写明审定依据（至少 6 个字）' : verb}
          </Button>
        </>
      }
    >
      {asked.error !== null && <ProblemPanel error={asked.error} onRetry={() => void asked.refetch()} />}
      {asked.data === undefined && asked.error === null && <LoadingState />}
      {asked.data !== undefined && (
        <div className="proposal-checked">
          {asked.data.refusals.length > 0 ? (
            <Lines title="不能采用，请先改正" lines={asked.data.refusals} isBad />
          ) : (
            <Impact impact={asked.data} />
          )}
        </div>
      )}
      <Field label="审定依据" isRequired hint="会议纪要或文号、日期，如：领导小组会议纪要〔2026〕3号">
        {(control) => (
          <TextInput
            {...control}
            maxLength={200}
            value={typed.value}
            onChange={(event) => typed.put(event.target.value)}
          />
        )}
      </Field>
      <DraftLine draft={typed} wordsOf={itself} />
      {signing.error !== null && <ProblemPanel error={signing.error} />}
    </Dialog>
  )
}

/** What becomes another and whom it reaches, with the places that would move in the newest quarter. */
function Impact({ impact }: { impact: SchemeImpact }) {
  return (
    <>
      <Lines title="影响" lines={impact.reaches} />
      <Lines title="将要改动" lines={impact.lines} />
      <Moves impact={impact} />
    </>
  )
}

function Moves({ impact: { quarter, mark } }: { impact: SchemeImpact }) {
  if (quarter === null || quarter.moves.length === 0) return null
  const when = formatPeriod(parsePeriod(quarter.period))
  const place = (rank: number | null, reason: string | null) =>
    rank === null ? (reason ?? '没有位次') : `第 ${rank} 位`
  return (
    <section>
      <h3>
        {when}位次变化（{mark}）
      </h3>
      <DataTable
        name="scheme-moves"
        caption={`${when}位次变化（${mark}）`}
        isDense
        maxHeight={260}
        rows={quarter.moves}
        rowKey={({ unit }) => unit}
        columns={[
          { key: 'unit', header: '单位', isRowHeader: true, cell: ({ unitName }) => unitName },
          { key: 'before', header: `正式位次（${quarter.release}）`, cell: ({ before }) => place(before, null) },
          { key: 'after', header: `按本版（${mark}）`, cell: ({ after, reason }) => <b>{place(after, reason)}</b> },
        ]}
      />
    </section>
  )
}

const what = '方案变更'

/** What waits for a second person, and what became of the rest. */
export function SchemeProposals({
  proposals,
  onOpen,
}: {
  proposals: readonly ChangeProposal[]
  onOpen: (scheme: number) => void
}) {
  return (
    <ProposalList
      what={what}
      proposals={proposals}
      titleOf={({ title }) => title}
      dialogOf={(id, onClose) => (
        <Opened
          id={id}
          onClose={onClose}
          onOpen={(scheme) => {
            onClose()
            onOpen(scheme)
          }}
        />
      )}
    />
  )
}

const follows: Readonly<Record<ProposalAction, string>> = {
  confirm: '确认后这一版立即采用，从所写年度的第一次发布起按它计分；同年度没有用过的版本停用。',
  refuse: '退回后仍按现行方案计分；草稿可以修改、试算后重新提请。',
  withdraw: '撤回后仍按现行方案计分，草稿可以继续修改。',
}

function Opened({ id, onClose, onOpen }: { id: number; onClose: () => void; onOpen: (scheme: number) => void }) {
  const asking = useQuery(proposalQuery(id))
  const client = useQueryClient()
  return (
    <ProposalDialog
      id={id}
      what={what}
      draftPlace="scheme"
      asking={asking}
      follows={follows}
      moved={({ moved }) => moved}
      impact={({ impact }) => impact !== null && <Lines title="影响" lines={impact.reaches} />}
      content={({ proposal, impact, scheme }) => (
        <>
          <Lines title="改动" lines={proposal.lines} />
          {impact !== null && <Moves impact={impact} />}
          <p>
            <Button kind="quiet" onClick={() => onOpen(scheme)}>
              查看这一版的全部规则
            </Button>
          </p>
        </>
      )}
      act={({ proposal }, action, note) => decide(proposal, action, note)}
      onDone={async (list) => {
        client.setQueryData(schemesQuery.queryKey, list)
        await client.invalidateQueries({ queryKey: ['scheme'] })
      }}
      onClose={onClose}
    />
  )
}
