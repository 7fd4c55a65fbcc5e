import type { SpeechMark } from '@cg/domain/speech/book'
import type { CheckedFinding } from './replace.ts'

/** todo: what still has to be looked at by somebody, or to be put in. */
export type MarkFilter = SpeechMark | 'all' | 'todo'

const isTodo = ({ mark, wasText }: CheckedFinding): boolean =>
  wasText === null && mark !== 'equal' && mark !== 'missing'

/** Places in the list of those that a filter shows. */
export function shownBy(filter: MarkFilter, findings: readonly CheckedFinding[]): number[] {
  return findings.flatMap((finding, at) => {
    const isShown = filter === 'all' || (filter === 'todo' ? isTodo(finding) : finding.mark === filter)
    return isShown ? [at] : []
  })
}

/** The one shown next to the chosen one, which itself need not be shown any longer; null where there is none. */
export function nextTo(shown: readonly number[], chosen: number | null, way: 1 | -1): number | null {
  if (chosen === null) return (way === 1 ? shown[0] : shown.at(-1)) ?? null
  return (way === 1 ? shown.find((at) => at > chosen) : shown.findLast((at) => at < chosen)) ?? null
}
