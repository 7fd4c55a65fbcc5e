import type { GrantRequest } from '@cg/contract/admin'
import { proposalActionNames } from '@cg/contract/proposal'
import type { ProposalAction } from '@cg/contract/proposal'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useState } from 'react'
import { ReasonDialog } from '../../shared/reason-dialog.tsx'
import { Button } from '../../ui/button.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { decideGrant } from './queries.ts'

type Asked = { readonly request: GrantRequest; readonly action: ProposalAction }

const follows: Readonly<Record<ProposalAction, string>> = {
  confirm: '确认后权限立即生效，账号须重新登录。请先与本人核实：谁用这个账号，为什么需要这些权限。',
  refuse: '退回后账号不获得这些权限，提出人会收到消息。',
  withdraw: '撤回后账号不获得这些权限。',
}

/** The office's powers that one administrator asked for: another one decides; nothing where none waits. */
export function GrantRequests({
  requests,
  onDone,
}: {
  requests: readonly GrantRequest[]
  onDone: () => Promise<unknown>
}) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const waiting = requests.filter(({ state }) => state === 'proposed')
  if (waiting.length === 0) return null
  return (
    <section className="grant-requests" aria-labelledby="grant-requests">
      <h2 id="grant-requests">{waiting.length} 项授权待确认</h2>
      <p className="admin-hint">审核人、发布人、系统管理员的权限由一位管理员提出，另一位管理员确认后才生效。</p>
      <ul className="admin-list">
        {waiting.map((one) => (
          <li key={one.id}>
            <StatusChip tone="info">待确认</StatusChip> <b>{one.name}</b>（{one.login}）{one.words}，由{one.proposedBy}
            于{formatDateTime(one.proposedAt)}提出{' '}
            {one.may.map((action) => (
              <Button
                key={action}
                kind="quiet"
                aria-label={`${proposalActionNames[action]}${one.login}的授权`}
                onClick={() => setAsked({ request: one, action })}
              >
                {proposalActionNames[action]}
              </Button>
            ))}
          </li>
        ))}
      </ul>
      {asked !== null && (
        <ReasonDialog
          title={`${proposalActionNames[asked.action]}授权：${asked.request.name}（${asked.request.login}）`}
          description={follows[asked.action]}
          verb={proposalActionNames[asked.action]}
          least={asked.action === 'refuse' ? 1 : 0}
          draftPlace={`grant.${asked.request.id}.${asked.action}`}
          act={(note) => decideGrant(asked.request, asked.action, note)}
          doneWords={`授权已${proposalActionNames[asked.action]}`}
          onDone={onDone}
          onClose={() => setAsked(null)}
        >
          <p>{asked.request.words}</p>
        </ReasonDialog>
      )}
    </section>
  )
}
