import { newestVersion } from '../migrate.ts'
import { StoreRefusal } from '../refusal.ts'
import type { Store } from '../store.ts'
import { schemaVersion } from './migrate.ts'
import { assertOurs, onConnection } from './open.ts'
import { storeOver } from './store.ts'
import type { Writes } from './writes.ts'

/* A process that only reads, from a server that follows another one (hot standby): published answers for many readers. */

/** The code of the refusal of every write. */
export const replicaOnly = 'replica_only'

/** Refuses every write: whoever asked is sent to the process that writes. */
export function refusedWrites(): Writes {
  let version = 0
  return {
    write: async () => {
      throw new StoreRefusal(replicaOnly, '这个服务只供查阅，不能登录和保存。请从系统的正式地址打开后重试。')
    },
    version: () => version,
    commits: () => 0,
    saw(seen) {
      version = Math.max(version, seen)
    },
    close: () => undefined,
  }
}

/**
 * Opens the installation of a folder on the server of `url`, to be read and never written. Refuses a foreign or another
 * installation's database, and one of another schema: a server that follows is not migrated, the one it follows is.
 */
export async function openReplica(folder: string, url: string): Promise<Store> {
  await onConnection(url, async (connection) => {
    await assertOurs(folder, connection)
    const found = await schemaVersion(connection)
    if (found !== newestVersion())
      throw new StoreRefusal(
        'other_schema',
        `副本数据库的结构版本是 ${found}，本程序的是 ${newestVersion()}。请先用这一版程序启动主服务，待副本跟上后再启动本服务。`,
      )
  })
  return storeOver({ url, writes: refusedWrites(), countCall: null, lead: async () => async () => undefined })
}
