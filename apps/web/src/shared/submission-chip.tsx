import type { SubmissionState } from '@cg/domain/form/submission'
import { formatSubmissionState } from '@cg/domain/form/submission'
import { StatusChip } from '../ui/status-chip.tsx'
import type { Shape, Tone } from '../ui/status-chip.tsx'

const marks: Record<SubmissionState, { tone: Tone; shape: Shape }> = {
  not_started: { tone: 'none', shape: 'dashed' },
  draft: { tone: 'info', shape: 'half' },
  submitted: { tone: 'info', shape: 'diamond' },
  checked: { tone: 'info', shape: 'check' },
  returned: { tone: 'late', shape: 'square' },
  withdrawn: { tone: 'near', shape: 'ring' },
  accepted: { tone: 'good', shape: 'circle' },
  locked: { tone: 'good', shape: 'check' },
}

/** A form's state: one shape and word everywhere it is named. */
export function SubmissionChip({ state, isOverdue = false }: { state: SubmissionState; isOverdue?: boolean }) {
  const { tone, shape } = marks[state]
  return (
    <StatusChip tone={isOverdue ? 'late' : tone} shape={shape}>
      {formatSubmissionState(state)}
      {isOverdue && '·逾期'}
    </StatusChip>
  )
}
