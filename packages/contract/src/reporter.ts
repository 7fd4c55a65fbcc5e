import { Type } from './type.ts'
import type { Static } from 'typebox'
import { Contact } from './liaison.ts'
import { defineRoute } from './route.ts'
import { CodeText, IsoTime, PeriodText, nullable, strictObject } from './schema.ts'

/* 报送单位: the departments and units that report, with the people who fill, check and sign there. */

const Names = Type.Array(Type.String())

export const Reporter = Type.Object({
  code: Type.String(),
  name: Type.String(),
  kind: Type.Enum(['department', 'unit']),
  /** Forms it owes in the quarter of the list. */
  forms: Type.Integer(),
  /** Of these, how many wait inside it to be checked or signed. */
  waiting: Type.Integer(),
  /** Active accounts by name. */
  fillers: Names,
  checkers: Names,
  heads: Names,
  /** 内部审签; null: its fillers send directly. */
  signOff: nullable(Type.Object({ allowsSame: Type.Boolean(), by: Type.String(), at: IsoTime })),
  /** 联络员; null: nobody is named. */
  contact: nullable(Contact),
  /** Why its forms cannot get through, or could not if it were switched on, in words; null: they can. */
  lacks: nullable(Type.String()),
})
export type Reporter = Static<typeof Reporter>

export const ReporterList = Type.Object({ period: nullable(PeriodText), items: Type.Array(Reporter) })
export type ReporterList = Static<typeof ReporterList>

export const listReporters = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/reporters',
  summary: 'Departments and units that report: their people and whether they sign inside before they send',
  access: 'signed-in',
  reply: ReporterList,
})

export const SwitchSignOff = strictObject({
  isOn: Type.Boolean(),
  /** One person may do two of the three steps, where a unit has too few. */
  allowsSame: Type.Boolean(),
})
export type SwitchSignOff = Static<typeof SwitchSignOff>

export const switchSignOff = defineRoute({
  method: 'PUT',
  path: '/api/v1/admin/reporters/:code/sign-off',
  summary: 'Let the forms of a department or unit be checked and signed inside before they are sent, or no longer',
  access: 'signed-in',
  params: Type.Object({ code: CodeText }),
  body: SwitchSignOff,
  reply: ReporterList,
})
