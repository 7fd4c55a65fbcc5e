import type { AssistTask } from '@cg/contract/assist'
import { formatDateTime, formatPeriod, formatResult } from '@cg/domain/number/number-format'
import { parsePeriod } from '@cg/domain/period'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { timeLeft } from '../../shared/time-left.ts'
import { Button } from '../../ui/button.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { AssistForm } from './assist-form.tsx'
import { assistsQuery } from './assist-queries.ts'

/** What my department is asked to supply to other departments' forms, to whom and by when. */
export function Assists() {
  const { data } = useQuery(assistsQuery)
  const [opened, setOpened] = useState<string | null>(null)
  if (data === undefined || data.tasks.length === 0) return null
  return (
    <section className="work">
      <h2>协助事项</h2>
      <p className="work-note">
        其他部门的数据项需要本部门提供材料。数字由责任部门填报；本部门只提供材料，报送后可以看到这项数据的数字。
      </p>
      <ul className="work-list assist-list">
        {data.tasks.map((task) => {
          const key = `${task.period}|${task.item}|${task.department}`
          return (
            <li key={key} className="assist-card">
              <AssistHead
                task={task}
                serverTime={data.serverTime}
                isOpen={opened === key}
                onToggle={() => setOpened(opened === key ? null : key)}
              />
              {opened === key && (
                <div className="assist-body">
                  <p>口径：{task.definition}</p>
                  <Figures task={task} />
                  <AssistForm task={task} />
                </div>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

type HeadProps = { task: AssistTask; serverTime: string; isOpen: boolean; onToggle: () => void }

function AssistHead({ task, serverTime, isOpen, onToggle }: HeadProps) {
  const { itemName, supplies, responsible, formName, period, dueAt, given, closedReason } = task
  const isDone = given.length > 0
  return (
    <div className="assist-head">
      <div>
        <b className="work-name">{itemName}</b>{' '}
        <StatusChip tone={isDone ? 'good' : closedReason === null ? 'near' : 'none'}>
          {isDone ? `已提供 ${given.length} 份` : '没有提供'}
        </StatusChip>
        <p>请提供：{supplies}</p>
        <p className="work-note">
          {responsible}《{formName}》，{formatPeriod(parsePeriod(period))}
          {closedReason === null && `，请于 ${formatDateTime(dueAt)} 前（${timeLeft(dueAt, serverTime)}）`}
        </p>
      </div>
      <Button aria-expanded={isOpen} aria-label={`${isOpen ? '收起' : '查看'}${itemName}的协助事项`} onClick={onToggle}>
        {isOpen ? '收起' : '查看'}
      </Button>
    </div>
  )
}

/** The item's figures where they were sent. */
function Figures({ task }: { task: AssistTask }) {
  const { figures, sent, forms, unit, itemName } = task
  if (figures.length === 0) return <p className="work-note">责任部门报送后，这里显示这项数据的数字。</p>
  return (
    <>
      <table className="side-table assist-figures">
        <caption>
          {itemName}（{unit}）{sent < forms && `，已报送 ${sent}/${forms} 张表`}
        </caption>
        <tbody>
          {figures.map((one) => (
            <tr key={one.unit}>
              <th scope="row">{one.unit}</th>
              <td>{formatResult(one, task)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
