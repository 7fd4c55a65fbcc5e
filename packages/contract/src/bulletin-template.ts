import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { IsoTime, nullable } from './schema.ts'
import { Type } from './type.ts'

/* The office's own paper for the 情况通报: a .docx whose styles, page setup, header and footers are taken over. */

export const BulletinTemplate = Type.Object({
  /** Send back as If-Match: "2". */
  version: Type.Integer(),
  /** Null: the platform's own layout. */
  template: nullable(Type.Object({ name: Type.String(), takenAt: IsoTime, takenBy: Type.String() })),
})
export type BulletinTemplate = Static<typeof BulletinTemplate>

const path = '/api/v1/bulletin-template'

export const readBulletinTemplate = defineRoute({
  method: 'GET',
  path,
  summary: 'Whose layout the 情况通报 has: the office’s template, or the platform’s own',
  access: 'signed-in',
  reply: BulletinTemplate,
})
export const takeBulletinTemplate = defineRoute({
  method: 'POST',
  path,
  summary: 'Take a .docx with the named styles as the template of the 情况通报',
  access: 'signed-in',
  upload: { formats: ['docx'] },
  reply: BulletinTemplate,
})
export const removeBulletinTemplate = defineRoute({
  method: 'DELETE',
  path,
  summary: 'Go back to the platform’s own layout',
  access: 'signed-in',
  ifMatch: true,
  reply: BulletinTemplate,
})
