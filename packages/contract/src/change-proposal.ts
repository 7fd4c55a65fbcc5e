import type { Static } from 'typebox'
import { proposalActions, proposalStates } from './proposal.ts'
import { IsoTime, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/* A change that one person proposes and another confirms (I6), as it is listed. */

/** What is told of every proposal: who put it forward and why, who decided it, and what this person can do with it. */
export const proposalFields = {
  id: Type.Integer(),
  state: Type.Enum([...proposalStates]),
  /** Send back as If-Match: "1". */
  version: Type.Integer(),
  reason: Type.String(),
  proposedBy: Type.String(),
  proposedAt: IsoTime,
  decidedBy: nullable(Type.String()),
  decidedAt: nullable(IsoTime),
  note: Type.String(),
  may: Type.Array(Type.Enum([...proposalActions])),
  /** Why this person cannot confirm what is waiting; null where they can or nothing waits. */
  notConfirm: nullable(Type.String()),
} as const

/** Who answers for a proposal, and what can be done with it, without what it changes. */
export const ProposalFacts = Type.Object(proposalFields)
export type ProposalFacts = Static<typeof ProposalFacts>

/** Of a scoring scheme or of ranked units. */
export const ChangeProposal = Type.Object({
  ...proposalFields,
  /** 2027年起采用《综合评价》第2版 */
  title: Type.String(),
  /** What it changes, as it was shown to who proposed it. */
  lines: Type.Array(Type.String()),
})
export type ChangeProposal = Static<typeof ChangeProposal>

export const ProposalParams = Type.Object({ id: Type.Integer({ minimum: 1 }) })
export const ProposalDecision = strictObject({
  action: Type.Enum([...proposalActions]),
  note: Type.String({ maxLength: 300 }),
})
