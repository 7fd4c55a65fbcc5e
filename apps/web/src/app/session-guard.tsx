import { useQueryClient } from '@tanstack/react-query'
import { Suspense, lazy, useEffect, useState } from 'react'
import { ApiError } from '../lib/api.ts'

const SessionDialog = lazy(() => import('./session-dialog.tsx').then((module) => ({ default: module.SessionDialog })))

function isExpiry(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'unauthenticated'
}

/** Watches every query and write for the end of the session. */
export function SessionGuard() {
  const queryClient = useQueryClient()
  const [isExpired, setExpired] = useState(false)
  useEffect(() => {
    const stopQueries = queryClient.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'error' && isExpiry(event.action.error)) setExpired(true)
    })
    const stopWrites = queryClient.getMutationCache().subscribe((event) => {
      const isSigningIn = event.mutation?.options.mutationKey?.[0] === 'sign-in-again'
      if (!isSigningIn && event.type === 'updated' && isExpiry(event.mutation.state.error)) setExpired(true)
    })
    return () => {
      stopQueries()
      stopWrites()
    }
  }, [queryClient])
  if (!isExpired) return null
  return (
    <Suspense fallback={null}>
      <SessionDialog onClose={() => setExpired(false)} />
    </Suspense>
  )
}
