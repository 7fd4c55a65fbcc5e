import type { Static } from 'typebox'
import { MatterKind } from './catalogue.ts'
import { defineRoute } from './route.ts'
import { DayText, IsoTime, strictObject } from './schema.ts'
import { Type } from './type.ts'

/*
 * 加减分事项: what a department enters of a unit with evidence, and other eyes accept. Only accepted ones count, by what
 * the scheme makes of their kind.
 */

export const matterStates = ['submitted', 'accepted', 'returned', 'withdrawn', 'revoked'] as const
export type MatterState = (typeof matterStates)[number]
export const matterStateNames: Readonly<Record<MatterState, string>> = {
  submitted: '待审核',
  accepted: '已采纳',
  returned: '已退回',
  withdrawn: '已撤回',
  revoked: '采纳后撤销',
}

export const matterActions = ['accept', 'return', 'withdraw', 'revoke'] as const
export type MatterAction = (typeof matterActions)[number]
export const matterActionNames: Readonly<Record<MatterAction | 'submit', string>> = {
  submit: '报送',
  accept: '采纳',
  return: '退回',
  withdraw: '撤回',
  revoke: '撤销',
}

const Text = (least: number, most: number) => Type.String({ minLength: least, maxLength: most })

export const MatterEntry = strictObject({
  kind: MatterKind.properties.code,
  unit: Type.String({ minLength: 1, maxLength: 40 }),
  happenedOn: DayText,
  /** 事由. */
  what: Text(4, 300),
  /** Number of a document, or a link, that proves it. */
  evidence: Text(4, 300),
})
export type MatterEntry = Static<typeof MatterEntry>

export const Matter = Type.Object({
  id: Type.Integer(),
  kind: Type.String(),
  kindName: Type.String(),
  unit: Type.String(),
  unitName: Type.String(),
  department: Type.String(),
  departmentName: Type.String(),
  happenedOn: DayText,
  what: Type.String(),
  evidence: Type.String(),
  state: Type.Enum([...matterStates]),
  version: Type.Integer(),
  /** Oldest first. */
  steps: Type.Array(
    Type.Object({
      action: Type.Enum(['submit', ...matterActions]),
      note: Type.String(),
      by: Type.String(),
      at: IsoTime,
    }),
  ),
  /** What this actor may do with it now; `submit`: send it again, changed. */
  may: Type.Array(Type.Enum(['submit', ...matterActions])),
})
export type Matter = Static<typeof Matter>

export const MatterList = Type.Object({
  /** Newest entry first. */
  items: Type.Array(Matter),
  kinds: Type.Array(
    Type.Object({
      ...MatterKind.properties,
      departmentName: Type.String(),
      /** What the scheme in force makes of it, in words. */
      effect: Type.String(),
      mayEnter: Type.Boolean(),
    }),
  ),
  units: Type.Array(Type.Object({ code: Type.String(), name: Type.String() })),
})
export type MatterList = Static<typeof MatterList>

const MatterParams = Type.Object({ id: Type.Integer({ minimum: 1 }) })

export const listMatters = defineRoute({
  method: 'GET',
  path: '/api/v1/matters',
  summary: 'Matters that add, take or veto: those of the departments that one fills or reviews for',
  access: 'signed-in',
  reply: MatterList,
})

export const enterMatter = defineRoute({
  method: 'POST',
  path: '/api/v1/matters',
  summary: 'Enter a matter of a unit with its evidence',
  access: 'signed-in',
  body: MatterEntry,
  reply: MatterList,
})

export const resendMatter = defineRoute({
  method: 'PUT',
  path: '/api/v1/matters/:id',
  summary: 'Send a returned matter again, changed',
  access: 'signed-in',
  ifMatch: true,
  params: MatterParams,
  body: MatterEntry,
  reply: MatterList,
})

export const decideMatter = defineRoute({
  method: 'POST',
  path: '/api/v1/matters/:id/decision',
  summary: 'Accept, return, withdraw or, once accepted, revoke a matter; all but accepting with a reason',
  access: 'signed-in',
  ifMatch: true,
  params: MatterParams,
  body: strictObject({ action: Type.Enum([...matterActions]), note: Type.String({ maxLength: 300 }) }),
  reply: MatterList,
})
