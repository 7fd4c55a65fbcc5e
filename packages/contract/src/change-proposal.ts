import type { Static } from 'typebox'
import { proposalActions, proposalStates } from './proposal.ts'
import { IsoTime, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/* A change of a scoring scheme or of ranked units, proposed by one person and confirmed by another. */

export const ChangeProposal = Type.Object({
  id: Type.Integer(),
  state: Type.Enum([...proposalStates]),
  /** Send back as If-Match: "1". */
  version: Type.Integer(),
  /** 2027年起采用《综合评价》第2版 */
  title: Type.String(),
  /** What it changes, as it was shown to who proposed it. */
  lines: Type.Array(Type.String()),
  reason: Type.String(),
  proposedBy: Type.String(),
  proposedAt: IsoTime,
  decidedBy: nullable(Type.String()),
  decidedAt: nullable(IsoTime),
  note: Type.String(),
  may: Type.Array(Type.Enum([...proposalActions])),
  /** Why this person cannot confirm what is waiting; null where they can or nothing waits. */
  notConfirm: nullable(Type.String()),
})
export type ChangeProposal = Static<typeof ChangeProposal>

export const ProposalParams = Type.Object({ id: Type.Integer({ minimum: 1 }) })
export const ProposalDecision = strictObject({
  action: Type.Enum([...proposalActions]),
  note: Type.String({ maxLength: 300 }),
})
