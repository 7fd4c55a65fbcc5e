import type { RouteContract } from '@cg/contract/route'

type Json = Readonly<Record<string, unknown>>
export type Schema = NonNullable<RouteContract['reply']>

/**
 * A contract's schema in the dialect of OpenAPI 3.1 (JSON Schema 2020-12): a tuple's items have a name of their own there,
 * and what may be anything or null is anything.
 */
export function documentedSchema(schema: Schema): Json {
  return turned(schema as unknown) as Json
}

function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned)
  if (typeof value !== 'object' || value === null) return value
  const { items, additionalItems, anyOf, ...rest } = value as Json
  const parts = Object.fromEntries(Object.entries(rest).map(([key, part]) => [key, turned(part)]))
  if (Array.isArray(anyOf) && !anyOf.some(isAnything)) return { ...parts, anyOf: anyOf.map(turned) }
  if (items === undefined) return parts
  if (!Array.isArray(items)) return { ...parts, items: turned(items) }
  return { ...parts, prefixItems: items.map(turned), ...(additionalItems === false ? { items: false } : {}) }
}

function isAnything(schema: unknown): boolean {
  return typeof schema === 'object' && schema !== null && Object.keys(schema).length === 0
}
