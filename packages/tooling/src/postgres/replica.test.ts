import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { initStore, openStore } from '@cg/db/open'
import { openReplica } from '@cg/db/postgres/replica'
import { setting } from '@cg/db/schema'
import { writeSource } from '@cg/db/source'
import type { Store } from '@cg/db/store'
import { expect, test } from 'vitest'
import { startPair } from './failover.ts'

const put = (of: Store, value: string) =>
  of.write({ unaudited: 'fixture' }, (tx) => tx.insert(setting).values({ key: value, value }))

const has = async (of: Store, value: string): Promise<boolean> =>
  (await of.read((db) => db.select().from(setting))).some(({ key }) => key === value)

test('a server that follows answers what the first has confirmed, and goes on answering when that is gone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cg-follows-'))
  const { first, second } = await startPair()
  try {
    first.sql('CREATE DATABASE monitor OWNER cg')
    writeSource(folder, { url: `postgres://cg@127.0.0.1:${first.port}/monitor` })
    await initStore(folder)
    const main = await openStore(folder)
    await put(main, '"before"')
    const replica = await openReplica(folder, `postgres://cg@127.0.0.1:${second.port}/monitor`)
    await put(main, '"after"')
    for (let tries = 0; !(await has(replica, '"after"')) && tries < 100; tries++) await wait(50)
    expect(await has(replica, '"after"')).toBe(true)
    await expect(put(replica, '"other"')).rejects.toMatchObject({ code: 'replica_only' })
    main.close()
    await first.stop('immediate')
    expect(await has(replica, '"before"')).toBe(true)
    replica.close()
  } finally {
    await Promise.allSettled([first.stop('immediate'), second.stop('immediate')])
    rmSync(folder, { recursive: true, force: true })
  }
})
