import type { TaskBoard } from '@cg/contract/task'
import { formatDateTime } from '@cg/domain/number/number-format'
import { useState } from 'react'
import { ReasonDialog } from '../../shared/reason-dialog.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { rename } from './queries.ts'

type Task = TaskBoard['tasks'][number]
type RenameDialogProps = { task: Task; onBoard: (board: TaskBoard) => void; onClose: () => void }

/** Calls a key task otherwise; what it was called before stands beneath. */
export function RenameDialog({ task, onBoard, onClose }: RenameDialogProps) {
  const [name, setName] = useState(task.name)
  return (
    <ReasonDialog
      title={`更改名称：${task.name}`}
      description="改动前后的名称、原因、时间和经办人都保留备查；已发布的内容不变。"
      verb="更改"
      draftPlace={`task.rename.${task.code}.${task.version}`}
      act={(reason) => rename(task, name, reason)}
      doneWords="已更改任务名称"
      onDone={onBoard}
      onClose={onClose}
    >
      <Field label="任务名称" isRequired>
        {(control) => (
          <TextInput {...control} maxLength={100} value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      {task.changes.length > 0 && (
        <ol className="task-steps">
          {task.changes.map((one) => (
            <li key={one.at}>
              {formatDateTime(one.at)} {one.by}：{one.before} → {one.after}。原因：{one.reason}
            </li>
          ))}
        </ol>
      )}
    </ReasonDialog>
  )
}
