import type { Answer, City } from './city.ts'
import { expectStatus } from './city.ts'

type Operation = {
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly content?: object } | undefined>>
}
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation | undefined>> | undefined>>
}

/** Tells what the OpenAPI document does not say of an answer to a route; null when it says all. */
export async function openDescription(city: City): Promise<(route: string, answer: Answer) => string | null> {
  const document: Document = expectStatus(await city.ask(null, 'GET /api/docs/json'), 200).body
  return (route, { status, headers, body }) => {
    const [method = '', path = ''] = route.split(' ')
    const operation = document.paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
    const described = operation?.responses[status]
    if (described === undefined) return `${status} is not described`
    if (status >= 400) return described.$ref === `#/components/responses/${body.code}` ? null : `${status} ${body.code}`
    const given = headers['content-type']
    const type = typeof given === 'string' ? (given.split(';')[0] ?? '') : ''
    const types = Object.keys(described.content ?? { '': {} })
    return types.includes(type) ? null : `${type} is not described`
  }
}
