import './session.css'
import { changePassword } from '@cg/contract/session'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../lib/api.ts'
import { meQuery, useMe } from '../../shared/session.ts'
import { useTitle } from '../../shared/use-title.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { PageHead } from '../../ui/page.tsx'
import { useToast } from '../../ui/toast.tsx'
import { passwordProblem } from './password.ts'

/** Change the own password; all other sessions of the account end. */
export function PasswordPage() {
  useTitle('修改密码')
  const me = useMe()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const notify = useToast()
  const [draft, setDraft] = useState({ current: '', next: '', repeated: '' })
  const [isChecked, setChecked] = useState(false)
  const problem = passwordProblem(draft.next, draft.repeated)
  const change = useMutation({
    mutationFn: () => call(changePassword, { body: { current: draft.current, next: draft.next } }),
    onSuccess: async (reply) => {
      queryClient.setQueryData(meQuery.queryKey, reply)
      notify('密码已修改，其他设备上的登录已全部退出。')
      await navigate({ href: '/landing' })
    },
  })
  const input = (key: keyof typeof draft, autoComplete: string) => (control: { id: string }) => (
    <TextInput
      {...control}
      type="password"
      required
      autoComplete={autoComplete}
      value={draft[key]}
      onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
    />
  )
  return (
    <>
      <PageHead
        title={me.user.mustChangePassword ? '首次登录，请先修改密码' : '修改密码'}
        subtitle="修改后，本账号在其他设备上的登录全部退出。"
      />
      <form
        className="session-card session-form password-form"
        onSubmit={(event) => {
          event.preventDefault()
          setChecked(true)
          if (problem === null) change.mutate()
        }}
      >
        <input
          className="visually-hidden"
          autoComplete="username"
          value={me.user.login}
          readOnly
          tabIndex={-1}
          aria-hidden="true"
        />
        <Field label="现在的密码" error={change.error?.message}>
          {input('current', 'current-password')}
        </Field>
        <Field label="新密码" hint="至少 10 个字符" error={isChecked ? problem : null}>
          {input('next', 'new-password')}
        </Field>
        <Field label="再次输入新密码">{input('repeated', 'new-password')}</Field>
        <Button kind="primary" type="submit" isBusy={change.isPending}>
          修改密码
        </Button>
      </form>
    </>
  )
}
