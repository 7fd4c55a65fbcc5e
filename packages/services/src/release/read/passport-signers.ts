import type { PassportFacts } from '@cg/contract/release/passport'
import type { submissionEvent } from '@cg/db/schema'
import type { Names } from '../../entry/form/names.ts'

type Step = Pick<typeof submissionEvent.$inferSelect, 'action'> & { readonly by: number; readonly at: string }
type Done = { readonly by: number; readonly at: string } | null

/** Who filled in, checked and signed one sending of a form. */
export type Signers = { readonly filler: Done; readonly checker: Done; readonly head: Done }

export const nobody: Signers = { filler: null, checker: null, head: null }

/**
 * The names under the last sending among steps that came before its acceptance, oldest first. Where it was signed inside
 * the head sent it; what was proposed before it was taken back or sent back stands under nothing.
 */
export function signersOf(steps: readonly Step[]): Signers {
  const sent = steps.findLastIndex(({ action }) => action === 'submit')
  const submitted = steps[sent]
  if (submitted === undefined) return nobody
  const before = steps.slice(0, sent)
  const since = before.findLastIndex(({ action }) =>
    ['submit', 'recall', 'send_back', 'return', 'reopen'].includes(action),
  )
  const inside = before.slice(since + 1)
  const proposed = inside.findLast(({ action }) => action === 'propose')
  const endorsed = inside.findLast(({ action }) => action === 'endorse')
  return proposed === undefined || endorsed === undefined
    ? { ...nobody, filler: submitted }
    : { filler: proposed, checker: endorsed, head: submitted }
}

/** The accounts whose names are asked for. */
export function signerIds({ filler, checker, head }: Signers): number[] {
  return [filler, checker, head].flatMap((one) => (one === null ? [] : [one.by]))
}

/** The same with the names of then. */
export function signersFact(
  { filler, checker, head }: Signers,
  names: Names,
): PassportFacts['cells'][number]['sentBy'] {
  const named = (one: Done) => (one === null ? { by: null, at: null } : { by: names(one.by, one.at), at: one.at })
  return { filler: named(filler), checker: named(checker), head: named(head) }
}
