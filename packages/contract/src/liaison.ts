import { Type } from './type.ts'
import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { CodeText, IsoTime, nullable, strictObject } from './schema.ts'

/* 联络员 of departments and units: for the office and for the unit itself, never in what is published or exported. */

/** Whom to call about a reporter's forms. '' where it is not written. */
export const Contact = Type.Object({ name: Type.String(), phone: Type.String(), mail: Type.String() })
export type Contact = Static<typeof Contact>

export const Liaison = Type.Object({
  /** The reporter: a department's or a unit's code. */
  code: Type.String(),
  reporterName: Type.String(),
  /** Null: nobody is named. */
  contact: nullable(Contact),
  /** Send it back as If-Match; 0 while nobody is named. */
  version: Type.Integer(),
  /** Null: nobody is named, or it came from a file. */
  updatedBy: nullable(Type.String()),
  updatedAt: nullable(IsoTime),
})
export type Liaison = Static<typeof Liaison>

export const LiaisonList = Type.Object({ items: Type.Array(Liaison) })

export const listLiaisons = defineRoute({
  method: 'GET',
  path: '/api/v1/liaisons',
  summary: 'The liaisons that the account may edit: of its own department or unit; of all for an admin',
  access: 'signed-in',
  reply: LiaisonList,
})

export const SaveLiaison = strictObject({
  /** '' with the rest empty: nobody is named any more. */
  name: Type.String({ maxLength: 40, description: '姓名' }),
  phone: Type.String({ maxLength: 60, description: '电话' }),
  mail: Type.String({ maxLength: 100, description: '邮箱' }),
})
export type SaveLiaison = Static<typeof SaveLiaison>

export const saveLiaison = defineRoute({
  method: 'PUT',
  path: '/api/v1/liaisons/:code',
  summary: 'Name the liaison of a department or unit; If-Match is the version that was seen',
  access: 'signed-in',
  params: Type.Object({ code: CodeText }),
  ifMatch: true,
  body: SaveLiaison,
  reply: Liaison,
})
