import { Ajv } from 'ajv'
import type { ValidateFunction } from 'ajv'
import type { Static, TSchema } from 'typebox'

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

/**
 * The value as the schema's type; throws a FormError that names what was read and every fault. The schema is one that stays:
 * what is compiled of it is never given up, so one made for the call would stay in memory with every call.
 */
export function parseAs<S extends TSchema>(schema: S, value: unknown, what: string): Static<S> {
  if (isValid<S>(schema, value)) return value
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
  const check = checkOf(schema)
  if (check(value)) return []
  return (check.errors ?? []).map(({ instancePath, message = 'is wrong', params }) => {
    const property: unknown = params['additionalProperty']
    return `${instancePath} ${message}${typeof property === 'string' ? `: ${property}` : ''}`
  })
}

function isValid<S extends TSchema>(schema: S, value: unknown): value is Static<S> {
  return checkOf(schema)(value)
}

const ajv = new Ajv({ allErrors: true, strict: false })
const checks = new WeakMap<TSchema, ValidateFunction>()

/** Compiled when first asked: the server checks with the same library what comes over HTTP. */
function checkOf(schema: TSchema): ValidateFunction {
  const check = checks.get(schema) ?? ajv.compile(schema)
  checks.set(schema, check)
  return check
}
