import { useNavigate, useSearch } from '@tanstack/react-router'

/** Back to the cockpit, with the quarter and the unit that were on the screen. */
export function useLeave(): () => void {
  const navigate = useNavigate()
  const { p, pub, focus } = useSearch({ from: '/screen' })
  return () => void navigate({ to: '/', search: { p, pub, focus } })
}
