const kept = 'cg.reloaded'
const onceInMs = 60_000
/** A page that is left goes within this time, or stays: a download asks too whether it may leave. */
const leavingMs = 10_000

/**
 * After an upgrade an open page asks for parts that no longer exist: it is loaded anew, once a minute at most. A page that
 * is being left asks for nothing more, and must not come back.
 */
export function reloadOnMissingParts(reload: () => void, now = Date.now): void {
  let leftAt = -leavingMs
  window.addEventListener('beforeunload', () => {
    leftAt = now()
  })
  window.addEventListener('vite:preloadError', (event) => {
    if (now() - leftAt < leavingMs) return event.preventDefault()
    if (now() - Number(sessionStorage.getItem(kept) ?? 0) < onceInMs) return
    sessionStorage.setItem(kept, String(now()))
    event.preventDefault()
    reload()
  })
}
