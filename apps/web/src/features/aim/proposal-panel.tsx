import type { AimProposal } from '@cg/contract/aim'
import type { ProposalAction } from '@cg/contract/proposal'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { aimsQuery } from '../../shared/aim-hint.tsx'
import { Lines, ProposalDialog, ProposalList } from '../../shared/proposals.tsx'
import { DifferenceList } from './difference-list.tsx'
import { Impact } from './propose-dialog.tsx'
import { decide, proposalQuery } from './queries.ts'

const what = '目标与基期变更'

/** What waits for a second person, and what became of the rest. */
export function ProposalPanel({ proposals }: { proposals: readonly AimProposal[] }) {
  return (
    <ProposalList
      what={what}
      proposals={proposals}
      titleOf={aboutWords}
      dialogOf={(id, onClose) => <Opened id={id} onClose={onClose} />}
    />
  )
}

/** 培训覆盖率等 3 个指标，12 处 */
function aboutWords({ indicators, changes }: AimProposal): string {
  const name = indicators.length > 1 ? `${indicators[0]}等 ${indicators.length} 个指标` : (indicators[0] ?? '')
  return `${name}，${changes} 处`
}

const follows: Readonly<Record<ProposalAction, string>> = {
  confirm: '确认后立即改动目标和基期，从下一次发布起使用。',
  refuse: '退回后目标和基期不变，由提出人修改后重新提出。',
  withdraw: '撤回后目标和基期不变。',
}

function Opened({ id, onClose }: { id: number; onClose: () => void }) {
  const asking = useQuery(proposalQuery(id))
  const client = useQueryClient()
  return (
    <ProposalDialog
      id={id}
      what={what}
      draftPlace="aim"
      asking={asking}
      follows={follows}
      moved={({ moved }) => moved}
      impact={({ impact }) => impact !== null && <Impact impact={impact} />}
      content={({ doubts, differences }) => (
        <>
          {doubts.length > 0 && <Lines title={`有 ${doubts.length} 处可能有误，请核对`} lines={doubts} />}
          <DifferenceList differences={differences} />
        </>
      )}
      act={({ proposal }, action, note) => decide(proposal, action, note)}
      onDone={async (board) => {
        client.setQueryData(aimsQuery.queryKey, board)
        await client.invalidateQueries({ queryKey: ['aims'] })
      }}
      onClose={onClose}
    />
  )
}
