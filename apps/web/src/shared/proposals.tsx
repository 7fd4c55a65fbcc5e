import './proposals.css'
import { proposalActionNames, proposalStateNames } from '@cg/contract/proposal'
import type { ProposalAction, ProposalState } from '@cg/contract/proposal'
import { formatDateTime } from '@cg/domain/number/number-format'
import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Panel } from '../ui/panel.tsx'
import { LoadingState } from '../ui/states.tsx'
import { StatusChip } from '../ui/status-chip.tsx'
import type { Tone } from '../ui/status-chip.tsx'
import { ProblemPanel } from './problem-panel.tsx'
import { ReasonDialog } from './reason-dialog.tsx'

/** A change that one person proposed and another decides on. */
export type Proposal = {
  readonly id: number
  readonly state: ProposalState
  readonly may: readonly ProposalAction[]
  readonly proposedBy: string
  readonly proposedAt: string
  readonly reason: string
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly note: string
  readonly notConfirm: string | null
}

const tones: Readonly<Record<ProposalState, Tone>> = {
  proposed: 'info',
  confirmed: 'good',
  refused: 'near',
  withdrawn: 'none',
}

/** What waits is always shown; of what was decided no more than anybody looks back through. */
const mostDecided = 3

type ProposalListProps<P extends Proposal> = {
  /** 变更, 目录变更: what is proposed. */
  what: string
  proposals: readonly P[]
  titleOf: (one: P) => string
  dialogOf: (id: number, onClose: () => void) => ReactNode
}

/** What waits for a second person, and what became of the rest. */
export function ProposalList<P extends Proposal>({ what, proposals, titleOf, dialogOf }: ProposalListProps<P>) {
  const [opened, setOpened] = useState<number | null>(null)
  const [isAll, setIsAll] = useState(false)
  if (proposals.length === 0) return null
  const waiting = proposals.filter(({ state }) => state === 'proposed')
  const decided = proposals.filter(({ state }) => state !== 'proposed')
  const shown = isAll ? proposals : [...waiting, ...decided.slice(0, mostDecided)]
  return (
    <Panel title={waiting.length === 0 ? `${what}记录` : `${waiting.length} 项${what}待确认`}>
      <ul className="proposals">
        {shown.map((one) => (
          <li key={one.id}>
            <div className="proposal-head">
              <b>
                第 {one.id} 号　{titleOf(one)}
              </b>
              <StatusChip tone={tones[one.state]}>{proposalStateNames[one.state]}</StatusChip>
              <Button
                onClick={() => setOpened(one.id)}
                aria-label={`查看${canDecide(one) ? '并办理' : ''}第${one.id}号${what}`}
              >
                {canDecide(one) ? '查看并办理' : '查看'}
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
      {opened !== null && dialogOf(opened, () => setOpened(null))}
    </Panel>
  )
}

function canDecide({ may }: Proposal): boolean {
  return may.includes('confirm')
}

function tellWords({ proposedBy, proposedAt, reason, decidedBy, decidedAt, state, note }: Proposal): string {
  const asked = `${proposedBy} ${formatDateTime(proposedAt)} 提出：${reason}`
  if (decidedBy === null || decidedAt === null) return asked
  const done = proposalStateNames[state].slice(1)
  return `${asked}；${decidedBy} ${formatDateTime(decidedAt)} ${done}${note === '' ? '' : `：${note}`}`
}

type ProposalDialogProps<D extends { readonly proposal: Proposal }, Board> = {
  id: number
  what: string
  /** Where a reason is kept that is typed and not sent. */
  draftPlace: string
  asking: UseQueryResult<D>
  /** What follows from each act. */
  follows: Readonly<Record<ProposalAction, string>>
  /** Why it cannot be confirmed as things stand now. */
  moved: (detail: D) => readonly string[]
  /** What it would do; null where that is not known any more. */
  impact: (detail: D) => ReactNode
  /** What it changes. */
  content: (detail: D) => ReactNode
  act: (detail: D, action: ProposalAction, note: string) => Promise<Board>
  onDone: (board: Board) => Promise<void>
  onClose: () => void
}

/** One proposal with its impact, to be confirmed, refused or withdrawn. */
export function ProposalDialog<D extends { readonly proposal: Proposal }, Board>(props: ProposalDialogProps<D, Board>) {
  const { id, what, asking, onClose } = props
  const { data, error, refetch } = asking
  const [asked, setAsked] = useState<ProposalAction | null>(null)
  if (asked !== null && data !== undefined)
    return (
      <ReasonDialog
        title={`${proposalActionNames[asked]}第 ${id} 号${what}`}
        description={props.follows[asked]}
        verb={proposalActionNames[asked]}
        least={asked === 'refuse' ? 1 : 0}
        draftPlace={`${props.draftPlace}.${id}.${asked}`}
        act={(note) => props.act(data, asked, note)}
        doneWords={`变更已${proposalActionNames[asked]}`}
        onDone={async (board) => {
          await props.onDone(board)
          onClose()
        }}
        onClose={() => setAsked(null)}
      >
        {props.impact(data)}
      </ReasonDialog>
    )
  const moved = data === undefined ? [] : props.moved(data)
  return (
    <Dialog
      isOpen
      shape="wide"
      onClose={onClose}
      title={`${what} 第 ${id} 号`}
      {...(data === undefined ? {} : { description: tellWords(data.proposal) })}
      footer={
        <>
          <Button onClick={onClose}>关闭</Button>
          {(data?.proposal.may ?? []).map((action) => (
            <Button
              key={action}
              kind={action === 'confirm' ? 'primary' : 'plain'}
              disabled={action === 'confirm' && moved.length > 0}
              onClick={() => setAsked(action)}
            >
              {proposalActionNames[action]}
            </Button>
          ))}
        </>
      }
    >
      {error !== null && data === undefined && <ProblemPanel error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <LoadingState />}
      {data !== undefined && (
        <div className="proposal-checked">
          {data.proposal.notConfirm !== null && <p className="muted">{data.proposal.notConfirm}</p>}
          {moved.length > 0 && (
            <Lines title="提出之后有了变化，不能确认；请退回，由提出人重新提出" lines={moved} isBad />
          )}
          {props.impact(data)}
          {props.content(data)}
        </div>
      )}
    </Dialog>
  )
}

/** Sentences under a title, of what is wrong or of what is changed. */
export function Lines({ title, lines, isBad = false }: { title: string; lines: readonly string[]; isBad?: boolean }) {
  return (
    <section role={isBad ? 'alert' : undefined}>
      <h3 className={isBad ? 'proposal-bad' : undefined}>{title}</h3>
      <ul className="proposal-lines">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}
