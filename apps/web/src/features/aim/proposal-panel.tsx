import { aimActionNames, aimStateNames } from '@cg/contract/aim'
import type { AimAction, AimProposal } from '@cg/contract/aim'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ProblemPanel } from '../../shared/problem-panel.tsx'
import { ReasonDialog } from '../../shared/reason-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Panel } from '../../ui/panel.tsx'
import { LoadingState } from '../../ui/states.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import type { Tone } from '../../ui/status-chip.tsx'
import { DifferenceList } from './difference-list.tsx'
import { Impact, Lines } from './propose-dialog.tsx'
import { aimsQuery } from '../../shared/aim-hint.tsx'
import { decide, proposalQuery } from './queries.ts'

const tones: Readonly<Record<AimProposal['state'], Tone>> = {
  proposed: 'info',
  confirmed: 'good',
  refused: 'near',
  withdrawn: 'none',
}

/** More than anybody looks back through; the trail keeps them all. */
const mostShown = 8

/** What waits for a second person, and what became of the rest. */
export function ProposalPanel({ proposals }: { proposals: readonly AimProposal[] }) {
  const [opened, setOpened] = useState<number | null>(null)
  const [isAll, setIsAll] = useState(false)
  if (proposals.length === 0) return null
  const shown = isAll ? proposals : proposals.slice(0, mostShown)
  return (
    <Panel title="变更：待确认与已办理">
      <ul className="aim-proposals">
        {shown.map((one) => (
          <li key={one.id}>
            <div className="aim-head">
              <b>
                第 {one.id} 号　{aboutWords(one)}
              </b>
              <StatusChip tone={tones[one.state]}>{aimStateNames[one.state]}</StatusChip>
              <Button onClick={() => setOpened(one.id)} aria-label={`查看第${one.id}号变更`}>
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

/** 培训覆盖率等 3 个指标，12 处 */
function aboutWords({ indicators, changes }: AimProposal): string {
  const name = indicators.length > 1 ? `${indicators[0]}等 ${indicators.length} 个指标` : (indicators[0] ?? '')
  return `${name}，${changes} 处`
}

function tellWords({ proposedBy, proposedAt, reason, decidedBy, decidedAt, state, note }: AimProposal): string {
  const asked = `${proposedBy} ${formatDateTime(proposedAt)} 提出：${reason}`
  if (decidedBy === null || decidedAt === null) return asked
  return `${asked}；${decidedBy} ${formatDateTime(decidedAt)} ${aimStateNames[state].slice(1)}${note === '' ? '' : `：${note}`}`
}

function ProposalDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const { data, error, refetch } = useQuery(proposalQuery(id))
  const [asked, setAsked] = useState<AimAction | null>(null)
  const client = useQueryClient()
  const may = data?.proposal.may ?? []
  if (asked !== null && data !== undefined)
    return (
      <ReasonDialog
        title={`${aimActionNames[asked]}第 ${id} 号变更`}
        description={follows[asked]}
        verb={aimActionNames[asked]}
        least={asked === 'refuse' ? 1 : 0}
        draftPlace={`aim.${id}.${asked}`}
        act={(note) => decide(data.proposal, asked, note)}
        doneWords={`变更已${aimActionNames[asked]}`}
        onDone={async (board) => {
          client.setQueryData(aimsQuery.queryKey, board)
          await client.invalidateQueries({ queryKey: ['aims'] })
          onClose()
        }}
        onClose={() => setAsked(null)}
      >
        {data.impact !== null && <Impact impact={data.impact} />}
      </ReasonDialog>
    )
  return (
    <Dialog
      isOpen
      shape="wide"
      onClose={onClose}
      title={`目标与基期变更 第 ${id} 号`}
      {...(data === undefined ? {} : { description: tellWords(data.proposal) })}
      footer={
        <>
          <Button onClick={onClose}>关闭</Button>
          {may.map((action) => (
            <Button
              key={action}
              kind={action === 'confirm' ? 'primary' : 'plain'}
              disabled={action === 'confirm' && (data?.moved.length ?? 0) > 0}
              onClick={() => setAsked(action)}
            >
              {aimActionNames[action]}
            </Button>
          ))}
        </>
      }
    >
      {error !== null && data === undefined && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <LoadingState />}
      {data !== undefined && (
        <div className="aim-checked">
          {data.proposal.notConfirm !== null && <p className="muted">{data.proposal.notConfirm}</p>}
          {data.moved.length > 0 && (
            <Lines title="提出之后有了变化，不能确认；请退回，由提出人重新提出" lines={data.moved} isBad />
          )}
          {data.doubts.length > 0 && (
            <Lines title={`有 ${data.doubts.length} 处可能有误，请核对`} lines={data.doubts} />
          )}
          {data.impact !== null && <Impact impact={data.impact} />}
          <DifferenceList differences={data.differences} />
        </div>
      )}
    </Dialog>
  )
}

const follows: Readonly<Record<AimAction, string>> = {
  confirm: '确认后立即改动目标和基期，从下一次发布起使用。',
  refuse: '退回后目标和基期不变，由提出人修改后重新提出。',
  withdraw: '撤回后目标和基期不变。',
}
