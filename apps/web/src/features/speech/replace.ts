import type { SpeechChange, SpeechFinding } from '@cg/contract/speech'

/** A draft as it was checked and as it stands after what was put in. */
export type Checked = {
  readonly text: string
  readonly findings: readonly CheckedFinding[]
}
/** `wasText`: what stood there before something was put in; null: as it was checked. */
export type CheckedFinding = SpeechFinding & { readonly wasText: string | null }

/** Whether there is something to put in its place. */
export const mayReplace = ({ expected, wasText }: CheckedFinding): boolean => expected !== null && wasText === null

/** Puts in what would be right for the chosen findings; all behind them move on by the difference. */
export function replaceIn(
  { text, findings }: Checked,
  chosen: (finding: CheckedFinding, at: number) => boolean,
): Checked {
  let shift = 0
  let next = text
  const moved = findings.map((finding, at) => {
    const [start, end] = [finding.start + shift, finding.end + shift]
    if (!chosen(finding, at) || !mayReplace(finding) || finding.expected === null) return { ...finding, start, end }
    const wasText = next.slice(start, end)
    next = next.slice(0, start) + finding.expected + next.slice(end)
    shift += finding.expected.length - (end - start)
    return { ...finding, start, end: start + finding.expected.length, wasText }
  })
  return { text: next, findings: moved }
}

/** What was put in since `first` was checked, by the places of its own text. */
export function changesSince(first: Checked, last: Checked): SpeechChange[] {
  return first.findings.flatMap(({ start, end, expected }, at) =>
    expected === null || last.findings[at]?.wasText === null ? [] : [{ start, end, text: expected }],
  )
}
