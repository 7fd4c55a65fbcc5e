import { missingMarks } from '@cg/charts/theme'
import type { Light } from '@cg/contract/figure-schema'
import type { ResultState } from '@cg/domain/cell'
import { formatState } from '@cg/domain/number/number-format'
import { lightWords } from '../shared/measure-words.ts'
import { StatusChip, StatusMark } from '../ui/status-chip.tsx'
import type { Tone } from '../ui/status-chip.tsx'

export const lightTone: Readonly<Record<Light, Tone>> = { met: 'good', near: 'near', late: 'late' }

/** A missing number due to be there is dashed; one that need not be there is a dash. */
export function stateTone(state: ResultState): Tone {
  return missingMarks[state] === 'dash' ? 'na' : 'none'
}

/** 达标 / 临近 / 滞后, the word of a missing figure, or nothing when there is nothing to judge. */
type Chip = { light: Light | null; state?: ResultState }

export function LightChip({ light, state = 'reported' }: Chip) {
  if (light !== null) return <StatusChip tone={lightTone[light]}>{lightWords[light]}</StatusChip>
  if (state === 'reported' || state === 'partial') return null
  return <StatusChip tone={stateTone(state)}>{formatState(state)}</StatusChip>
}

/** The shape alone, with its word for screen readers. */
export function LightMark({ light }: { light: Light | null }) {
  if (light === null) return null
  return (
    <>
      <StatusMark tone={lightTone[light]} />
      <span className="visually-hidden">{lightWords[light]}</span>
    </>
  )
}
