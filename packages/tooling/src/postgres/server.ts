import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { unprivileged } from './own-user.ts'
import type { OwnUser } from './own-user.ts'
import { postgresPrograms } from './programs.ts'

export type ServerOptions = {
  /** Holds the cluster in `data` and the socket; made when it is missing. Default: a temporary one, removed at the end. */
  readonly folder?: string
  /** Off for tests: nothing they hold is worth a wait for the disk. */
  readonly isDurable: boolean
  /** Listens on 127.0.0.1 as well: a number, or 'free'. Default: on its socket alone, so that no two ever collide. */
  readonly port?: number | 'free'
  /** Lines of postgresql.conf. */
  readonly settings?: Readonly<Record<string, string>>
  /** Instead of initdb: fills `data` of a new folder, as pg_basebackup does. */
  readonly fill?: (server: Pick<PrivateServer, 'run'>, data: string) => void
}

export type PrivateServer = {
  readonly folder: string
  readonly data: string
  readonly port: number
  /** The postmaster's process id. */
  readonly pid: number
  readonly log: string
  /** For the role `cg`, which is no superuser but may make databases, or for another one. */
  readonly url: (database: string, role?: string) => string
  /** One of PostgreSQL's programs, as the user the server runs as; throws with what it said. */
  readonly run: (program: string, ...args: readonly string[]) => string
  /** SQL as superuser, through psql; answers what it printed, unaligned. */
  readonly sql: (text: string, database?: string) => string
  /** fast: sessions are ended, everything is written. immediate: as a crash. The folder goes when it was a temporary one. */
  readonly stop: (how?: 'fast' | 'immediate') => Promise<void>
}

/** What PostgreSQL names its socket by where it listens on no port. */
const socketPort = 5432
const startMs = 60_000

/** PostgreSQL of one's own: its folder, its socket, its end with this process, however that ends. */
export async function startServer(options: ServerOptions): Promise<PrivateServer> {
  const place = openPlace(options)
  const { folder, data, run } = place
  const isNew = !existsSync(join(data, 'PG_VERSION'))
  if (isNew) (options.fill ?? initialise)(place, data)
  const port = options.port === 'free' ? await freePort() : (options.port ?? socketPort)
  const settings = { ...ownSettings(options, folder), ...options.settings, port: String(port) }
  const watched = startWatched(place, settings)
  const sql = (text: string, database = 'postgres'): string => {
    const to = ['-h', folder, '-p', String(port), '-U', 'postgres', '-d', database]
    return run('psql', '-XqAt', '-v', 'ON_ERROR_STOP=1', ...to, '-c', text)
  }
  await untilReady({ watched, log: place.log, isReady: () => sql('SELECT 1') })
  if (isNew && options.fill === undefined) sql('CREATE ROLE cg LOGIN CREATEDB')
  return {
    folder,
    data,
    port,
    pid: Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0]),
    log: place.log,
    run,
    url: (database, role = 'cg') =>
      options.port === undefined
        ? `postgres://${role}@localhost/${database}?host=${encodeURIComponent(folder)}`
        : `postgres://${role}@127.0.0.1:${port}/${database}`,
    sql,
    async stop(how = 'fast') {
      watched.ref()
      const gone = watched.exitCode === null ? once(watched, 'exit') : Promise.resolve()
      watched.stdin?.end(how === 'fast' ? 'INT\n' : 'QUIT\n')
      await gone
      if (place.isTemporary) rmSync(folder, { recursive: true, force: true })
    },
  }
}

type Place = Pick<PrivateServer, 'folder' | 'data' | 'log' | 'run'> & {
  readonly bin: string
  readonly user: OwnUser | undefined
  readonly isTemporary: boolean
}

/** The folder, which is the server's user's alone, and how programs are run there. */
function openPlace({ folder: named }: ServerOptions): Place {
  const bin = postgresPrograms()
  const user = unprivileged()
  const folder = named ?? mkdtempSync(join(user === undefined ? socketRoom() : '/tmp', 'cg-pg-'))
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  if (user !== undefined) chownSync(folder, user.uid, user.gid)
  const run = (program: string, ...args: readonly string[]): string => {
    const { status, stdout, stderr, error } = spawnSync(join(bin, program), args, {
      ...user,
      cwd: folder,
      encoding: 'utf8',
      env: ownEnvironment(),
      maxBuffer: 1 << 28,
    })
    if (status !== 0) throw new Error(`${program} failed: ${stderr || stdout || String(error)}`)
    return stdout
  }
  return {
    bin,
    user,
    folder,
    data: join(folder, 'data'),
    log: join(folder, 'log'),
    run,
    isTemporary: named === undefined,
  }
}

function initialise({ run }: Pick<PrivateServer, 'run'>, data: string): void {
  run('initdb', `--pgdata=${data}`, '--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync')
}

function ownSettings({ isDurable, port }: ServerOptions, folder: string): Record<string, string> {
  const listens = { listen_addresses: port === undefined ? '' : '127.0.0.1', unix_socket_directories: folder }
  const small = { shared_buffers: '64MB', max_connections: '60', timezone: 'UTC', log_timezone: 'UTC' }
  const fast = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_wal_size: '1GB',
    autovacuum: 'off',
  }
  return { ...listens, ...small, ...(isDurable ? {} : fast) }
}

/** Nothing of somebody's own server: PGHOST, PGDATA and the like. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LC_ALL: 'C', PGCONNECT_TIMEOUT: '5' }
}

/** A short path: a socket's name has at most 107 bytes. As another account than this one it must be everybody's, to be removed again. */
function socketRoom(): string {
  return tmpdir().length < 60 ? tmpdir() : '/tmp'
}

/**
 * A shell that reads our end of a pipe: it closes however this process ends, by a kill too, and the server ends with it. A
 * word through it says how.
 */
const watch = `
log=$1 gone=$2; shift 2
"$@" </dev/null >>"$log" 2>&1 & server=$!
( read -r how; kill -"\${how:-QUIT}" $server 2>/dev/null ) <&3 & reader=$!
wait $server; status=$?
kill $reader 2>/dev/null
[ -z "$gone" ] || rm -rf "$gone"
exit $status
`

function startWatched(place: Place, settings: Readonly<Record<string, string>>): ChildProcess {
  const { bin, data, folder, log, user, isTemporary } = place
  const set = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const server = [join(bin, 'postgres'), '-D', data, ...set]
  const words = ['-c', `exec 3<&0; ${watch}`, 'watch', log, isTemporary ? folder : '', ...server]
  const child = spawn('sh', words, { ...user, cwd: '/', env: ownEnvironment(), stdio: ['pipe', 'ignore', 'inherit'] })
  // It may be gone already when it is told to go.
  child.stdin?.on('error', () => undefined)
  child.unref()
  // A cast: Node's types know no handle that a pipe of a child is.
  ;(child.stdin as unknown as { unref?: () => void } | null)?.unref?.()
  return child
}

type Waiting = { readonly watched: ChildProcess; readonly log: string; readonly isReady: () => unknown }

async function untilReady({ watched, log, isReady }: Waiting): Promise<void> {
  const end = Date.now() + startMs
  for (;;) {
    if (watched.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${lastLines(log)}`)
    try {
      isReady()
      return
    } catch (error) {
      if (Date.now() > end)
        throw new Error(`PostgreSQL is not ready after ${startMs / 1000} s:\n${lastLines(log)}`, { cause: error })
      await wait(50)
    }
  }
}

function lastLines(log: string): string {
  return existsSync(log) ? readFileSync(log, 'utf8').split('\n').slice(-20).join('\n') : ''
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (address === null || typeof address === 'string') throw new Error('no port is free')
  return address.port
}
