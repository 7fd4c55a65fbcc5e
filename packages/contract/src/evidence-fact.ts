import type { Static } from 'typebox'
import { IsoTime, nullable } from './schema.ts'
import { Type } from './type.ts'

/** 佐证 of one value: a file (size in bytes), or a document or page named by the filler. */
export const Evidence = Type.Object({
  id: Type.Integer(),
  item: Type.String(),
  unit: Type.String(),
  breakdown: Type.String(),
  name: Type.String(),
  url: nullable(Type.String()),
  size: nullable(Type.Integer()),
  /** The assisting department whose material it is; null: the reporter's own. */
  suppliedBy: nullable(Type.String()),
  by: Type.String(),
  at: IsoTime,
})
export type Evidence = Static<typeof Evidence>
