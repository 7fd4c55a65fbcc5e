import type { TaskBoard } from '@cg/contract/task'
import { EditDialog } from './edit-dialog.tsx'
import { ReadDialog } from './read-dialog.tsx'
import { RenameDialog } from './rename-dialog.tsx'
import { ReportDialog } from './report-dialog.tsx'

/** What is done to a measure over the page. */
export type Shown =
  | { readonly kind: 'read' | 'report' | 'change'; readonly id: number }
  | { readonly kind: 'add'; readonly task: string }
  | { readonly kind: 'rename'; readonly task: string }

type MeasureDialogProps = {
  board: TaskBoard
  shown: Shown
  onBoard: (board: TaskBoard) => void
  /** Takes the board in and leaves what is shown open. */
  onStay: (board: TaskBoard) => void
  onClose: () => void
}

/** The dialog of what was asked for; nothing where the measure is gone. */
export function MeasureDialog({ shown, onStay, ...rest }: MeasureDialogProps) {
  if (shown.kind === 'add') return <EditDialog {...rest} task={shown.task} measure={null} />
  if (shown.kind === 'rename') {
    const task = rest.board.tasks.find(({ code }) => code === shown.task)
    return task === undefined ? null : <RenameDialog task={task} onBoard={rest.onBoard} onClose={rest.onClose} />
  }
  const measures = rest.board.tasks.flatMap((task) => task.measures.map((measure) => ({ task: task.code, measure })))
  const found = measures.find(({ measure }) => measure.id === shown.id)
  if (found === undefined) return null
  switch (shown.kind) {
    case 'read':
      return <ReadDialog {...rest} measure={found.measure} onStay={onStay} />
    case 'report':
      return <ReportDialog measure={found.measure} onBoard={rest.onBoard} onClose={rest.onClose} />
    case 'change':
      return <EditDialog {...rest} task={found.task} measure={found.measure} />
  }
}
