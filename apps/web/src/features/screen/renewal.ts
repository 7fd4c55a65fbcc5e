import { useEffect } from 'react'
import { isOutdated } from '../../lib/served-program.ts'

/**
 * A screen is not closed when the platform is upgraded: whenever the server has answered, it is asked whether the program
 * is still the one that runs, and the page is loaded anew if not. Not while somebody holds it.
 */
export function useRenewal(answeredAt: number, isHeld: boolean, renew: () => void): void {
  useEffect(() => {
    if (answeredAt === 0 || isHeld) return
    let isLeft = false
    void isOutdated().then((outdated) => {
      if (outdated && !isLeft) renew()
    })
    return () => {
      isLeft = true
    }
  }, [answeredAt, isHeld, renew])
}

/** Loads the page anew, at the same address. */
export function loadAnew(): void {
  window.location.reload()
}
