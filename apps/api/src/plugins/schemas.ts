import { Ajv } from 'ajv'
import type { ErrorObject, ValidateFunction } from 'ajv'
import fastJson from 'fast-json-stringify'
import type { FastifyInstance } from 'fastify'

/**
 * Bodies are taken as they are; only texts of the URL become numbers. Unknown properties are refused, not removed.
 * Schemas are compiled when their route is first asked: all of them at once are a third of the time to ready.
 */
export function useLazySchemas(app: FastifyInstance): void {
  const options = {
    removeAdditional: false,
    allErrors: false,
    strict: false,
    useDefaults: true,
    // The contract is typed: a schema that is none does not compile.
    validateSchema: false,
  } as const
  const exact = new Ajv({ ...options, coerceTypes: false })
  const coercing = new Ajv({ ...options, coerceTypes: true })
  app.setValidatorCompiler<object>(({ schema, httpPart }) => lazyCheck(httpPart === 'body' ? exact : coercing, schema))
  app.setSerializerCompiler<object>(({ schema }) => {
    let write: ((data: unknown) => string) | undefined
    return (data) => (write ??= fastJson(schema))(data)
  })
}

/** Fastify reads the errors from the function that it called. */
function lazyCheck(ajv: Ajv, schema: object) {
  let compiled: ValidateFunction | undefined
  const check = Object.assign(
    (data: unknown): boolean => {
      compiled ??= ajv.compile(schema)
      const isValid = compiled(data)
      check.errors = compiled.errors ?? null
      return isValid
    },
    { errors: null as ErrorObject[] | null },
  )
  return check
}
