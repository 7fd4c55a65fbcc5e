import { audit } from '../audit.ts'
import { loadHead } from '../anchor/keep.ts'
import type { Services } from '../context.ts'
import { readSetting, writeSetting } from '../settings.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/**
 * Makes a backup every hour in which anything was written, and every day whatever was. Returns a function that stops it.
 */
export function backUpRegularly(
  services: Services,
  make: () => Promise<string>,
  onError: (error: unknown) => void,
): () => void {
  /** Where the chain stood after the last one: this installation's own line about it is no news. */
  let kept: number | null = null
  const look = async () => {
    const { last, head } = await services.store.read(async (db) => ({
      last: await readSetting(db, 'lastBackup'),
      head: await loadHead(db),
    }))
    const ageMs = last === null ? Infinity : services.now().getTime() - Date.parse(last.at)
    // Of a clock that was set back nothing is concluded.
    if (ageMs >= 0 && ageMs < (kept === head.seals ? dayMs : hourMs - minuteMs)) return
    await backUp(services, make)
    kept = (await services.store.read(loadHead)).seals
  }
  const tick = () => void look().catch(onError)
  tick()
  const timer = setInterval(tick, hourMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** Makes a backup now and remembers it, so that its age can be shown. */
export async function backUp({ store, now }: Services, make: () => Promise<string>): Promise<string> {
  const file = await make()
  const at = now().toISOString()
  await store.write('backup.make', async (tx) => {
    await writeSetting(tx, 'lastBackup', { at, file })
    await audit(tx, { at, actor: null, action: 'backup.make', object: 'database', detail: { file } })
  })
  return file
}
