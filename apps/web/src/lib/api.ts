import { columnsMediaType } from '@cg/contract/columns/media-type'
import type { Problem, ProblemCell, ProblemCode } from '@cg/contract/problem'
import type { Body, Params, Query, Reply, RouteContract } from '@cg/contract/route'
import { dropFirstAnswers, takeFirstAnswer } from './first-answers.ts'
import { apiPath } from './shared-link.ts'

/** A refusal in the server's own words. `detail` is Chinese and says what to do. */
export class ApiError extends Error {
  readonly status: number
  readonly code: ProblemCode | 'network'
  readonly reason: string | null
  readonly heading: string | undefined
  readonly requestId: string | null
  readonly cells: readonly ProblemCell[]
  readonly current: unknown
  readonly retryAfterSeconds: number | null

  constructor(status: number, problem: Partial<Problem> & { detail: string }) {
    super(problem.detail)
    this.name = 'ApiError'
    this.status = status
    this.code = status === 0 ? 'network' : (problem.code ?? 'internal')
    this.reason = problem.reason ?? null
    this.heading = problem.heading
    this.requestId = problem.requestId ?? null
    this.cells = problem.cells ?? []
    this.current = problem.current ?? null
    this.retryAfterSeconds = problem.retryAfterSeconds ?? null
  }
}

/** Only the parts that the route declares, and all of those. */
export type CallInput<R extends RouteContract> = (Params<R> extends undefined ? object : { params: Params<R> }) &
  (Query<R> extends undefined ? object : { query?: Query<R> }) &
  (Body<R> extends undefined ? object : { body: Body<R> })

export type CallOptions = {
  signal?: AbortSignal
  /** Version of the thing being written; the server answers 412 when it has moved on. */
  ifMatch?: string | number
  /** Give the same key when repeating a write whose answer was lost. A new one is made otherwise. */
  idempotencyKey?: string
}

type AnyInput = { params?: unknown; query?: unknown; body?: unknown }

/** The route's address with its parameters and query filled in; also used for links to files. */
export function urlOf<R extends RouteContract>(route: R, input: Omit<CallInput<R>, 'body'>): string {
  const { params, query } = input as AnyInput
  const values = new Map(Object.entries(params ?? {}))
  const path = apiPath(route.path).replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values.get(name))))
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== null) search.set(key, String(value))
  return search.toString() === '' ? path : `${path}?${search}`
}

/** Calls a route of the contract; anything but success is thrown as an ApiError. */
export async function call<R extends RouteContract>(
  route: R,
  input: CallInput<R>,
  options: CallOptions = {},
): Promise<Reply<R>> {
  const brought = route.method === 'GET' ? takeFirstAnswer(urlOf(route, input)) : undefined
  // A cast: the server put the answer of this very route there.
  if (brought !== undefined) return brought as Reply<R>
  const response = await send(route, input, options)
  if (response.status === 204 || route.reply === null) return null as Reply<R>
  return (await jsonOf(response)) as Reply<R>
}

/** Packed bytes from which on reading an answer in one go would be felt. */
const largeFrom = 150_000

async function jsonOf(response: Response): Promise<unknown> {
  const { headers } = response
  const isPacked = headers.get('content-type') === columnsMediaType
  if (!isPacked && Number(headers.get('content-length')) < largeFrom) return response.json()
  const { readLarge } = await import('./large-answer/read.ts')
  return readLarge(response, isPacked)
}

/** Sends a file in a multipart form to a route of the contract that takes one. */
export async function callUpload<R extends RouteContract>(
  route: R,
  input: CallInput<R>,
  form: FormData,
): Promise<Reply<R>> {
  const response = await send(route, { ...input, body: form }, {})
  return (await response.json()) as Reply<R>
}

export type DownloadedFile = { blob: Blob; name: string }

/** Calls a route that answers with a file; the name is the one the server chose. */
export async function callFile<R extends RouteContract>(
  route: R,
  input: CallInput<R>,
  options: CallOptions = {},
): Promise<DownloadedFile> {
  const response = await send(route, input, options)
  const disposition = response.headers.get('content-disposition') ?? ''
  return { blob: await response.blob(), name: fileName(disposition) }
}

function fileName(disposition: string): string {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/i.exec(disposition) ?? []
  const [, plain] = /filename="?([^";]+)"?/i.exec(disposition) ?? []
  return encoded === undefined ? (plain ?? 'download') : decodeURIComponent(encoded)
}

async function send<R extends RouteContract>(route: R, input: CallInput<R>, options: CallOptions): Promise<Response> {
  const { body } = input as AnyInput
  const headers = new Headers({ accept: `${columnsMediaType}, application/json, */*` })
  if (route.method !== 'GET') dropFirstAnswers()
  if (route.method !== 'GET') headers.set('idempotency-key', options.idempotencyKey ?? randomKey())
  if (options.ifMatch !== undefined) headers.set('if-match', `"${options.ifMatch}"`)
  if (body !== undefined && !(body instanceof FormData)) headers.set('content-type', 'application/json')
  const response = await fetch(urlOf(route, input), {
    method: route.method,
    credentials: 'same-origin',
    headers,
    ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  }).catch(unreachableServer)
  if (!response.ok) throw await problemOf(response)
  return response
}

function unreachableServer(cause: unknown): never {
  if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
  throw new ApiError(0, { detail: '无法连接服务器。已填写的内容没有丢失，请检查网络后重试。' })
}

async function problemOf(response: Response): Promise<ApiError> {
  const problem = await response.json().catch(() => null)
  if (isProblem(problem)) return new ApiError(response.status, problem)
  return new ApiError(response.status, { detail: `服务器未能处理此请求（${response.status}）。请稍后重试。` })
}

function isProblem(value: unknown): value is Partial<Problem> & { detail: string } {
  return typeof value === 'object' && value !== null && 'detail' in value && typeof value.detail === 'string'
}

/** crypto.randomUUID is missing on plain http, which an office LAN uses. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
