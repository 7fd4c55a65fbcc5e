import { Type as TypeBox } from 'typebox'
import { describe, expect, it } from 'vitest'
import { Type } from './type.ts'

/** As it crosses a boundary: without the marks that JSON does not carry. */
const json = (schema: unknown): unknown => JSON.parse(JSON.stringify(schema))

describe('a schema builder of ours makes the JSON Schema of TypeBox', () => {
  const cases: Readonly<Record<string, (type: typeof Type) => unknown>> = {
    texts: (type) => type.String({ pattern: '^a$', description: 'x' }),
    numbers: (type) => [type.Number({ minimum: 0 }), type.Integer({ maximum: 3 })],
    constants: (type) => [type.Literal('a'), type.Literal(1), type.Literal(true), type.Null(), type.Boolean()],
    enums: (type) => type.Enum(['a', 'b']),
    lists: (type) => type.Array(type.String(), { maxItems: 3 }),
    tuples: (type) => type.Tuple([type.Number(), type.String()]),
    unions: (type) => type.Union([type.String(), type.Null()], { description: 'x' }),
    records: (type) => [
      type.Record(type.String({ pattern: '^20\\d{2}$' }), type.Number()),
      type.Record(type.String(), type.Number()),
    ],
    anything: (type) => [type.Unknown(), type.Unsafe<'a'>(type.String())],
    objects: (type) =>
      type.Object({ a: type.String(), b: type.Optional(type.Number()) }, { additionalProperties: false }),
    'objects of which all may be left out': (type) => type.Object({ b: type.Optional(type.Number()) }),
    'objects made optional as a whole': (type) =>
      type.Partial(type.Object({ a: type.String(), b: type.Optional(type.Null()) }), { additionalProperties: false }),
    'what is optional in one object is not in another': (type) => {
      const shared = type.String()
      return [type.Object({ a: type.Optional(shared) }), type.Object({ a: shared })]
    },
  }

  for (const [name, make] of Object.entries(cases)) {
    it(name, () => expect(json(make(Type))).toEqual(json(make(TypeBox))))
  }
})
