import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { heldBy, seenVersionOf } from './client.ts'
import { databasePath, initStore } from './open.ts'
import type { ReaderLimits } from './readers.ts'
import { department, setting } from './schema.ts'
import { createStore } from './store.ts'
import type { Db, Store } from './store.ts'

let folder: string
let store: Store

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cg-readers-'))
  await initStore(folder)
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(limits?: Partial<ReaderLimits>): Promise<void> {
  store = createStore(databasePath(folder), { mostReaders: 4, longestReadMs: 600_000, ...limits })
  await put('1')
}

async function put(value: string): Promise<void> {
  await store.write({ unaudited: 'fixture' }, async (tx) => {
    await tx.insert(setting).values({ key: 'n', value }).onConflictDoUpdate({ target: setting.key, set: { value } })
  })
}

async function valueOf(db: Db): Promise<string | undefined> {
  const [row] = await db.select().from(setting).where(eq(setting.key, 'n'))
  return row?.value
}

describe('a read', () => {
  it('does not see what is written between two of its queries', async () => {
    await open()
    const old = held()
    expect(await old.ask(valueOf)).toBe('1')
    await put('2')
    expect(await store.read(valueOf)).toBe('2')
    expect(await old.ask(valueOf)).toBe('1')
    await old.end()
  })

  it('names what tables hold, the same until somebody changes one of them, by whatever way', async () => {
    await open()
    const name = () => store.read(async (db) => heldBy(db, ['setting', 'rule']))
    const first = await name()
    expect(first).not.toBeNull()
    const refused = store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.update(setting).set({ value: '9' })
      throw new Error('refused')
    })
    await expect(refused).rejects.toThrow('refused')
    await store.write({ unaudited: 'fixture' }, async (tx) => {
      await tx.insert(department).values({ code: 'X', name: '某局', role: 'member', protocolOrder: 99 })
    })
    expect(await name()).toBe(first)
    await put('2')
    const second = await name()
    expect(second).not.toBe(first)
    const other = new Database(databasePath(folder))
    other.prepare("update setting set value = '3' where key = 'n'").run()
    other.close()
    const [third, value] = await store.read(async (db) => [heldBy(db, ['setting', 'rule']), await valueOf(db)])
    expect(third).not.toBe(second)
    expect(value).toBe('3')
    expect(await store.write({ unaudited: 'fixture' }, async (tx) => heldBy(tx, ['setting', 'rule']))).toBe(third)
  })

  it('has no name for what bodies of its own transaction have changed', async () => {
    await open()
    const fixture = { unaudited: 'fixture' } as const
    const name = (tx: Db) => Promise.resolve(heldBy(tx, ['setting']))
    const change = async (tx: Db) => {
      await tx.update(setting).set({ value: '7' })
      return [heldBy(tx, ['setting']), heldBy(tx, ['rule'])]
    }
    // A purpose joins others once it is known to be quick.
    const first = await store.write(fixture, name)
    expect(first).not.toBeNull()
    const refused = store.write(fixture, async (tx) => {
      await change(tx)
      throw new Error('refused')
    })
    const together = await Promise.allSettled([
      refused,
      store.write(fixture, name),
      store.write(fixture, change),
      store.write(fixture, name),
    ])
    expect(together.map((one) => (one.status === 'fulfilled' ? one.value : 'refused'))).toEqual([
      'refused',
      first,
      [null, expect.any(String)],
      null,
    ])
    expect(await store.write(fixture, name)).not.toBe(first)
  })

  it('has no name for what was changed since it began', async () => {
    await open()
    const old = held()
    expect(await old.ask(async (db) => [heldBy(db, ['setting']), await valueOf(db)])).toEqual([expect.any(String), '1'])
    await put('2')
    expect(await old.ask(async (db) => [heldBy(db, ['setting']), heldBy(db, ['rule']), await valueOf(db)])).toEqual([
      null,
      expect.any(String),
      '1',
    ])
    await old.end()
  })

  it('has no name for tables whose changes nobody notes', async () => {
    await open()
    for (const table of ['session', 'cell', 'cell_revision'])
      await expect(store.read(async (db) => heldBy(db, [table]))).rejects.toThrow(`nobody notes what changes ${table}`)
  })

  it('knows the version that it sees at least', async () => {
    await open()
    const old = held()
    const before = await old.ask(async (db) => seenVersionOf(db))
    await put('2')
    expect(await store.read(async (db) => seenVersionOf(db))).toBe(before + 1)
    expect(await old.ask(async (db) => seenVersionOf(db))).toBe(before)
    await old.end()
  })

  it('waits for a reader when all are lent, in turn', async () => {
    await open({ mostReaders: 2 })
    const [first, second] = [held(), held()]
    await Promise.all([first.ask(valueOf), second.ask(valueOf)])
    const order: string[] = []
    const third = store.read(async () => void order.push('third'))
    const fourth = store.read(async () => void order.push('fourth'))
    await put('2')
    expect(order).toEqual([])
    await first.end()
    await Promise.all([third, fourth])
    expect(order).toEqual(['third', 'fourth'])
    await second.end()
  })

  it('leaves its reader usable when its body throws', async () => {
    await open({ mostReaders: 1 })
    await expect(
      store.read(async (db) => {
        await valueOf(db)
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    await put('2')
    expect(await store.read(valueOf)).toBe('2')
  })

  it('refuses a query that outlives it', async () => {
    await open()
    const escaped = await store.read(async (db) => () => db.select().from(setting).all())
    expect(escaped).toThrow('after its read had ended')
  })

  it('that asks the store again is refused, as is a write that does', async () => {
    await open()
    await expect(store.read(() => store.read(valueOf))).rejects.toThrow('pass its handle on')
    await expect(store.read(() => put('2'))).rejects.toThrow('pass its handle on')
    await expect(store.write('cells.save', () => store.read(valueOf))).rejects.toThrow('pass its handle on')
    await expect(store.write('cells.save', () => put('2'))).rejects.toThrow('pass its handle on')
    expect(await store.read(valueOf)).toBe('1')
  })
})

describe('a read that never ends', () => {
  it('cannot keep the log from being shortened: the next write takes its reader back', async () => {
    await open({ longestReadMs: 0 })
    const old = held()
    await old.ask(valueOf)
    expect(shortened()).toBe(false)
    await put('2')
    expect(shortened()).toBe(true)
    await expect(old.ask(valueOf)).rejects.toThrow('taken too long')
    await old.end()
    expect(await store.read(valueOf)).toBe('2')
  })

  it('cannot keep others waiting', async () => {
    await open({ mostReaders: 1, longestReadMs: 0 })
    const old = held()
    await old.ask(valueOf)
    expect(await store.read(valueOf)).toBe('1')
    await old.end()
  })
})

/** Whether a checkpoint gets through and empties the log. */
function shortened(): boolean {
  const other = new Database(databasePath(folder), { timeout: 0 })
  const found = other.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
  other.close()
  return found[0]?.busy === 0
}

/** A read that stays open between questions, as a body does that awaits something slow. */
function held(): { ask<T>(question: (db: Db) => Promise<T>): Promise<T>; end(): Promise<void> } {
  const handle = Promise.withResolvers<Db>()
  const done = Promise.withResolvers<void>()
  const read = store.read(async (db) => {
    handle.resolve(db)
    await done.promise
  })
  return {
    ask: async (question) => question(await handle.promise),
    async end() {
      done.resolve()
      await read
    },
  }
}
