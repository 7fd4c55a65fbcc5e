import { useCallback, useEffect, useRef, useState } from 'react'

/** held: until it is ended by hand. touched: somebody is at the screen; it goes on by itself when nobody has been for a while. */
export type Pause = 'none' | 'held' | 'touched'

/** After so long without a touch the pages turn again. */
export const restMs = 60_000

export type Turning = {
  /** Which view stands, from 0. */
  readonly at: number
  readonly pause: Pause
  /** Stops for a while, and for a while again with every further touch. */
  readonly touch: () => void
  readonly goTo: (at: number) => void
  readonly step: (by: 1 | -1) => void
  /** Holds, or goes on. */
  readonly toggle: () => void
}

/** Turns `count` views, each standing `seconds`; a single view stands still. No timer outlives the component. */
export function useTurning(count: number, seconds: number): Turning {
  const [wanted, setWanted] = useState(0)
  const { pause, touch, toggle } = usePause()
  const at = count === 0 ? 0 : ((wanted % count) + count) % count
  useEffect(() => {
    if (pause !== 'none' || count < 2) return
    const timer = setTimeout(() => setWanted((now) => now + 1), seconds * 1000)
    return () => clearTimeout(timer)
  }, [at, pause, count, seconds])
  const goTo = (next: number) => {
    setWanted(next)
    touch()
  }
  const step = (by: 1 | -1) => {
    setWanted((now) => now + by)
    touch()
  }
  return { at, pause, touch, goTo, step, toggle }
}

function usePause(): Pick<Turning, 'pause' | 'touch' | 'toggle'> {
  const [pause, setPause] = useState<Pause>('none')
  const rest = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(rest.current), [])
  const touch = useCallback(() => {
    clearTimeout(rest.current)
    rest.current = setTimeout(() => setPause((now) => (now === 'touched' ? 'none' : now)), restMs)
    setPause((now) => (now === 'none' ? 'touched' : now))
  }, [])
  const toggle = useCallback(() => {
    clearTimeout(rest.current)
    setPause((now) => (now === 'none' ? 'held' : 'none'))
  }, [])
  return { pause, touch, toggle }
}
