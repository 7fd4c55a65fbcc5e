import { beginIdentitySignIn } from '@cg/contract/identity'
import { useMutation } from '@tanstack/react-query'
import { call } from '../../lib/api.ts'
import { Button } from '../../ui/button.tsx'
import { refusalWords } from './refusal-words.ts'

/** The way to the city's identity service and back to the page that was asked for. */
export function IdentityButton({ next }: { next: string }) {
  const begin = useMutation({
    mutationFn: () => call(beginIdentitySignIn, { body: { next } }),
    onSuccess: ({ url }) => window.location.assign(url),
  })
  const words = refusalWords(begin.error)
  return (
    <div className="session-identity">
      <Button isBusy={begin.isPending || begin.isSuccess} onClick={() => begin.mutate()}>
        统一身份认证登录
      </Button>
      {words !== null && (
        <p role="alert" className="session-alert">
          {words}
        </p>
      )}
      <p className="session-note">退出本系统不会退出统一身份认证平台；在公用电脑上，两处都要退出。</p>
    </div>
  )
}
