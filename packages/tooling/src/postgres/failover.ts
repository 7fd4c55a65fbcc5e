import { mkdtempSync, rmSync } from 'node:fs'
import { connect as dial, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { initStore, openStore } from '@cg/db/open'
import { auditEvent } from '@cg/db/schema'
import { checkInstallation } from '@cg/db/seal/check-aside'
import { writeSource } from '@cg/db/source'
import type { Store } from '@cg/db/store'
import { audit } from '@cg/services/audit'
import { startServer } from './server.ts'
import type { PrivateServer } from './server.ts'

/*
 * Two servers on this machine, one a synchronous replica of the other. The first is crashed while four writers write
 * through an address that then leads to the second: what was answered as saved is there, and nothing twice.
 */

export type FailOver = {
  readonly acknowledged: number
  readonly lost: number
  readonly twice: number
  readonly breaches: number
  /** From the crash to the first write that was saved again. */
  readonly awayMs: number
}

/** An address that leads to one server, and from the next connection on to another: what a proxy or a moved name is. */
async function openAddress(first: number) {
  let port = first
  const open = new Set<Socket>()
  const server = createServer((from) => {
    const to = dial(port, '127.0.0.1')
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      open.add(one)
      one.on('error', () => other.destroy())
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    // A cast: it listens on TCP.
    port: (server.address() as AddressInfo).port,
    lead(to: number) {
      port = to
      for (const one of open) one.destroy()
    },
    close() {
      for (const one of open) one.destroy()
      server.close()
    },
  }
}

/** A replica that has everything the first server has confirmed: no commit is answered before it is on both disks. */
export async function startPair(): Promise<{ readonly first: PrivateServer; readonly second: PrivateServer }> {
  const first = await startServer({ isDurable: true, port: 'free', settings: { wal_level: 'replica' } })
  const second = await startServer({
    isDurable: true,
    port: 'free',
    fill: ({ run }, data) => {
      const from = `host=${first.folder} port=${first.port} user=postgres application_name=second`
      run('pg_basebackup', '-d', from, '-D', data, '-R', '-X', 'stream', '--checkpoint=fast')
    },
  })
  first.sql(`ALTER SYSTEM SET synchronous_standby_names = 'second'`)
  first.sql('SELECT pg_reload_conf()')
  for (let tries = 0; first.sql('SELECT sync_state FROM pg_stat_replication').trim() !== 'sync'; tries += 1) {
    if (tries > 300) throw new Error('the replica did not become synchronous')
    await wait(100)
  }
  return { first, second }
}

/** Saves a token once, however often it is tried: what an idempotency key does for a request. */
async function saveOnce(store: Store, token: string): Promise<void> {
  await store.write('city.install', async (tx) => {
    const rows = await tx.select({ object: auditEvent.object }).from(auditEvent)
    if (rows.some(({ object }) => object === token)) return
    const at = new Date().toISOString()
    await audit(tx, { at, actor: null, action: 'city.install', object: token, detail: {} })
  })
}

export async function runFailOver(seconds: number): Promise<FailOver> {
  const folder = mkdtempSync(join(tmpdir(), 'cg-failover-'))
  const { first, second } = await startPair()
  const address = await openAddress(first.port)
  try {
    first.sql('CREATE DATABASE monitor OWNER cg')
    writeSource(folder, { url: `postgres://cg@127.0.0.1:${address.port}/monitor` })
    await initStore(folder)
    const store = await openStore(folder)
    const acknowledged: string[] = []
    let isOver = false
    let crashedAt = Infinity
    let awayMs = Infinity
    const writer = async (name: string) => {
      for (let count = 1; !isOver; count += 1) {
        const token = `${name}:${count}`
        while (!isOver) {
          try {
            await saveOnce(store, token)
            acknowledged.push(token)
            if (awayMs === Infinity && Date.now() > crashedAt) awayMs = Date.now() - crashedAt
            break
          } catch {
            // Refused or unknown: tried again as a client does, with the same token.
            await wait(20)
          }
        }
      }
    }
    const writers = ['a', 'b', 'c', 'd'].map(writer)
    await wait(seconds * 1_000)
    await first.stop('immediate')
    crashedAt = Date.now()
    second.run('pg_ctl', 'promote', '-D', second.data)
    address.lead(second.port)
    await wait(seconds * 1_000)
    isOver = true
    await Promise.all(writers)
    const events = await store.read((db) => db.select({ object: auditEvent.object }).from(auditEvent))
    store.close()
    const stored = Map.groupBy(events, ({ object }) => object)
    const { breaches } = await checkInstallation(folder)
    return {
      acknowledged: acknowledged.length,
      lost: acknowledged.filter((token) => !stored.has(token)).length,
      twice: [...stored.entries()].filter(([object, rows]) => /^[a-d]:/.test(object) && rows.length > 1).length,
      breaches: breaches.length,
      awayMs,
    }
  } finally {
    address.close()
    await Promise.allSettled([first.stop('immediate'), second.stop('immediate')])
    rmSync(folder, { recursive: true, force: true })
  }
}
