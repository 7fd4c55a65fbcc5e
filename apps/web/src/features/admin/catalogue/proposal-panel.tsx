import type { CatalogueProposal } from '@cg/contract/catalogue-change'
import type { ProposalAction } from '@cg/contract/proposal'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Lines, ProposalDialog, ProposalList } from '../../../shared/proposals.tsx'
import { Impact } from './propose-frame.tsx'
import { catalogueQuery, decide, proposalQuery } from './queries.ts'

const what = '目录变更'

/** What waits for a second person, and what became of the rest. */
export function ProposalPanel({ proposals }: { proposals: readonly CatalogueProposal[] }) {
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
  confirm: '确认后，从所写季度起的报表、指标和计分按新的目录办理；以前各季不变。',
  refuse: '退回后目录不变，由提出人修改后重新提出。',
  withdraw: '撤回后目录不变。',
}

function Opened({ id, onClose }: { id: number; onClose: () => void }) {
  const asking = useQuery(proposalQuery(id))
  const client = useQueryClient()
  return (
    <ProposalDialog
      id={id}
      what={what}
      draftPlace="catalogue"
      asking={asking}
      follows={follows}
      moved={({ refusals }) => refusals}
      impact={({ impact, proposal }) => impact !== null && <Impact impact={impact} act={proposal.act} />}
      content={({ proposal, near }) => (
        <>
          <Lines title="变更内容" lines={proposal.lines} />
          {near.length > 0 && <Lines title="目录里已有相近的内容，请核对是不是同一个数" lines={near} />}
        </>
      )}
      act={({ proposal }, action, note) => decide(proposal, action, note)}
      onDone={async (board) => {
        client.setQueryData(catalogueQuery.queryKey, board)
        await client.invalidateQueries()
      }}
      onClose={onClose}
    />
  )
}
