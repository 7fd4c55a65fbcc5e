import { directionControlProblem } from '@cg/domain/number/direction-control'
import { ServiceError } from '@cg/services/errors'

/**
 * Refuses names, notes, reasons and titles that hold an invisible direction control, wherever in a request they stand:
 * what is shown or printed later must read as it is stored.
 */
export function refuseTurnedText(parts: Readonly<Record<string, unknown>>): void {
  for (const [part, value] of Object.entries(parts)) {
    const found = turnedText(value, '')
    if (found === null) continue
    const place = found.path === '' ? part : `${part}中的 ${found.path}`
    throw new ServiceError('invalid', `${place} ${found.problem}。`, { reason: 'text.direction_control' })
  }
}

function turnedText(value: unknown, path: string): { path: string; problem: string } | null {
  if (typeof value === 'string') {
    const problem = directionControlProblem(value)
    return problem === null ? null : { path, problem }
  }
  if (value === null || typeof value !== 'object') return null
  for (const [key, part] of Object.entries(value)) {
    const found = turnedText(part, path === '' ? key : `${path}/${key}`)
    if (found !== null) return found
  }
  return null
}
