import { ApiError } from '../../lib/api.ts'
import { sharedLink } from '../../lib/shared-link.ts'

/** No answer, or none that says anything: another may come. A refusal is an answer. */
export function isUnanswered(error: unknown): boolean {
  return !(error instanceof ApiError) || ['network', 'unavailable', 'internal'].includes(error.code)
}

/** Why the newest state is not known, and what is shown instead; null without an error. */
export function silenceWords(error: unknown): string | null {
  if (error === null || error === undefined) return null
  if (error instanceof ApiError && error.code === 'unauthenticated')
    return sharedLink() !== null ? error.message : '登录已到期，画面为此前取得的数据；请退出后重新登录'
  if (isUnanswered(error)) return '服务器没有应答，正在重新连接；画面为此前取得的数据'
  return `数据未能取得：${error instanceof Error ? error.message : ''}`
}
