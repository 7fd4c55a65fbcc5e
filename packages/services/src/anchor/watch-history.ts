import type { Services } from '../context.ts'
import { writeSetting } from '../settings.ts'
import { itself, verifyHistory } from './verify.ts'

const dayMs = 86_400_000

/**
 * Holds history against its chains at the start and once a day, and keeps what was found for the administrators' page.
 * Returns a function that stops it.
 */
export function watchHistory(
  services: Services,
  place: { readonly dataDir: string; readonly anchorDir: string },
  onFound: (findings: readonly string[]) => void,
  onError: (error: unknown) => void,
): () => void {
  const look = async () => {
    const { findings } = await verifyHistory({ ...services, actor: itself }, place, false)
    const at = services.now().toISOString()
    await services.store.write({ unaudited: 'history.check' }, (tx) =>
      writeSetting(tx, 'historyCheck', { at, findings }),
    )
    if (findings.length > 0) onFound(findings)
  }
  const tick = () => void look().catch(onError)
  const first = setTimeout(tick, startMs)
  const timer = setInterval(tick, dayMs)
  for (const one of [first, timer]) one.unref()
  return () => {
    clearTimeout(first)
    clearInterval(timer)
  }
}

/** After the start: people who wait for their first page come first. */
const startMs = 60_000
