import { audit } from '../audit.ts'
import type { Services } from '../context.ts'
import { readSetting, writeSetting } from '../settings.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** Makes a backup when the last one is a day old, looking every hour. Returns a function that stops it. */
export function backUpDaily(
  services: Services,
  make: () => Promise<string>,
  onError: (error: unknown) => void,
): () => void {
  const look = async () => {
    const last = await services.store.read((db) => readSetting(db, 'lastBackup'))
    if (last === null || services.now().getTime() - Date.parse(last.at) >= dayMs) await backUp(services, make)
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
