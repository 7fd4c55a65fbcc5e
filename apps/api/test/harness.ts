import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmpty } from '@cg/db/installation.fixture'
import { openStore } from '@cg/db/open'
import { grant, user } from '@cg/db/schema'
import type { Store } from '@cg/db/store'
import { isOnPostgres } from '@cg/db/test-database.fixture'
import { must } from '@cg/domain/must'
import type { Role } from '@cg/contract/schema'
import { hashPassword } from '@cg/services/session/password'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { buildApp } from '../src/app.ts'

export type Harness = {
  app: FastifyInstance
  store: Store
  /** Asks the server; on PostgreSQL two of them in turn, each with a store of its own, as a city may run several. */
  inject(request: InjectOptions): Promise<LightMyRequestResponse>
  /** Sets the server's clock. */
  setNow(iso: string): void
  addUser(login: string, grants: Grants): Promise<number>
  /** Makes a request as a user (signed in on first use). */
  as(login: string, request: InjectOptions): Promise<LightMyRequestResponse>
  close(): Promise<void>
}

export const testPassword = 'Test-2026-pass'
const sharedHash = await hashPassword(testPassword)

export type Grants = readonly { role: Role; department?: string; unit?: string }[]

/** The production app over a real database in a temporary folder; an empty one unless `open` puts another there. */
export async function createHarness(
  options: { firstAdminCode?: string; isAlone?: boolean; open?: (folder: string) => Promise<Store> } = {},
): Promise<Harness> {
  const folder = mkdtempSync(join(tmpdir(), 'cg-api-'))
  const store = await (options.open ?? openEmpty)(folder)
  let now = new Date('2026-11-23T01:00:00Z')
  const serve = (own: Store) =>
    buildApp({
      services: { store: own, now: () => now },
      config: { dataDir: folder, publicUrl: null, trustProxy: false, logLevel: 'silent' },
      webFolder: null,
      firstAdminCode: options.firstAdminCode ?? null,
    })
  const app = await serve(store)
  const secondStore = isOnPostgres && options.isAlone !== true ? await openStore(folder) : null
  const servers = secondStore === null ? [app] : [app, await serve(secondStore)]
  let turns = 0
  const inject = (request: InjectOptions) => must(servers[turns++ % servers.length]).inject(request)
  const cookies = new Map<string, string>()

  async function cookieOf(login: string): Promise<string> {
    const known = cookies.get(login)
    if (known !== undefined) return known
    const reply = await inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { login, password: testPassword },
    })
    const set = reply.cookies[0]
    if (set === undefined) throw new Error(`cannot sign in as ${login}: ${reply.body}`)
    const cookie = `${set.name}=${set.value}`
    cookies.set(login, cookie)
    return cookie
  }

  return {
    app,
    store,
    inject,
    setNow(iso) {
      now = new Date(iso)
    },
    addUser: (login, grants) => addUser(store, now.toISOString(), login, grants),
    async as(login, request) {
      return inject({ ...request, headers: { ...request.headers, cookie: await cookieOf(login) } })
    },
    async close() {
      for (const server of servers) await server.close()
      store.close()
      secondStore?.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Somebody who signs in with the password of all tests; answers their id. */
export function addUser(store: Store, createdAt: string, login: string, grants: Grants): Promise<number> {
  return store.write({ unaudited: 'fixture' }, async (tx) => {
    const [created] = await tx
      .insert(user)
      .values({ login, name: `用户${login}`, passwordHash: sharedHash, createdAt })
      .returning({ id: user.id })
    if (created === undefined) throw new Error('no id')
    for (const { role, department = null, unit = null } of grants) {
      await tx
        .insert(grant)
        .values({ userId: created.id, role, departmentCode: department, unitCode: unit, grantedAt: createdAt })
    }
    return created.id
  })
}
