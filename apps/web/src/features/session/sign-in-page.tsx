import './session.css'
import { signIn } from '@cg/contract/session'
import type { Welcome } from '@cg/contract/session'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../lib/api.ts'
import { meQuery, welcomeQuery } from '../../shared/session.ts'
import { useTitle } from '../../shared/use-title.ts'
import { Button } from '../../ui/button.tsx'
import { Field, TextInput } from '../../ui/field.tsx'
import { Frame } from './frame.tsx'
import { IdentityButton } from './identity-button.tsx'
import { refusalWords } from './refusal-words.ts'

/** The server did not say whose city this is: signing in would fail too. */
function Silence({ error }: { error: unknown }) {
  const words = refusalWords(error)
  return words === null ? null : (
    <p role="alert" className="session-alert">
      {words}
    </p>
  )
}

/** Sign in; the demo city's accounts are listed while its data is present. */
export function SignInPage() {
  useTitle('登录')
  const { next } = useSearch({ from: '/signin' })
  const welcome = useQuery(welcomeQuery)
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const enter = useMutation({
    mutationFn: () => call(signIn, { body: { login: login.trim(), password } }),
    onSuccess: async (me) => {
      queryClient.clear()
      queryClient.setQueryData(meQuery.queryKey, me)
      await navigate({ href: next ?? '/landing', replace: true })
    },
  })
  const accounts = welcome.data?.demoAccounts ?? []
  return (
    <Frame
      welcome={welcome.data}
      aside={
        accounts.length > 0 && (
          <DemoAccounts
            accounts={accounts}
            chosen={login}
            onChoose={(account) => {
              setLogin(account.login)
              setPassword(account.password)
            }}
          />
        )
      }
    >
      <form
        className="session-form"
        onSubmit={(event) => {
          event.preventDefault()
          enter.mutate()
        }}
      >
        <h1>登录</h1>
        <Silence error={welcome.error} />
        <Field label="用户名">
          {(control) => (
            <TextInput
              {...control}
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              required
              value={login}
              onChange={(event) => setLogin(event.target.value)}
            />
          )}
        </Field>
        <Field label="密码" error={refusalWords(enter.error)}>
          {(control) => (
            <TextInput
              {...control}
              type="password"
              name="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Button kind="primary" type="submit" isBusy={enter.isPending}>
          登录
        </Button>
        <p className="session-note">忘记密码请联系系统管理员重置。</p>
        {welcome.data?.hasIdentityService === true && <IdentityButton next={next ?? '/landing'} />}
      </form>
    </Frame>
  )
}

type DemoAccount = Welcome['demoAccounts'][number]

function DemoAccounts({
  accounts,
  chosen,
  onChoose,
}: {
  accounts: readonly DemoAccount[]
  chosen: string
  onChoose: (account: DemoAccount) => void
}) {
  return (
    <section className="demo-accounts" aria-label="演示账号">
      <h2>演示账号</h2>
      <p className="session-note">当前为演示数据，点选一个账号即可填入左侧。移除演示数据后，此列表不再显示。</p>
      <ul>
        {accounts.map((account) => (
          <li key={account.login}>
            <button
              type="button"
              className="demo-account"
              aria-pressed={account.login === chosen}
              onClick={() => onChoose(account)}
            >
              <span className="demo-account-name">{account.name}</span>
              <span className="demo-account-role">{account.role}</span>
              <span className="demo-account-login">{account.login}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
