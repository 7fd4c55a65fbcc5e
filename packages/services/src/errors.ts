import type { ProblemCell, ProblemCode } from '@cg/contract/problem'

export type ServiceErrorDetail = {
  /** A finer stable code, e.g. 'submission.illegal_transition'. */
  reason?: string
  /** Above the message where it takes the place of a page. */
  heading?: string
  cells?: ProblemCell[]
  /** What is stored now; for 'stale'. */
  current?: unknown
  retryAfterSeconds?: number
}

/** A user's mistake or a refusal. The message is Chinese, names the thing and says what to do next. */
export class ServiceError extends Error {
  readonly code: ProblemCode
  readonly detail: ServiceErrorDetail

  constructor(code: ProblemCode, message: string, detail: ServiceErrorDetail = {}) {
    super(message)
    this.name = 'ServiceError'
    this.code = code
    this.detail = detail
  }
}

export function notFound(what: string): ServiceError {
  return new ServiceError('not_found', `没有找到${what}。它可能已被删除，或链接不完整。`)
}

export function invalid(message: string, detail: ServiceErrorDetail = {}): ServiceError {
  return new ServiceError('invalid', message, detail)
}
