import { formatDateTime } from '@cg/domain/number/date-format'
import type { SubmissionFact } from './entry.ts'

/* Whose names stand under a form, in the words of every place that prints them. */

/** A name with its time; null where nobody did that step. */
type Signed = readonly [by: string | null, at: string | null]

/** Names under a form: who filled it in, and where it was signed inside who checked and who signed it. */
export type Signers = {
  readonly filler: Signed
  readonly checker: Signed
  readonly head: Signed
}

/** 填报人 陈晓岚（2026年10月12日 15:00） → 单位审核人 … → 单位负责人 …; '' where no name stands there. */
export function signersWords({ filler, checker, head }: Signers): string {
  const named = (what: string, [by, at]: Signed) =>
    by === null || at === null ? [] : [`${what} ${by}（${formatDateTime(at)}）`]
  return [...named('填报人', filler), ...named('单位审核人', checker), ...named('单位负责人', head)].join(' → ')
}

/** The names that a form carries now. */
export function signersIn(signOff: NonNullable<SubmissionFact['signOff']>): Signers {
  return {
    filler: [signOff.proposedBy, signOff.proposedAt],
    checker: [signOff.endorsedBy, signOff.endorsedAt],
    head: [signOff.signedBy, signOff.signedAt],
  }
}
