import { getMe, signIn } from '@cg/contract/session'
import type { Me } from '@cg/contract/session'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../lib/api.ts'
import { meQuery, useMe, welcomeQuery } from '../shared/session.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field, TextInput } from '../ui/field.tsx'

/** Asks for the password over the page, which stays as it is. */
export function SessionDialog({ onClose }: { onClose: () => void }) {
  const me = useMe()
  const queryClient = useQueryClient()
  const [password, setPassword] = useState('')
  async function welcomeBack(reply: Me) {
    onClose()
    queryClient.setQueryData(meQuery.queryKey, reply)
    await queryClient.refetchQueries({ type: 'active', predicate: (query) => query.state.status === 'error' })
  }
  const again = useMutation({
    mutationKey: ['sign-in-again'],
    mutationFn: () => call(signIn, { body: { login: me.user.login, password } }),
    onSuccess: welcomeBack,
  })
  return (
    <Dialog isOpen onClose={onClose} title="登录已过期" description="页面上已填写的内容没有丢失。重新登录后可继续。">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          again.mutate()
        }}
      >
        <Field label={`${me.user.name}（${me.user.login}）的密码`} error={again.error?.message}>
          {(control) => (
            <TextInput
              {...control}
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Button kind="primary" type="submit" isBusy={again.isPending} disabled={password === ''}>
          重新登录
        </Button>
      </form>
      <ByIdentity onBack={welcomeBack} />
    </Dialog>
  )
}

/** Who came through the identity service may have no password: they sign in beside this page, which stays, and come back. */
function ByIdentity({ onBack }: { onBack: (me: Me) => Promise<void> }) {
  const me = useMe()
  const welcome = useQuery(welcomeQuery)
  const back = useMutation({
    mutationKey: ['sign-in-again'],
    mutationFn: async () => {
      const now = await call(getMe, {})
      if (now.user.id !== me.user.id) throw new Error(`现在登录的是 ${now.user.name}，请以 ${me.user.name} 重新登录。`)
      return now
    },
    onSuccess: onBack,
  })
  if (welcome.data?.hasIdentityService !== true) return null
  return (
    <div className="stack">
      <p>
        或者
        <a href="/signin" target="_blank">
          在新窗口用统一身份认证登录
        </a>
        ，再回到这里。
      </p>
      <Button isBusy={back.isPending} onClick={() => back.mutate()}>
        已在新窗口登录，继续
      </Button>
      {back.error !== null && <p role="alert">{back.error.message}</p>}
    </div>
  )
}
