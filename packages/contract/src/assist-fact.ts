import type { Static } from 'typebox'
import { IsoTime, nullable } from './schema.ts'
import { Type } from './type.ts'

/** 协助材料: what an assisting department supplied to an item, in words or as a file (size in bytes). */
export const Supply = Type.Object({
  id: Type.Integer(),
  item: Type.String(),
  department: Type.String(),
  departmentName: Type.String(),
  /** Null: of all units. */
  unit: nullable(Type.String()),
  /** '' for all units. */
  unitName: Type.String(),
  /** The words, or the file's name. */
  name: Type.String(),
  size: nullable(Type.Integer()),
  by: Type.String(),
  at: IsoTime,
})
export type Supply = Static<typeof Supply>
