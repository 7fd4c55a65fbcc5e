import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/* 名称与标识: what the installation calls itself, who signs its materials, and the emblem that stands on both. */

/** The emblem's limits: it stands at most 240 px high, on a title slide printed. */
export const emblemLimits = { bytes: 200 * 1024, least: 48, most: 1200 } as const

export const Emblem = Type.Object({
  /** SHA-256 of the picture: part of its address, so that a browser keeps it until it changes. */
  hash: Type.String(),
  width: Type.Integer(),
  height: Type.Integer(),
})
export type Emblem = Static<typeof Emblem>

export const Appearance = Type.Object({
  /** Send back as If-Match: "2". */
  version: Type.Integer(),
  /** Before the platform's name; '': none. */
  prefix: Type.String(),
  /** Who signs materials (落款); '': not set. */
  office: Type.String(),
  emblem: nullable(Emblem),
})
export type Appearance = Static<typeof Appearance>

export const AppearanceNames = strictObject({
  prefix: Type.String({ maxLength: 12 }),
  office: Type.String({ maxLength: 40 }),
})
export type AppearanceNames = Static<typeof AppearanceNames>

const path = '/api/v1/admin/appearance'

export const readAppearance = defineRoute({
  method: 'GET',
  path,
  summary: 'What the installation calls itself, who signs its materials, its emblem',
  access: 'signed-in',
  reply: Appearance,
})
export const saveAppearance = defineRoute({
  method: 'PUT',
  path,
  summary: 'Set the name before the platform’s and who signs materials',
  access: 'signed-in',
  ifMatch: true,
  body: AppearanceNames,
  reply: Appearance,
})
export const takeEmblem = defineRoute({
  method: 'POST',
  path: `${path}/emblem`,
  summary: 'Take a PNG as the emblem',
  access: 'signed-in',
  upload: { formats: ['png'] },
  reply: Appearance,
})
export const removeEmblem = defineRoute({
  method: 'DELETE',
  path: `${path}/emblem`,
  summary: 'Do without an emblem',
  access: 'signed-in',
  ifMatch: true,
  reply: Appearance,
})
/** Public: the sign-in page shows it. */
export const getEmblem = defineRoute({
  method: 'GET',
  path: '/api/v1/emblem/:hash',
  summary: 'The emblem',
  access: 'public',
  params: Type.Object({ hash: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
  reply: null,
  file: ['png'],
})
