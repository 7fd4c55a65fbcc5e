import './session.css'
import { createFirstAdmin } from '@cg/contract/session'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../lib/api.ts'
import { meQuery } from '../../shared/session.ts'
import { useTitle } from '../../shared/use-title.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Frame } from './frame.tsx'
import { passwordProblem } from './password.ts'

const empty = { code: '', login: '', name: '', password: '', repeated: '' }

/** --empty: the one-time code from the server's console makes the first admin. */
export function FirstRunPage() {
  useTitle('首次启用')
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [draft, setDraft] = useState(empty)
  const [isChecked, setChecked] = useState(false)
  const problem = passwordProblem(draft.password, draft.repeated)
  const create = useMutation({
    mutationFn: () => {
      const { code, login, name, password } = draft
      return call(createFirstAdmin, { body: { code: code.trim(), login: login.trim(), name: name.trim(), password } })
    },
    onSuccess: async (me) => {
      queryClient.clear()
      queryClient.setQueryData(meQuery.queryKey, me)
      await navigate({ href: '/admin?part=setup', replace: true })
    },
  })
  const input =
    (key: keyof typeof empty, type = 'text', autoComplete = 'off') =>
    (control: { id: string }) => (
      <TextInput
        {...control}
        type={type}
        required
        autoComplete={autoComplete}
        value={draft[key]}
        onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
      />
    )
  return (
    <Frame welcome={undefined}>
      <form
        className="session-form"
        onSubmit={(event) => {
          event.preventDefault()
          setChecked(true)
          if (problem === null) create.mutate()
        }}
      >
        <div>
          <h1>首次启用</h1>
          <p className="session-note">本系统尚无管理员。一次性验证码显示在启动服务的窗口中，使用后即失效。</p>
        </div>
        <Field label="一次性验证码">{input('code', 'text', 'one-time-code')}</Field>
        <Field label="管理员姓名">{input('name', 'text', 'name')}</Field>
        <Field label="用户名" hint="登录时使用，字母或数字">
          {input('login', 'text', 'username')}
        </Field>
        <Field label="密码" hint="至少 10 个字符" error={isChecked ? problem : null}>
          {input('password', 'password', 'new-password')}
        </Field>
        <Field label="再次输入密码" error={create.error?.message}>
          {input('repeated', 'password', 'new-password')}
        </Field>
        <Button kind="primary" type="submit" isBusy={create.isPending}>
          建立管理员并进入
        </Button>
      </form>
    </Frame>
  )
}
