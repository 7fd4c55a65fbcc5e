import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { IsoTime, nullable } from './schema.ts'
import { Type } from './type.ts'

/* Who changed what of one part of the set-up: the lines of the audit trail that belong to its page. */

export const changeParts = ['city', 'units', 'people', 'reporters', 'calendar', 'catalogue', 'aims', 'scheme'] as const
export type ChangePart = (typeof changeParts)[number]

export const ChangeLine = Type.Object({
  /** Number in the audit trail. */
  id: Type.Integer(),
  at: IsoTime,
  actor: Type.String(),
  actionName: Type.String(),
  objectName: Type.String(),
  lines: Type.Array(Type.String()),
})
export type ChangeLine = Static<typeof ChangeLine>

export const listChanges = defineRoute({
  method: 'GET',
  path: '/api/v1/change-log/:part',
  summary: 'Who changed what of a part of the set-up, newest first; for those who may see its page',
  access: 'signed-in',
  params: Type.Object({ part: Type.Enum([...changeParts]) }),
  query: Type.Object({ before: Type.Optional(Type.Integer({ minimum: 1 })) }),
  reply: Type.Object({ items: Type.Array(ChangeLine), next: nullable(Type.Integer()) }),
})
