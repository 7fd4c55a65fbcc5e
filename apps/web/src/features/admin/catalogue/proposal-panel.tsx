import { catalogueActionNames, catalogueChangeStateNames } from '@cg/contract/catalogue-change'
import type { CatalogueAction, CatalogueProposal } from '@cg/contract/catalogue-change'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemPanel } from '../../../shared/problem-panel.tsx'
import { ReasonDialog } from '../../../shared/reason-dialog.tsx'
import { Button } from '../../../ui/button.tsx'
import { Dialog } from '../../../ui/dialog.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { LoadingState } from '../../../ui/states.tsx'
import { StatusChip } from '../../../ui/status-chip.tsx'
import type { Tone } from '../../../ui/status-chip.tsx'
import { catalogueQuery, decide, proposalQuery } from './queries.ts'
import { Impact, Lines } from './propose-frame.tsx'

const tones: Readonly<Record<CatalogueProposal['state'], Tone>> = {
  proposed: 'info',
  confirmed: 'good',
  refused: 'near',
  withdrawn: 'none',
}

/** What waits is always shown; of what was decided no more than anybody looks back through. */
const mostShown = 3

/** What waits for a second person, and what became of the rest. */
export function ProposalPanel({ proposals }: { proposals: readonly CatalogueProposal[] }) {
  const [opened, setOpened] = useState<number | null>(null)
  const [isAll, setIsAll] = useState(false)
  if (proposals.length === 0) return null
  const waiting = proposals.filter(({ state }) => state === 'proposed')
  const shown = isAll
    ? proposals
    : [...waiting, ...proposals.filter((one) => !waiting.includes(one)).slice(0, mostShown)]
  return (
    <Panel title={waiting.length === 0 ? '目录变更记录' : `${waiting.length} 项目录变更待确认`}>
      <ul className="catalogue-proposals">
        {shown.map((one) => (
          <li key={one.id}>
            <div className="catalogue-head">
              <b>
                第 {one.id} 号　{one.title}
              </b>
              <StatusChip tone={tones[one.state]}>{catalogueChangeStateNames[one.state]}</StatusChip>
              <Button onClick={() => setOpened(one.id)} aria-label={`查看第${one.id}号目录变更`}>
                {one.may.includes('confirm') ? '查看并办理' : '查看'}
              </Button>
            </div>
            <p className="muted">{tellWords(one)}</p>
          </li>
        ))}
      </ul>
      {proposals.length > shown.length && (
        <Button kind="quiet" onClick={() => setIsAll(true)}>
          显示全部 {proposals.length} 项
        </Button>
      )}
      {opened !== null && <ProposalDialog id={opened} onClose={() => setOpened(null)} />}
    </Panel>
  )
}

function tellWords({ proposedBy, proposedAt, reason, decidedBy, decidedAt, state, note }: CatalogueProposal): string {
  const asked = `${proposedBy} ${formatDateTime(proposedAt)} 提出：${reason}`
  if (decidedBy === null || decidedAt === null) return asked
  const done = catalogueChangeStateNames[state].slice(1)
  return `${asked}；${decidedBy} ${formatDateTime(decidedAt)} ${done}${note === '' ? '' : `：${note}`}`
}

const follows: Readonly<Record<CatalogueAction, string>> = {
  confirm: '确认后，从所写季度起的报表、指标和计分按新的目录办理；以前各季不变。',
  refuse: '退回后目录不变，由提出人修改后重新提出。',
  withdraw: '撤回后目录不变。',
}

function ProposalDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const { data, error, refetch } = useQuery(proposalQuery(id))
  const [asked, setAsked] = useState<CatalogueAction | null>(null)
  const client = useQueryClient()
  if (asked !== null && data !== undefined)
    return (
      <ReasonDialog
        title={`${catalogueActionNames[asked]}第 ${id} 号目录变更`}
        description={follows[asked]}
        verb={catalogueActionNames[asked]}
        least={asked === 'refuse' ? 1 : 0}
        draftPlace={`catalogue.${id}.${asked}`}
        act={(note) => decide(data.proposal, asked, note)}
        doneWords={`变更已${catalogueActionNames[asked]}`}
        onDone={async (board) => {
          client.setQueryData(catalogueQuery.queryKey, board)
          await client.invalidateQueries()
          onClose()
        }}
        onClose={() => setAsked(null)}
      >
        {data.impact !== null && <Impact impact={data.impact} act={data.proposal.act} />}
      </ReasonDialog>
    )
  return (
    <Dialog
      isOpen
      shape="wide"
      onClose={onClose}
      title={`目录变更 第 ${id} 号`}
      {...(data === undefined ? {} : { description: tellWords(data.proposal) })}
      footer={
        <>
          <Button onClick={onClose}>关闭</Button>
          {(data?.proposal.may ?? []).map((action) => (
            <Button
              key={action}
              kind={action === 'confirm' ? 'primary' : 'plain'}
              disabled={action === 'confirm' && (data?.refusals.length ?? 0) > 0}
              onClick={() => setAsked(action)}
            >
              {catalogueActionNames[action]}
            </Button>
          ))}
        </>
      }
    >
      {error !== null && data === undefined && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <LoadingState />}
      {data !== undefined && (
        <div className="catalogue-checked">
          {data.proposal.notConfirm !== null && <p className="muted">{data.proposal.notConfirm}</p>}
          {data.refusals.length > 0 && (
            <Lines title="提出之后有了变化，不能确认；请退回，由提出人重新提出" lines={data.refusals} isBad />
          )}
          {data.impact !== null && <Impact impact={data.impact} act={data.proposal.act} />}
          <Lines title="变更内容" lines={data.proposal.lines} />
        </div>
      )}
    </Dialog>
  )
}
