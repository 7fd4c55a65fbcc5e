import type { SubmissionState } from '@cg/domain/form/submission'
import { formatSubmissionState } from '@cg/domain/form/submission'
import { signOffWords } from '@cg/domain/form/sign-off'
import type { SignOffStep } from '@cg/domain/form/sign-off'
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

const insideMark: { tone: Tone; shape: Shape } = { tone: 'info', shape: 'half' }

type ChipProps = {
  state: SubmissionState
  /** 内部审签: where it waits inside its unit, which is said instead of its state. */
  step?: SignOffStep | null
  isOverdue?: boolean
}

/** A form's state: one shape and word everywhere it is named. */
export function SubmissionChip({ state, step = null, isOverdue = false }: ChipProps) {
  const { tone, shape } = step === null ? marks[state] : insideMark
  return (
    <StatusChip tone={isOverdue ? 'late' : tone} shape={shape}>
      {step === null ? formatSubmissionState(state) : signOffWords[step]}
      {isOverdue && '·逾期'}
    </StatusChip>
  )
}
