import { signIn } from '@cg/contract/session'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../lib/api.ts'
import { meQuery, useMe } from '../shared/session.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field, TextInput } from '../ui/field.tsx'

/** Asks for the password over the page, which stays as it is. */
export function SessionDialog({ onClose }: { onClose: () => void }) {
  const me = useMe()
  const queryClient = useQueryClient()
  const [password, setPassword] = useState('')
  const again = useMutation({
    mutationKey: ['sign-in-again'],
    mutationFn: () => call(signIn, { body: { login: me.user.login, password } }),
    onSuccess: async (reply) => {
      onClose()
      queryClient.setQueryData(meQuery.queryKey, reply)
      await queryClient.refetchQueries({ type: 'active', predicate: (query) => query.state.status === 'error' })
    },
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
    </Dialog>
  )
}
