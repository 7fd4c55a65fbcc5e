import { robotKindNames } from '@cg/contract/notice'
import type { NoticeBoard, RobotInfo } from '@cg/contract/notice'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../../ui/button.tsx'
import { ConfirmDialog } from '../../../ui/dialog.tsx'
import { EmptyState } from '../../../ui/states.tsx'
import { StatusChip } from '../../../ui/status-chip.tsx'
import { dropRobot, useTakeBoard } from './queries.ts'
import { RobotDialog } from './robot-dialog.tsx'
import { TestButton } from './test-button.tsx'

/** The robots of work groups, each with what it tells. */
export function Robots({ board }: { board: NoticeBoard }) {
  const [edited, setEdited] = useState<RobotInfo | 'new' | null>(null)
  return (
    <section className="notice-card">
      <h2>群机器人</h2>
      <p className="admin-hint">
        企业微信或钉钉的工作群：在群设置中添加“自定义机器人”，把 Webhook
        地址粘贴到这里。只发不针对个人的消息，消息中没有报表数字。
      </p>
      {board.robots.length === 0 && (
        <EmptyState title="还没有群机器人">添加以后，临近截止、发布等消息会发到群里。</EmptyState>
      )}
      {board.robots.map((robot) => (
        <Robot key={robot.id} version={board.version} robot={robot} onEdit={() => setEdited(robot)} />
      ))}
      <div>
        <Button onClick={() => setEdited('new')}>添加群机器人…</Button>
      </div>
      {edited !== null && (
        <RobotDialog version={board.version} robot={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </section>
  )
}

function Robot({ version, robot, onEdit }: { version: number; robot: RobotInfo; onEdit: () => void }) {
  const [isAsked, setAsked] = useState(false)
  const take = useTakeBoard()
  const remove = useMutation({ mutationFn: () => dropRobot(version, robot.id), onSuccess: take })
  return (
    <article className="notice-robot">
      <p>
        <b>{robot.name}</b>{' '}
        <StatusChip tone={robot.isOn ? 'good' : 'na'}>{robot.isOn ? '已启用' : '未启用'}</StatusChip>
      </p>
      <p className="admin-hint">
        {robotKindNames[robot.kind]}
        {robot.kind === 'dingtalk' && (robot.hasSecret ? '，加签' : '，不加签')}，
        {robot.host === '' ? '地址不在本机，请修改后重新粘贴' : robot.host}，{robot.kinds.length} 类消息
      </p>
      <div className="notice-acts">
        <Button onClick={onEdit}>修改…</Button>
        <TestButton test={{ channel: 'robot', to: robot.id }} isDisabled={robot.host === ''} />
        <Button kind="quiet" isBusy={remove.isPending} onClick={() => setAsked(true)}>
          移除
        </Button>
      </div>
      {remove.error !== null && <p className="admin-error">{remove.error.message}</p>}
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        onConfirm={() => {
          setAsked(false)
          remove.mutate()
        }}
        title={`移除“${robot.name}”的机器人`}
        confirmWord="移除"
        isDanger
      >
        <p>它的地址和密钥从本机删去，还没有发出的消息不再发。</p>
      </ConfirmDialog>
    </article>
  )
}
