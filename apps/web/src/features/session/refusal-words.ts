import { ApiError } from '../../lib/api.ts'

/** Why a sign-in failed, and when it can be tried again; null: it did not. */
export function refusalWords(error: unknown): string | null {
  if (error === null) return null
  if (!(error instanceof ApiError)) return '未能登录，请重试。'
  if (error.code === 'too_many_requests' && error.retryAfterSeconds !== null && error.retryAfterSeconds > 0)
    return `${error.message}（约 ${Math.ceil(error.retryAfterSeconds / 60)} 分钟后可再试）`
  return error.message
}
