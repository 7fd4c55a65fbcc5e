import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parameterWords } from '../src/docs/parameters.ts'
import { createHarness } from './harness.ts'
import type { Harness } from './harness.ts'

/** Required rather than imported: its types are made of every JSON Schema it knows, and these two are all that is asked. */
const linter: {
  createConfig(rules: { extends: string[] }): Promise<object>
  lintFromString(asked: { source: string; absoluteRef: string; config: object }): Promise<Finding[]>
} = createRequire(import.meta.url)('@redocly/openapi-core')
type Finding = { ruleId: string; message: string; location: { pointer?: string }[] }

/* What the document says of each route's answers is held against the answers in rights.test.ts and rubbish.test.ts. */

let harness: Harness
let text = ''
beforeAll(async () => {
  harness = await createHarness()
  text = (await harness.app.inject({ url: '/api/docs/json' })).body
})
afterAll(() => harness.close())

type Parameter = {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly description: string
}
type Operation = {
  readonly operationId: string
  readonly security: readonly Readonly<Record<string, unknown>>[]
  readonly parameters: readonly Parameter[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: unknown }>> }
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly content?: object }>>
}

function operations(): Map<string, Operation> {
  const { paths }: { paths: Record<string, Record<string, Operation>> } = JSON.parse(text)
  return new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
    ),
  )
}

function operation(route: string): Operation {
  const found = operations().get(route)
  if (found === undefined) throw new Error(`${route} is not described`)
  return found
}

async function findings(source: string): Promise<Finding[]> {
  const config = await linter.createConfig({ extends: ['recommended-strict'] })
  return linter.lintFromString({ source, absoluteRef: '/openapi.json', config })
}

const form = '/api/v1/forms/{period}/{form}/{reporter}'

describe('the OpenAPI document', () => {
  it('passes a common linter at its strictest, without an exception', async () => {
    const problems = await findings(text)
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([])
  })

  it('is refused by that linter where a security scheme or an answer is missing', async () => {
    const source = text
      .replaceAll('"security":[{"session":[]}],', '')
      .replaceAll('#/components/responses/stale', '#/none')
    const problems = await findings(source)
    const rules = new Set(problems.map(({ ruleId }) => ruleId))
    expect(['security-defined', 'no-unresolved-refs'].filter((rule) => !rules.has(rule))).toEqual([])
  })

  it('gives every operation a name of its own and every parameter words', () => {
    const all = [...operations().values()]
    expect(new Set(all.map(({ operationId }) => operationId)).size).toBe(all.length)
    expect(operation('GET /api/v1/releases/{code}/overview').operationId).toBe('getReleasesByCodeOverview')
    expect(operation(`POST ${form}/upload/undo`).operationId).toBe('postFormsByPeriodByFormByReporterUploadUndo')
    const words = new Set(all.flatMap(({ parameters }) => parameters.map(({ description }) => description)))
    expect(Object.values(parameterWords).filter((one) => !words.has(one))).toEqual([])
  })

  it('names the headers, bodies, files and refusals of the routes that have them', () => {
    const submit = operation(`POST ${form}/submit`)
    const headers = submit.parameters.filter((one) => one.in === 'header')
    expect(headers.map(({ name, required }) => [name, required])).toEqual([
      ['If-Match', true],
      ['Idempotency-Key', false],
    ])
    expect(Object.keys(submit.responses)).toEqual([
      '200',
      '400',
      '401',
      '403',
      '404',
      '409',
      '412',
      '413',
      '415',
      '422',
      '428',
      '500',
      '503',
      '507',
    ])
    expect(submit.responses[428]?.$ref).toBe('#/components/responses/precondition_required')
    expect(Object.keys(operation(`POST ${form}/upload`).requestBody?.content ?? {})).toEqual(['multipart/form-data'])
    const page = operation('GET /api/v1/releases/{code}/pages/{page}').responses[200]?.content ?? {}
    expect(Object.keys(page)[0]).toBe('application/pdf')
    expect(operation('GET /api/v1/welcome').security).toEqual([])
    expect(operation('GET /api/v1/shared/{link}').security).toEqual([{ link: [] }])
    expect(operation('GET /api/v1/work').security).toEqual([{ session: [] }])
    expect(operation('GET /api/v1/releases').security).toEqual([{ session: [] }, { bearer: ['release.read'] }])
    expect(Object.keys(operation('GET /api/v1/releases').responses)).toContain('429')
  })
})
