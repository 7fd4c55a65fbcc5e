import { followUpActionNames, followUpKindNames, followUpStateNames } from '@cg/contract/follow-up'
import type { FollowUp, FollowUpLedger } from '@cg/contract/follow-up'
import type { FollowUpDecision } from '@cg/domain/task/follow-up'
import { formatDate, formatDateTime } from '@cg/domain/number/number-format'
import { Button } from '../../../ui/button.tsx'
import { Panel } from '../../../ui/panel.tsx'
import { EmptyState } from '../../../ui/states.tsx'
import { StatusChip } from '../../../ui/status-chip.tsx'
import { stateTones } from './words.ts'

type Acts = {
  onAnswer: (item: FollowUp) => void
  onExtend: (item: FollowUp) => void
  onDecide: (item: FollowUp, action: FollowUpDecision) => void
}
type LedgerPanelProps = Acts & { ledger: FollowUpLedger; items: readonly FollowUp[] }

/** The items with what was asked, what was answered and how each was closed. */
export function LedgerPanel({ ledger, items, ...acts }: LedgerPanelProps) {
  return (
    <Panel title="督办台账">
      {items.length === 0 ? (
        <EmptyState title={ledger.items.length === 0 ? '还没有督办事项' : '没有这样的督办事项'}>
          {ledger.items.length > 0 && '换一种列法可以看到别的事项。'}
          {ledger.items.length === 0 &&
            (ledger.offer === null
              ? '市产改办向您的单位发出督办后，列在这里，由您回复。'
              : '点“发出督办”，从最近一次发布的滞后指标、逾期的任务节点或讲话要求中选择一项，也可以写其他事项。')}
        </EmptyState>
      ) : (
        <div className="follow-up-scroll" role="region" aria-label="督办事项列表" tabIndex={0}>
          <table className="follow-up-table">
            <thead>
              <tr>
                <th scope="col">号</th>
                <th scope="col">督办事项</th>
                <th scope="col">责任单位</th>
                <th scope="col">办结期限</th>
                <th scope="col">回复</th>
                <th scope="col">状态</th>
                <th scope="col" className="no-print">
                  办理
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <Row key={item.id} item={item} {...acts} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

function Row({ item, onAnswer, onExtend, onDecide }: Acts & { item: FollowUp }) {
  return (
    <tr>
      <th scope="row">{item.id}</th>
      <td>
        <span className="muted">{followUpKindNames[item.kind]}</span>
        <p>{item.link === null ? item.about : <a href={item.link}>{item.about}</a>}</p>
        <p className="muted">要求：{item.requirement}</p>
      </td>
      <td data-label="责任单位">{item.responsible}</td>
      <td data-label="办结期限">
        {formatDate(item.dueOn)}
        {item.isOverdue && (
          <p>
            <StatusChip tone="late">逾期</StatusChip>
          </p>
        )}
      </td>
      <td>
        <Answer item={item} />
      </td>
      <td>
        <StatusChip tone={stateTones[item.state]}>{followUpStateNames[item.state]}</StatusChip>
        {item.closing !== null && <p>{item.closing}</p>}
        <Steps item={item} />
      </td>
      <td className="no-print">
        <div className="follow-up-may">
          {item.may.map((action) => (
            <Button
              key={action}
              kind={action === 'answer' || action === 'accept' ? 'primary' : 'plain'}
              aria-label={`${followUpActionNames[action]}第${item.id}号督办`}
              onClick={() => {
                if (action === 'answer') onAnswer(item)
                else if (action === 'extend') onExtend(item)
                else onDecide(item, action)
              }}
            >
              {followUpActionNames[action]}
            </Button>
          ))}
        </div>
      </td>
    </tr>
  )
}

function Answer({ item: { reason, measures, expectedOn } }: { item: FollowUp }) {
  if (reason === '') return <span className="muted">还没有回复</span>
  return (
    <>
      <p>原因：{reason}</p>
      <p>措施：{measures}</p>
      {expectedOn !== null && <p>预计完成：{formatDate(expectedOn)}</p>}
    </>
  )
}

function Steps({ item: { steps } }: { item: FollowUp }) {
  return (
    <details className="follow-up-steps no-print">
      <summary>经过</summary>
      <ol>
        {steps.map((step) => (
          <li key={`${step.at}${step.action}`}>
            {formatDateTime(step.at)} {step.by} {followUpActionNames[step.action]}
            {step.note !== '' && `：${step.note}`}
          </li>
        ))}
      </ol>
    </details>
  )
}
