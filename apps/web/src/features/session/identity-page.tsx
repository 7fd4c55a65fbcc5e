import './session.css'
import { finishIdentitySignIn } from '@cg/contract/identity'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { call } from '../../lib/api.ts'
import { meQuery } from '../../shared/session.ts'
import { useTitle } from '../../shared/use-title.ts'
import { LoadingState } from '../../ui/states.tsx'
import { Frame } from './frame.tsx'
import { refusalWords } from './refusal-words.ts'

/** Where the identity service sends people back to: the server checks what they bring, once. */
export function IdentityPage() {
  useTitle('统一身份认证登录')
  const query = new URLSearchParams(Object.entries(useSearch({ from: '/signin/oidc' }))).toString()
  const queryClient = useQueryClient()
  const navigate = useNavigate()
  const { mutate, error } = useMutation({
    mutationFn: () => call(finishIdentitySignIn, { body: { query: query === '' ? 'empty' : query } }),
    onSuccess: async ({ me, next }) => {
      queryClient.clear()
      queryClient.setQueryData(meQuery.queryKey, me)
      await navigate({ href: next, replace: true })
    },
  })
  // What was brought works once: drawing twice must not ask twice.
  const isAsked = useRef(false)
  useEffect(() => {
    if (isAsked.current) return
    isAsked.current = true
    mutate()
  }, [mutate])
  const words = refusalWords(error)
  return (
    <Frame welcome={undefined}>
      <div className="session-form">
        <h1>统一身份认证登录</h1>
        {words === null ? (
          <LoadingState />
        ) : (
          <>
            <p role="alert" className="session-alert">
              {words}
            </p>
            <p>
              <Link to="/signin" search={{ next: undefined }}>
                回到登录页 →
              </Link>
            </p>
          </>
        )}
      </div>
    </Frame>
  )
}
