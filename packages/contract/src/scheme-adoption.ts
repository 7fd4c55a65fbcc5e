import type { Static } from 'typebox'
import { ChangeProposal, ProposalDecision, ProposalParams } from './change-proposal.ts'
import { defineRoute } from './route.ts'
import { SchemeAdoption, SchemeList } from './scheme.ts'
import { PeriodText, nullable, strictObject } from './schema.ts'
import { trialMark } from './trial-mark.ts'
import { Type } from './type.ts'

/* Adopting a version of the scheme: what it would do, proposed by who edited it and confirmed by another publisher. */

export const SchemeImpact = Type.Object({
  mark: Type.Literal(trialMark),
  /** Each with its remedy; with one of them it cannot be adopted. */
  refusals: Type.Array(Type.String()),
  /** What becomes another beside the version in force: weights, rules, what is added and left out. */
  lines: Type.Array(Type.String()),
  /** Whom and what it reaches, in words. */
  reaches: Type.Array(Type.String()),
  /** The newest published quarter under this version; null where nothing is published. */
  quarter: nullable(
    Type.Object({
      period: PeriodText,
      release: Type.String(),
      /** Units whose place becomes another, best first. */
      moves: Type.Array(
        Type.Object({
          unit: Type.String(),
          unitName: Type.String(),
          before: nullable(Type.Number()),
          after: nullable(Type.Number()),
          /** Why it has no place then. */
          reason: nullable(Type.String()),
        }),
      ),
    }),
  ),
  /** Send it back to propose what was shown; '' where it was refused. */
  digest: Type.String(),
})
export type SchemeImpact = Static<typeof SchemeImpact>

export const SchemeProposalDetail = Type.Object({
  proposal: ChangeProposal,
  /** The version that it would adopt. */
  scheme: Type.Integer(),
  /** What has become another since it was proposed: it cannot be confirmed. */
  moved: Type.Array(Type.String()),
  /** Null once it is decided. */
  impact: nullable(SchemeImpact),
})
export type SchemeProposalDetail = Static<typeof SchemeProposalDetail>

export const getSchemeImpact = defineRoute({
  method: 'GET',
  path: '/api/v1/schemes/:id/impact',
  summary: 'What adopting a version would change, and whose place in the newest quarter; writes nothing',
  access: 'signed-in',
  params: ProposalParams,
  reply: SchemeImpact,
})

export const proposeScheme = defineRoute({
  method: 'POST',
  path: '/api/v1/schemes/:id/proposal',
  summary: 'Propose to adopt a tried version; another publisher confirms it before it scores anything',
  access: 'signed-in',
  ifMatch: true,
  params: ProposalParams,
  body: strictObject({
    ...SchemeAdoption.properties,
    /** The digest of what was shown. */
    seen: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  }),
  reply: SchemeList,
})

export const readSchemeProposal = defineRoute({
  method: 'GET',
  path: '/api/v1/scheme-proposals/:id',
  summary: 'A proposal to adopt a version, with what has become another since and what it would do',
  access: 'signed-in',
  params: ProposalParams,
  reply: SchemeProposalDetail,
})

export const decideSchemeProposal = defineRoute({
  method: 'POST',
  path: '/api/v1/scheme-proposals/:id/decide',
  summary: 'Confirm or refuse another person’s proposal to adopt a version, or withdraw one’s own',
  access: 'signed-in',
  ifMatch: true,
  params: ProposalParams,
  body: ProposalDecision,
  reply: SchemeList,
})
