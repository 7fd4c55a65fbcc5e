import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { root } from '../repo.ts'
import type { Trial, TrialContext } from './types.ts'

// A demo city of some 95 MB: backed up beside people who write, and restored from the interface.

type Answer = { readonly status: number; readonly body: unknown }
type City = {
  readonly ask: (method: string, path: string, body?: unknown, ifMatch?: number) => Promise<Answer>
}

export const backupBesideWriters: Trial = {
  id: 'D10c',
  section: 'Durability and faults',
  promise: 'a backup of 95 MB beside three writers is bounded, and they go on meanwhile',
  aim: '≤ 15 s, no write refused',
  on: ['sqlite'],
  minutes: 10,
  run: (context) =>
    withCity(context, async ({ ask }) => {
      const alone = await timed(() => ask('POST', '/admin/backups'))
      let isOver = false
      let writes = 0
      const refused: number[] = []
      const writers = Array.from({ length: 3 }, async (_, at) => {
        const made = await ask('POST', '/admin/users', account(`writer${at}`))
        const { user } = made.body as { user: { id: number; version: number } }
        for (let { version } = user; !isOver; version++) {
          const { status } = await ask('PATCH', `/admin/users/${user.id}`, { name: `写者${version}` }, version)
          if (status !== 200) refused.push(status)
          writes += 1
        }
      })
      const rounds: number[] = []
      for (let round = 0; round < (context.isQuick ? 2 : 5); round++)
        rounds.push(await timed(() => ask('POST', '/admin/backups')))
      isOver = true
      await Promise.all(writers)
      const slowest = Math.max(...rounds)
      return {
        figure: `slowest of ${rounds.length} ${slowest.toFixed(1)} s beside ${writes} writes (alone ${alone.toFixed(1)} s), ${refused.length} refused`,
        met: slowest <= 15 && refused.length === 0 && writes > 0,
      }
    }),
}

export const restoreSpeed: Trial = {
  id: 'D10b',
  section: 'Durability and faults',
  promise: 'a checked restore of 95 MB from the interface, until the service answers again',
  aim: '≤ 60 s; what came after the backup is gone, what was before is there',
  on: ['sqlite'],
  minutes: 10,
  run: (context) =>
    withCity(context, async ({ ask }) => {
      const before = await releases(ask)
      const { body } = await ask('GET', '/admin/backups')
      const [newest] = (body as { items: { name: string; bytes: number; release: string | null }[] }).items
      if (newest === undefined) throw new Error('there is no backup to restore')
      await ask('POST', '/admin/users', account('afterwards'))
      const wish = { password, reason: '演练', newest: newest.release }
      const seconds = await timed(async () => {
        const { status } = await ask('POST', `/admin/backups/${newest.name}/restore`, wish)
        if (status !== 204) throw new Error(`the restore was answered with ${status}`)
        await until(async () => (await ask('GET', '/session')).status === 401)
      })
      await signIn(ask)
      const users = JSON.stringify((await ask('GET', '/admin/users')).body)
      const faults = [
        ...(users.includes('afterwards') ? ['what came after the backup is still there'] : []),
        ...((await releases(ask)) === before ? [] : ['other releases than before']),
        ...(JSON.stringify((await ask('GET', '/session')).body).includes('"behind"') ? [] : ['no page says so']),
      ]
      return {
        figure: `${(newest.bytes / 1e6).toFixed(0)} MB in ${seconds.toFixed(1)} s`,
        met: seconds <= 60 && faults.length === 0,
        ...(faults.length > 0 && { detail: faults.join('; ') }),
      }
    }),
}

const password = 'Yunchuan-2026'
const account = (login: string) => ({ login, name: '试验', grants: [{ role: 'leader', department: null, unit: null }] })

const releases = async (ask: City['ask']): Promise<string> =>
  JSON.stringify(
    ((await ask('GET', '/releases')).body as { items: { contentHash: string }[] }).items.map((one) => one.contentHash),
  )

async function signIn(ask: City['ask']): Promise<void> {
  const { status } = await ask('POST', '/session', { login: 'admin', password })
  if (status !== 200) throw new Error(`the administrator cannot sign in: ${status}`)
}

async function withCity<T>({ folder, env, say }: TrialContext, run: (city: City) => Promise<T>): Promise<T> {
  const port = await freePort()
  const child = spawn(process.execPath, ['packages/tooling/src/start.ts'], {
    cwd: root,
    env: { ...process.env, ...env, DATA_DIR: join(folder, 'data'), PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    const ask = asker(`http://localhost:${port}`)
    say('the demo city is made')
    await until(async () => (await ask('GET', '/session')).status === 401)
    await signIn(ask)
    // The start makes a backup of its own first.
    await until(async () => (await ask('POST', '/admin/backups')).status === 200)
    return await run({ ask })
  } finally {
    if (child.exitCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
  }
}

function asker(origin: string): City['ask'] {
  let cookie = ''
  return async (method, path, body, ifMatch) => {
    const reply = await fetch(`${origin}/api/v1${path}`, {
      method,
      headers: {
        origin,
        cookie,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const [set] = reply.headers.getSetCookie()
    if (set !== undefined) cookie = set.split(';')[0] ?? ''
    const text = await reply.text()
    return { status: reply.status, body: text === '' ? null : (JSON.parse(text) as unknown) }
  }
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await run()
  return (performance.now() - from) / 1000
}

/** Looks ten times a second; the trial's own minutes are the limit. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  // Nothing listens there while the service starts.
  while (!(await isSo().catch((error: unknown) => refusedToConnect(error)))) {
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function refusedToConnect(error: unknown): false {
  if (error instanceof TypeError) return false
  throw error
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return address.port
}
