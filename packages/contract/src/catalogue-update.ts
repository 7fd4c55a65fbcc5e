import type { Static } from 'typebox'
import { defineRoute } from './route.ts'
import { PeriodText, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/*
 * 目录更新: the catalogue that came with the program, where the installation holds an older one. It is taken over by a
 * person, from the first quarter on that nobody fills yet; what the city made of its catalogue lies beside it and stays.
 */

const Named = Type.Object({ code: Type.String(), name: Type.String() })

export const CatalogueUpdate = Type.Object({
  /** False: the installation holds the catalogue of this program, and all lists are empty. */
  isDue: Type.Boolean(),
  /** The first quarter that asks what is new; null when nothing is due. */
  from: nullable(PeriodText),
  /** New on a form. */
  items: Type.Array(Type.Object({ code: Type.String(), name: Type.String(), form: Type.String() })),
  /** Asked by groups from then on. */
  groups: Type.Array(Named),
  indicators: Type.Array(Named),
  /** Of another definition from then on. */
  changed: Type.Array(Named),
  registers: Type.Array(Named),
  /** Of other columns, counts or words. */
  changedRegisters: Type.Array(Named),
  /** 重点任务 and 讲话对照 come with it. */
  brings: Type.Array(Type.Enum(['plan', 'talk'])),
  /** Of what is shown: a catalogue is taken over as it was looked at. */
  digest: Type.String(),
})
export type CatalogueUpdate = Static<typeof CatalogueUpdate>

export const readCatalogueUpdate = defineRoute({
  method: 'GET',
  path: '/api/v1/admin/catalogue/update',
  summary: 'What the catalogue of this program holds that the installation does not have yet',
  access: 'signed-in',
  reply: CatalogueUpdate,
})

export const takeCatalogueUpdate = defineRoute({
  method: 'POST',
  path: '/api/v1/admin/catalogue/update',
  summary: 'Take over the catalogue of this program, from the first quarter on that nobody fills yet',
  access: 'signed-in',
  body: strictObject({ seen: Type.String({ pattern: '^[0-9a-f]{64}$' }) }),
  refusals: ['conflict', 'stale'],
  reply: CatalogueUpdate,
})
