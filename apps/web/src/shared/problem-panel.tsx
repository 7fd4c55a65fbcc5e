import { ErrorState, ForbiddenState } from '../ui/states.tsx'
import { ApiError } from '../lib/api.ts'

/**
 * Any failed query as words: no right, nothing there, frozen by a program of another version, or a fault with its
 * number and 重试.
 */
export function ProblemPanel({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  if (error instanceof ApiError && error.code === 'forbidden')
    return <ForbiddenState title={error.heading} detail={error.message} />
  if (error instanceof ApiError && error.reason === 'release.other_shape')
    return <ErrorState title="这次发布由其他版本的软件生成" detail={error.message} />
  const detail = error instanceof ApiError ? error.message : '页面遇到意外问题，数据没有受影响。'
  const requestId = error instanceof ApiError ? error.requestId : null
  return <ErrorState detail={detail} requestId={requestId} {...(onRetry ? { onRetry } : {})} />
}
