import './share.css'
import { ApiError } from '../../lib/api.ts'
import { useTitle } from '../../shared/use-title.ts'
import { appName } from '../../shared/words.ts'
import { Button } from '../../ui/button.tsx'

/** A link that does not open: why, and whom to ask. Nothing of what it showed stays. */
export function LinkRefused({ error }: { error: unknown }) {
  useTitle('会议链接')
  const isAnswer = error instanceof ApiError && error.code !== 'network'
  return (
    <div className="share-refused" role="alert">
      <p className="share-refused-brand">{appName}</p>
      <h1>会议链接没有打开</h1>
      <p>{error instanceof Error ? error.message : '页面遇到意外问题。'}</p>
      {!isAnswer && <Button onClick={() => window.location.reload()}>重试</Button>}
    </div>
  )
}
