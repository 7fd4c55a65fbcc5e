import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'

/** Data that does not have the form it should have: a broken file or column, not a user's entry. */
export class FormError extends Error {
  /** One line per fault: '/3/unit must be string'. */
  readonly faults: readonly string[]

  constructor(what: string, faults: readonly string[]) {
    super(`${what}: ${faults.slice(0, 5).join('; ')}`)
    this.name = 'FormError'
    this.faults = faults
  }
}

/** The value as the schema's type; throws a FormError that names what was read and every fault. */
export function parseAs<S extends TSchema>(schema: S, value: unknown, what: string): Static<S> {
  if (Value.Check(schema, value)) return value
  throw new FormError(what, faultsOf(schema, value))
}

/** As parseAs, for the text of a JSON column or file. */
export function parseJsonAs<S extends TSchema>(schema: S, text: string, what: string): Static<S> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new FormError(what, [`not JSON: ${String(error)}`])
  }
  return parseAs(schema, value, what)
}

/** What is wrong, one line each; empty when nothing is. */
export function faultsOf(schema: TSchema, value: unknown): string[] {
  return Value.Errors(schema, value).map((error) => `${error.instancePath} ${error.message}`)
}
