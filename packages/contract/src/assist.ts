import type { Static } from 'typebox'
import { Supply } from './assist-fact.ts'
import { evidenceKinds, maxEvidenceBytes } from './evidence.ts'
import { defineRoute } from './route.ts'
import { CellStateSchema } from './figure-schema.ts'
import { CodeText, IsoTime, PeriodText, nullable, strictObject } from './schema.ts'
import { Type } from './type.ts'

/*
 * 协助 (A10): what a department is asked to supply to items of another one's form. It reads the figures of its items once
 * they are sent, supplies words and files, and changes no cell: the responsible department does.
 */

/** Of one item, at one time. */
export const mostSupplies = 20
export const mostSupplyWords = 200

/** One item that a department of the actor helps with, in one open quarter. */
export const AssistTask = Type.Object({
  period: PeriodText,
  item: CodeText,
  itemName: Type.String(),
  unit: Type.String(),
  decimals: Type.Integer(),
  definition: Type.String(),
  /** The actor's department, and what it is asked for. */
  department: CodeText,
  departmentName: Type.String(),
  supplies: Type.String(),
  /** For whom: the form, and the department that answers for the figure. */
  formName: Type.String(),
  responsible: Type.String(),
  dueAt: IsoTime,
  /** Forms that ask for the item, and how many of them were sent. */
  forms: Type.Integer(),
  sent: Type.Integer(),
  /** Whether this actor may supply or remove something now; else why not. */
  mayGive: Type.Boolean(),
  closedReason: nullable(Type.String()),
  units: Type.Array(Type.Object({ code: CodeText, name: Type.String() })),
  /** The item's figures of the forms that were sent. */
  figures: Type.Array(Type.Object({ unit: Type.String(), state: CellStateSchema, value: nullable(Type.Number()) })),
  /** In the order in which it came. */
  given: Type.Array(Supply),
})
export type AssistTask = Static<typeof AssistTask>

export const AssistList = Type.Object({
  /** Those to which nothing was supplied first. */
  tasks: Type.Array(AssistTask),
  serverTime: IsoTime,
})
export type AssistList = Static<typeof AssistList>

const AssistParams = Type.Object({ period: PeriodText, item: CodeText, department: CodeText })
export type AssistParams = Static<typeof AssistParams>
const SupplyParams = Type.Object({ ...AssistParams.properties, id: Type.Integer({ minimum: 1 }) })
const path = '/api/v1/assists/:period/:item/:department/supplies'

export const listAssists = defineRoute({
  method: 'GET',
  path: '/api/v1/assists',
  summary: 'Items of other departments’ forms that the person’s department helps with in the open quarters',
  access: 'signed-in',
  reply: AssistList,
})

export const giveWords = defineRoute({
  method: 'POST',
  path,
  summary: 'Supply words to an item: an answer, or a document by its name',
  access: 'signed-in',
  params: AssistParams,
  body: strictObject({
    unit: nullable(CodeText),
    words: Type.String({ minLength: 2, maxLength: mostSupplyWords }),
  }),
  reply: AssistList,
})

export const giveFile = defineRoute({
  method: 'POST',
  path: `${path}/files`,
  summary: 'Supply a file (multipart, field `file`) to an item',
  access: 'signed-in',
  params: AssistParams,
  query: Type.Object({ unit: Type.Optional(CodeText) }),
  bodyLimit: maxEvidenceBytes + 64 * 1024,
  upload: { formats: evidenceKinds },
  reply: AssistList,
})

export const removeSupply = defineRoute({
  method: 'DELETE',
  path: `${path}/:id`,
  summary: 'Remove what one’s own department supplied; it stays in the record',
  access: 'signed-in',
  params: SupplyParams,
  reply: AssistList,
})

export const getSupplyFile = defineRoute({
  method: 'GET',
  path: `${path}/:id/file`,
  summary: 'A file that was supplied, for the department that did and for those who may read the item’s form',
  access: 'signed-in',
  params: SupplyParams,
  reply: null,
  file: evidenceKinds,
})
