import type { TSchema, Type as TypeBox } from 'typebox'

/*
 * TypeBox's builders for the kinds we use, with TypeBox's types and nothing of its code: its modules are half of all that
 * the server would load at start, and the browser needs none of them. What they make is the same JSON Schema
 * (type.test.ts lays them side by side).
 */

type Json = Readonly<Record<string, unknown>>

/** A property that may be left out bears no mark in JSON Schema: its object tells by `required`. */
const optional = new WeakSet<object>()

function object(properties: Readonly<Record<string, object>>, options: Json = {}): Json {
  const required = Object.keys(properties).filter((key) => !optional.has(properties[key] ?? {}))
  return { type: 'object', ...(required.length === 0 ? {} : { required }), properties, ...options }
}

function makeOptional(schema: object): object {
  const copy = { ...schema }
  optional.add(copy)
  return copy
}

function typeOf(value: unknown): string {
  return typeof value
}

const builders = {
  Array: (items: Json, options: Json = {}) => ({ type: 'array', items, ...options }),
  Boolean: (options: Json = {}) => ({ type: 'boolean', ...options }),
  Enum: (values: readonly unknown[], options: Json = {}) => ({ enum: [...values], ...options }),
  Integer: (options: Json = {}) => ({ type: 'integer', ...options }),
  Literal: (value: unknown, options: Json = {}) => ({ type: typeOf(value), const: value, ...options }),
  Null: (options: Json = {}) => ({ type: 'null', ...options }),
  Number: (options: Json = {}) => ({ type: 'number', ...options }),
  Object: object,
  Optional: makeOptional,
  Partial: ({ properties }: { readonly properties: Readonly<Record<string, object>> }, options: Json = {}) =>
    object(Object.fromEntries(Object.entries(properties).map(([key, schema]) => [key, makeOptional(schema)])), options),
  Record: ({ pattern = '^.*$' }: Json, value: Json, options: Json = {}) => ({
    type: 'object',
    patternProperties: { [String(pattern)]: value },
    ...options,
  }),
  String: (options: Json = {}) => ({ type: 'string', ...options }),
  Tuple: (items: readonly Json[], options: Json = {}) => ({
    type: 'array',
    additionalItems: false,
    items,
    minItems: items.length,
    ...options,
  }),
  Union: (anyOf: readonly Json[], options: Json = {}) => ({ anyOf, ...options }),
  Unknown: (options: Json = {}) => ({ ...options }),
  Unsafe: (schema: TSchema) => schema,
}

/** A cast: the builders make what TypeBox's of the same name make, apart from marks that only TypeBox reads. */
export const Type = builders as unknown as Pick<typeof TypeBox, keyof typeof builders>
