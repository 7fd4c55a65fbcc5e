import type { ChangeProposal } from '@cg/contract/change-proposal'
import type { ProposalAction } from '@cg/contract/proposal'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Lines, ProposalDialog, ProposalList } from '../../shared/proposals.tsx'
import { decideUnits, unitProposalQuery, unitsQuery } from './queries.ts'

const what = '单位变更'

/** Changes of ranked units that wait for a second person, and what became of the rest. */
export function UnitProposals({ proposals }: { proposals: readonly ChangeProposal[] }) {
  return (
    <ProposalList
      what={what}
      proposals={proposals}
      titleOf={({ title }) => title}
      dialogOf={(id, onClose) => <Opened id={id} onClose={onClose} />}
    />
  )
}

const follows: Readonly<Record<ProposalAction, string>> = {
  confirm: '确认后立即写入，从所写季度起生效；以前各季和已发布的期次不变。',
  refuse: '退回后单位不变，由管理员修改后重新提请。',
  withdraw: '撤回后单位不变。',
}

function Opened({ id, onClose }: { id: number; onClose: () => void }) {
  const asking = useQuery(unitProposalQuery(id))
  const client = useQueryClient()
  return (
    <ProposalDialog
      id={id}
      what={what}
      draftPlace="unit"
      asking={asking}
      follows={follows}
      moved={({ moved }) => moved}
      impact={({ impact }) => impact.length > 0 && <Lines title="影响" lines={impact} />}
      content={({ proposal }) => <Lines title="改动" lines={proposal.lines} />}
      act={({ proposal }, action, note) => decideUnits(proposal, action, note)}
      onDone={async (list) => {
        client.setQueryData(unitsQuery.queryKey, list)
        await client.invalidateQueries()
      }}
      onClose={onClose}
    />
  )
}
