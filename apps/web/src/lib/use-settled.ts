import { useEffect, useState } from 'react'

/** A value that has not changed for a while; what is asked of the server by what somebody types waits for it. */
export function useSettled<T>(value: T, ms: number): T {
  const text = JSON.stringify(value)
  const [settled, setSettled] = useState({ text, value })
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ text, value: JSON.parse(text) as T }), ms)
    return () => clearTimeout(timer)
  }, [text, ms])
  return settled.value
}
