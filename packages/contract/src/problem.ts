import { Type } from './type.ts'
import type { Static } from 'typebox'
import { nullable } from './schema.ts'

/** Where in a form, file or body a problem sits. */
export const ProblemCell = Type.Object({
  item: Type.Optional(Type.String()),
  unit: Type.Optional(Type.String()),
  breakdown: Type.Optional(Type.String()),
  /** Sheet, row and column of an uploaded file: "培训!C7". */
  place: Type.Optional(Type.String()),
  rule: Type.Optional(Type.String()),
  message: Type.String(),
})

export const problemCodes = [
  'unauthenticated',
  'forbidden',
  'not_found',
  'invalid',
  'conflict',
  'stale',
  'precondition_required',
  'too_large',
  'unsupported_media_type',
  'key_reused',
  'too_many_requests',
  'unavailable',
  'storage_full',
  'internal',
] as const
export type ProblemCode = (typeof problemCodes)[number]

/** RFC 9457 problem document. `code` is stable; `detail` is Chinese and says what to do next. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.Enum([...problemCodes]),
  /** A finer stable code: 'submission.illegal_transition'. */
  reason: Type.Optional(Type.String()),
  detail: Type.String(),
  /** What stands above the detail where a page cannot be shown; absent: the account may not see it. */
  heading: Type.Optional(Type.String()),
  requestId: Type.String(),
  cells: Type.Optional(Type.Array(ProblemCell)),
  /** For 412: what is stored now, so that both values can be shown. */
  current: Type.Optional(nullable(Type.Unknown())),
  retryAfterSeconds: Type.Optional(Type.Integer()),
})
export type Problem = Static<typeof Problem>
export type ProblemCell = Static<typeof ProblemCell>
