import { columnsMediaType } from '@cg/contract/columns/media-type'
import { mediaTypes } from '@cg/contract/media'
import type { FileFormat } from '@cg/contract/media'
import { Problem, problemCodes } from '@cg/contract/problem'
import type { ProblemCode } from '@cg/contract/problem'
import type { RouteContract } from '@cg/contract/route'
import { tokenScopeNames, tokenScopes } from '@cg/contract/token-scope'
import manifest from '../../package.json' with { type: 'json' }
import { statusOf } from '../plugins/errors.ts'
import { parametersOf } from './parameters.ts'
import { refusalsOf, refusalWords } from './refusals.ts'
import { documentedSchema } from './schema.ts'

type Json = Readonly<Record<string, unknown>>

/** A route as it is registered; `isLimited`: one person may call it so many times a minute. */
export type DescribedRoute = { readonly route: RouteContract; readonly isLimited: boolean }

export type CookieNames = { readonly session: string; readonly link: string }

const introduction = `本接口与页面共用，权限相同：页面上看不到的，接口也不给。

- 登录：\`POST /api/v1/session\` 以账号和密码换取会话 Cookie，其后各次请求带上它。
- 令牌：程序可以不用密码，在请求头写 \`Authorization: Bearer 令牌\`。令牌在页面“接口令牌”生成，只能用于标明 bearer 的地址；权限以所属账号当时的权限为限，试看不给。
- 出错：一律为 RFC 9457 的 problem+json；\`code\` 固定不变，供程序判断；\`detail\` 为中文说明与办法。
- 写入：带版本的内容须以 \`If-Match\` 说明所依据的版本；可重发的提交认 \`Idempotency-Key\`。
- 发布之后的内容不再改变；答复带 ETag，可用 \`If-None-Match\` 重问。`

/** What a client must know of the API, as an OpenAPI 3.1 document: made from the routes' contracts and nothing else. */
export function openapiDocument(routes: readonly DescribedRoute[], cookies: CookieNames): Json {
  const paths: Record<string, Record<string, Json>> = {}
  for (const described of routes) {
    const { method, path } = described.route
    ;(paths[path.replaceAll(/:(\w+)/g, '{$1}')] ??= {})[method.toLowerCase()] = operationOf(described)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '产改进展监测平台',
      version: manifest.version,
      description: introduction,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: '本平台' }],
    paths,
    components: {
      schemas: { Problem: documentedSchema(Problem) },
      responses: Object.fromEntries(problemCodes.map((code) => [code, refusalOf(code)])),
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: cookies.session, description: '登录后的会话' },
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: `账号本人在页面“接口令牌”生成的令牌；范围：${tokenScopes.map((scope) => `${scope} ${tokenScopeNames[scope]}`).join('；')}`,
        },
        link: { type: 'apiKey', in: 'cookie', name: cookies.link, description: '打开会议链接后，只对该链接有效' },
      },
    },
  }
}

function operationOf({ route, isLimited }: DescribedRoute): Json {
  const content = contentOf(route)
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [route.path.split('/')[3] ?? ''],
    security: securityOf(route),
    parameters: parametersOf(route),
    ...(content === null ? {} : { requestBody: { required: true, content } }),
    responses: {
      ...answerOf(route),
      ...Object.fromEntries(
        refusalsOf(route, isLimited).map((code) => [statusOf(code), { $ref: `#/components/responses/${code}` }]),
      ),
    },
  }
}

/** `getReleasesByCodeOverview`: stands as long as the address does. */
function operationId({ method, path }: RouteContract): string {
  const words = path
    .split('/')
    .slice(3)
    .map((part) => (part.startsWith(':') ? `by-${part.slice(1)}` : part))
  const name = words.join('-').replaceAll(/[-.](\w)/g, (_, letter: string) => letter.toUpperCase())
  return method.toLowerCase() + name.charAt(0).toUpperCase() + name.slice(1)
}

/** Either of what is listed; behind a token stands the scope that it must have. */
function securityOf({ access, scope }: RouteContract): Json[] {
  if (access === 'public') return []
  if (access === 'shared') return [{ link: [] }]
  return [{ session: [] }, ...(scope === undefined ? [] : [{ bearer: [scope] }])]
}

function contentOf({ body, upload }: RouteContract): Json | null {
  if (body !== undefined) return { 'application/json': { schema: documentedSchema(body) } }
  if (upload === undefined) return null
  const one = { type: 'string', format: 'binary' }
  const file = upload.several === true ? { type: 'array', items: one, minItems: 1 } : one
  return {
    'multipart/form-data': {
      schema: { type: 'object', required: ['file'], properties: { file } },
      encoding: { file: { contentType: upload.formats.map(plainType).join(', ') } },
    },
  }
}

function answerOf({ reply, file, columns }: RouteContract): Json {
  if (reply === null && file === undefined) return { 204: { description: '成功，没有内容' } }
  const files = (file ?? []).map((format) => [plainType(format), { schema: { type: 'string', format: 'binary' } }])
  const json = reply === null ? {} : { 'application/json': { schema: documentedSchema(reply) } }
  const packed = columns === true ? { [columnsMediaType]: { schema: packedColumns } } : {}
  return { 200: { description: '成功', content: { ...json, ...packed, ...Object.fromEntries(files) } } }
}

/** For programs of ours that ask for it in `Accept`; others are sent JSON. */
const packedColumns = {
  type: 'object',
  description:
    '同一内容的压缩列格式：单位很多时，请求头 Accept 中写明此类型才会返回，较短的内容仍为 JSON。长列表改写为带“$”的对象，解法见 packages/contract/src/columns。',
} as const

function plainType(format: FileFormat): string {
  return mediaTypes[format].split(';')[0] ?? ''
}

function refusalOf(code: ProblemCode): Json {
  const status = statusOf(code)
  const own = { properties: { status: { const: status }, code: { const: code } } }
  const mayCome = code === 'too_many_requests' || code === 'unavailable'
  return {
    description: refusalWords[code],
    ...(mayCome ? { headers: { 'Retry-After': { description: '秒数', schema: { type: 'integer' } } } } : {}),
    content: { 'application/problem+json': { schema: { allOf: [{ $ref: '#/components/schemas/Problem' }, own] } } },
  }
}
