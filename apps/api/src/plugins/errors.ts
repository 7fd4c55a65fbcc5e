import { createRequire } from 'node:module'
import type { Socket } from 'node:net'
import type { Problem, ProblemCode } from '@cg/contract/problem'
import { StoreRefusal } from '@cg/db/refusal'
import { awayRefusal, commitUnknown, databaseAway, withoutConnection } from '@cg/db/postgres/connection'
import { writesHeld } from '@cg/db/held'
import { replicaOnly } from '@cg/db/postgres/replica'
import { writerBroken } from '@cg/db/writes'
import { ServiceError } from '@cg/services/errors'
import type { ServiceErrorDetail } from '@cg/services/errors'
import { unreachable } from '@cg/domain/must'
import type { ErrorObject } from 'ajv'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Imported as a module, node:http would fetch its lazy parts too: a whole HTTP client and 10 MB. */
const { STATUS_CODES } = process.getBuiltinModule('node:http')

/** Required rather than imported: the package's types describe a default export that its CommonJS file does not have. */
const localizeInChinese: (errors: ErrorObject[]) => void = createRequire(import.meta.url)('ajv-i18n/localize/zh')

/** The one status of each code. */
export function statusOf(code: ProblemCode): number {
  switch (code) {
    case 'invalid':
      return 400
    case 'unauthenticated':
      return 401
    case 'forbidden':
      return 403
    case 'not_found':
      return 404
    case 'conflict':
      return 409
    case 'stale':
      return 412
    case 'too_large':
      return 413
    case 'unsupported_media_type':
      return 415
    case 'key_reused':
      return 422
    case 'precondition_required':
      return 428
    case 'too_many_requests':
      return 429
    case 'unavailable':
      return 503
    case 'storage_full':
      return 507
    case 'internal':
      return 500
    default:
      return unreachable(code)
  }
}

/** The one place where errors become replies. Unknown errors show a request id only. */
export function registerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => replyWithProblem(error, request, reply))
  app.setNotFoundHandler((request, reply) => {
    replyWithProblem(
      new ServiceError('not_found', `没有这个地址：${request.url.split('?')[0]}。请检查链接是否完整。`),
      request,
      reply,
    )
  })
}

export function replyWithProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = asServiceError(error)
  if (refusal.code === 'internal') request.log.error({ err: error }, 'unexpected error')
  // Whoever asked reads that the database is away; why, with its address, stands in the log.
  if (error instanceof StoreRefusal && withoutConnection.has(error.code))
    request.log.warn({ why: error.message }, 'the database is away')
  const status = statusOf(refusal.code)
  const problem: Problem = {
    type: `urn:problem:${refusal.code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code: refusal.code,
    detail:
      refusal.code === 'internal'
        ? `系统内部出错，数据没有改动。请重试；仍出错请把编号 ${request.id} 告诉管理员。`
        : refusal.message,
    requestId: request.id,
    ...present(refusal.detail),
  }
  if (refusal.detail.retryAfterSeconds !== undefined) void reply.header('retry-after', refusal.detail.retryAfterSeconds)
  void reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem))
}

/** Bytes that are no HTTP: no request exists, so the refusal is written to the socket itself. */
export function refuseBrokenRequest(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const [status, code, detail] = brokenWords(error.code)
  const body = JSON.stringify({
    type: `urn:problem:${code}`,
    title: STATUS_CODES[status] ?? 'Error',
    status,
    code,
    detail,
    requestId: '-',
  } satisfies Problem)
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Error'}`,
    'content-type: application/problem+json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'cache-control: no-store',
    "content-security-policy: default-src 'none';frame-ancestors 'none'",
    'x-content-type-options: nosniff',
    'connection: close',
  ]
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`)
}

function brokenWords(code: string | undefined): [status: number, code: ProblemCode, detail: string] {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return [431, 'too_large', '请求头太长。请清除浏览器中本网站的 Cookie 后重试。']
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return [408, 'invalid', '请求没有在规定时间内发完。请检查网络后重试。']
    default:
      return [400, 'invalid', '请求不是有效的 HTTP。请用浏览器访问本系统。']
  }
}

function present(detail: ServiceErrorDetail): Partial<Problem> {
  return Object.fromEntries(Object.entries(detail).filter(([, value]) => value !== undefined))
}

function asServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error
  if (!(error instanceof Error)) return new ServiceError('internal', 'unknown')
  if (error.name === 'RenderBusyError') return new ServiceError('unavailable', error.message, { retryAfterSeconds: 5 })
  const ofDisk = fromDisk(error)
  if (ofDisk !== null) return ofDisk
  const fastifyError = error as FastifyError
  if (fastifyError.validation !== undefined) return fromValidation(fastifyError)
  return fromFramework(fastifyError)
}

/** What the disk refuses: nothing of the request was written. Null for every other error. */
function fromDisk(error: Error & { code?: unknown }): ServiceError | null {
  if (error instanceof StoreRefusal && error.code === writerBroken)
    return new ServiceError('unavailable', error.message, { reason: writerBroken, retryAfterSeconds: 300 })
  if (error instanceof StoreRefusal && withoutConnection.has(error.code))
    return new ServiceError('unavailable', awayRefusal().message, { reason: databaseAway, retryAfterSeconds: 5 })
  if (error instanceof StoreRefusal && error.code === commitUnknown)
    return new ServiceError('unavailable', error.message, { reason: error.code, retryAfterSeconds: 5 })
  if (error instanceof StoreRefusal && error.code === replicaOnly)
    return new ServiceError('unavailable', error.message, { reason: 'server.replica', retryAfterSeconds: 5 })
  if (error instanceof StoreRefusal && error.code === writesHeld)
    return new ServiceError('unavailable', error.message, { reason: writesHeld, retryAfterSeconds: 30 })
  if (typeof error.code !== 'string') return null
  // A server that follows another one ends a read that stands in the way of what it is told.
  if (error.code === '40001')
    return new ServiceError('unavailable', '数据刚刚更新，这次没有读完。请重试。', { retryAfterSeconds: 1 })
  // A number that no column holds, or a letter that is none: nothing is called so, and nothing can be stored so.
  if (['22P02', '22003', '22021'].includes(error.code))
    return new ServiceError('invalid', '提交的内容中有无法保存的数字或字符。请改正后重试。', { reason: 'validation' })
  if (['SQLITE_FULL', 'ENOSPC', 'EDQUOT', '53100'].includes(error.code))
    return new ServiceError('storage_full', '服务器磁盘已满，没有保存任何改动。请告诉管理员清理磁盘，再重试。', {
      reason: 'disk.full',
    })
  if (error.code.startsWith('SQLITE_IOERR') || ['EIO', 'EROFS', '58030', '25006'].includes(error.code))
    return new ServiceError('unavailable', '服务器磁盘读写出错，没有保存任何改动。请告诉管理员检查磁盘。', {
      reason: 'disk.error',
      retryAfterSeconds: 300,
    })
  return null
}

const partWords: Record<string, string> = {
  body: '提交内容',
  querystring: '网址参数',
  params: '网址',
  headers: '请求头',
}

function fromValidation(error: FastifyError): ServiceError {
  const errors = (error.validation ?? []) as ErrorObject[]
  localizeInChinese(errors)
  const part = partWords[error.validationContext ?? 'body'] ?? '请求'
  const words = errors.slice(0, 5).map((one) => {
    const property = one.keyword === 'additionalProperties' ? `“${String(one.params['additionalProperty'])}”` : ''
    return `${one.instancePath === '' ? part : `${part}中的 ${one.instancePath.slice(1)}`} ${one.message ?? ''}${property}`
  })
  return new ServiceError('invalid', `${words.join('；')}。请改正后重试。`, { reason: 'validation' })
}

/** Fastify's and its plugins' own refusals, by code or status; anything else is ours to mend. */
function fromFramework(error: FastifyError): ServiceError {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
    case 'FST_REQ_FILE_TOO_LARGE':
      return new ServiceError('too_large', '提交的内容太大。请拆小，或检查文件是否选错。')
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_INVALID_MULTIPART_CONTENT_TYPE':
      return new ServiceError('unsupported_media_type', '提交内容的格式不受支持，应为 JSON 或文件上传表单。')
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
      return new ServiceError('invalid', '提交的内容不是有效的 JSON。请刷新页面后重试。', { reason: 'body.not_json' })
    case 'FST_ERR_BAD_URL':
      return new ServiceError('invalid', '网址编码不正确，请检查链接。', { reason: 'url.bad' })
    default:
      return fromStatus(error)
  }
}

function fromStatus(error: FastifyError): ServiceError {
  const status = error.statusCode ?? 500
  if (status === 413) return new ServiceError('too_large', '提交的内容太大。请拆小后重试。')
  if (status === 414) return new ServiceError('invalid', '网址太长，请检查链接。', { reason: 'url.long' })
  if (status === 415) return new ServiceError('unsupported_media_type', '提交内容的格式不受支持。')
  if (status === 429)
    return new ServiceError('too_many_requests', '操作过于频繁，请稍候再试。', { retryAfterSeconds: 60 })
  if (status === 503) return new ServiceError('unavailable', '系统繁忙，请稍候再试。', { retryAfterSeconds: 5 })
  if (status >= 400 && status < 500)
    return new ServiceError('invalid', '请求有误，请刷新页面后重试。', { reason: error.code })
  if (/Multipart|multipart|Unexpected end of form|boundary/.test(error.message)) {
    return new ServiceError('invalid', '上传的文件不完整。请重新选择文件上传。', { reason: 'upload.truncated' })
  }
  return new ServiceError('internal', error.message)
}
