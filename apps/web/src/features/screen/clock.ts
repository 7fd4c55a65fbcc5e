import { useEffect, useState } from 'react'

const minuteMs = 60_000

function now(): string {
  const date = new Date()
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`
}

/** The time of the room, 14:05, changing with the minute. */
export function useClock(): string {
  const [time, setTime] = useState(now)
  useEffect(() => {
    const timer = setTimeout(() => setTime(now()), minuteMs - (Date.now() % minuteMs))
    return () => clearTimeout(timer)
  }, [time])
  return time
}
