import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { expect, test } from 'vitest'
import { root } from '../repo.ts'
import { findPostgres, postgresAdvice } from './programs.ts'
import { startServer } from './server.ts'
import { makeDatabase } from './shared.ts'

function machine(present: readonly string[], env: NodeJS.ProcessEnv = {}) {
  return {
    env: { PATH: '/usr/local/bin:/usr/bin', ...env },
    platform: 'linux' as const,
    isExecutable: (path: string) => present.includes(path),
  }
}

test('the newest version of Debian is taken by its number, POSTGRES_BIN before all, and none is none', () => {
  const folders = ['/usr/lib/postgresql/9/bin', '/usr/lib/postgresql/15/bin', '/opt/pg/bin']
  const all = machine(folders.map((folder) => `${folder}/initdb`))
  expect(findPostgres(all, ['9', '15'])).toBe('/usr/lib/postgresql/15/bin')
  expect(findPostgres({ ...all, env: { POSTGRES_BIN: '/opt/pg/bin' } }, ['15'])).toBe('/opt/pg/bin')
  expect(findPostgres({ ...all, env: { POSTGRES_BIN: '/opt/gone' } }, ['15'])).toBeUndefined()
  expect(findPostgres(machine(['/usr/local/bin/initdb']), [])).toBe('/usr/local/bin')
  expect(findPostgres(machine([]), [])).toBeUndefined()
  expect(postgresAdvice).toContain('apt-get install -y postgresql')
})

test('databases of one process are apart, copied from a template, and no superuser’s', async () => {
  const first = await makeDatabase()
  const client = new pg.Client({ connectionString: first.url })
  await client.connect()
  await client.query(`CREATE TABLE word (text TEXT); INSERT INTO word VALUES ('产改')`)
  const who = await client.query<{ super: string; collation: string; encoding: string }>(
    `SELECT current_setting('is_superuser') AS super, datcollate AS collation, pg_encoding_to_char(encoding) AS encoding
     FROM pg_database WHERE datname = current_database()`,
  )
  expect(who.rows).toEqual([{ super: 'off', collation: 'C', encoding: 'UTF8' }])
  await client.end()
  const second = await makeDatabase(first.name)
  const copy = new pg.Client({ connectionString: second.url })
  await copy.connect()
  expect((await copy.query('SELECT text FROM word')).rows).toEqual([{ text: '产改' }])
  await copy.end()
  first.drop()
  second.drop()
})

test('what was written is there after a crash of the server, on a port of TCP too', async () => {
  const folder = join('/tmp', `cg-pg-test-${process.pid}`)
  try {
    const server = await startServer({ folder, isDurable: true, port: 'free' })
    server.sql('CREATE TABLE kept (n INTEGER); INSERT INTO kept VALUES (7)')
    expect(server.sql('SHOW fsync')).toBe('on\n')
    await server.stop('immediate')
    const again = await startServer({ folder, isDurable: true })
    expect(again.sql('SELECT n FROM kept')).toBe('7\n')
    expect(readFileSync(again.log, 'utf8')).toContain('automatic recovery in progress')
    await again.stop()
    expect(existsSync(join(folder, 'data', 'postmaster.pid'))).toBe(false)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('the server by hand prints a URL, and ends with its folder when its process is killed', async () => {
  const script = join(root, 'packages/tooling/src/postgres/main.ts')
  const child = spawn(process.execPath, [script, '--no-fsync'], { stdio: ['ignore', 'pipe', 'ignore'] })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const url = /DATABASE_URL='(.+)'/.exec(line.toString())?.[1] ?? ''
  const folder = decodeURIComponent(/host=(.+)/.exec(url)?.[1] ?? '')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  client.on('error', () => undefined)
  expect((await client.query('SELECT current_user AS who')).rows).toEqual([{ who: 'cg' }])
  child.kill('SIGKILL')
  for (let tries = 0; existsSync(folder) && tries < 200; tries += 1) await wait(50)
  expect(existsSync(folder)).toBe(false)
})
