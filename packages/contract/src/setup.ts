import { setupStepCodes } from '@cg/domain/claim/setup'
import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { Type } from './type.ts'

/* 启用步骤 (I5): how far an installation is on its way to the first release, derived from what is there. */

export const Setup = Type.Object({
  /** In the order in which one needs the other. */
  steps: Type.Array(
    Type.Object({
      code: Type.Enum([...setupStepCodes]),
      /** wanted: it can be left out, and the sentence says what is then missing. */
      state: Type.Enum(['done', 'todo', 'wanted']),
      sentence: Type.String(),
    }),
  ),
})
export type Setup = Static<typeof Setup>

export const readSetup = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/setup',
  summary: 'The steps from an empty installation to the first release, and how far each is',
  access: 'signed-in',
  reply: Setup,
})
