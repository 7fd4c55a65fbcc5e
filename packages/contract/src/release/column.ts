import type { TSchema } from 'typebox'
import { nullable } from '../schema.ts'
import { Type } from '../type.ts'

/** One value per unit or quarter; null: no number, and the state beside it says why. */
export function column<S extends TSchema>(schema: S) {
  return Type.Array(nullable(schema))
}
