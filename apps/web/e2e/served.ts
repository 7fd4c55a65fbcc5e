import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createInOwnProcess } from '@cg/api/first-run/in-own-process'

const root = join(import.meta.dirname, '../../..')

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

async function answers(base: string): Promise<boolean> {
  return fetch(`${base}/api/v1/welcome`).then(
    (reply) => reply.ok,
    () => false,
  )
}

/** The product as it runs for a test. */
export type Served = {
  readonly base: string
  /** What the program has printed in its window since it was started. */
  printed(): string
  /** The server's clock jumps ahead, where it is this test's. */
  pass(minutes: number): void
  /** What time it is for the server. */
  now(): Date
  /** The server stops, something happens, and it starts again on the same data. */
  whileDown(happens: () => void): Promise<void>
  end: () => Promise<void>
}

type Wish = {
  /** Of `npm start`. */
  readonly args: readonly string[]
  /** Folder of the cities that were seeded in this run. */
  readonly seededCities: string
  /** The test moves its time. */
  readonly isClockOurs?: boolean
}

const clock = pathToFileURL(join(import.meta.dirname, 'clock.ts')).href

/**
 * Lays a demo city of that day into a folder, as a first start would leave it: it is seeded once in a run. A city of today
 * and an empty one are left to their own first start.
 */
async function laySeeded({ args, seededCities }: Wish, folder: string): Promise<void> {
  const [, asOf] = /^--as-of=(\d{4}-\d{2}-\d{2})$/.exec(args[0] ?? '') ?? []
  if (asOf === undefined || args.length > 1) return
  const seeded = join(seededCities, asOf)
  if (!existsSync(seeded)) {
    const begun = `${seeded}.begun`
    rmSync(begun, { recursive: true, force: true })
    mkdirSync(begun)
    await createInOwnProcess(begun, { isEmpty: false, asOf })
    renameSync(begun, seeded)
  }
  cpSync(seeded, folder, { recursive: true })
}

/** Starts the product as `npm start` does, with a demo city of its own. While a test is written, `CITY_BASE` names one that runs. */
export async function serve(wish: Wish): Promise<Served> {
  const { args, isClockOurs = false } = wish
  const running = process.env['CITY_BASE']
  if (running !== undefined) return alreadyServed(running)
  const folder = mkdtempSync(join(tmpdir(), 'cg-e2e-'))
  await laySeeded(wish, join(folder, 'data'))
  const port = await freePort()
  const base = `http://localhost:${port}`
  const aheadFile = join(folder, 'ahead')
  let ahead = 0
  const set = (ms: number) => {
    if (!isClockOurs) throw new Error('this city was started with the clock of the machine')
    ahead = ms
    writeFileSync(aheadFile, String(ms))
  }
  if (isClockOurs) set(0)
  const ownClock = {
    CITY_CLOCK: aheadFile,
    NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import=${clock}`,
  }
  const env = {
    ...process.env,
    DATA_DIR: join(folder, 'data'),
    PORT: String(port),
    LOG_LEVEL: 'error',
    ...(isClockOurs ? ownClock : {}),
  }
  let server = await started(base, args, env)
  const halt = async () => {
    if (server.process.exitCode !== null) return
    server.process.kill('SIGTERM')
    await new Promise((resolve) => server.process.once('exit', resolve))
  }
  return {
    base,
    printed: () => server.output.join(''),
    pass: (minutes) => set(ahead + minutes * 60_000),
    now: () => new Date(Date.now() + ahead),
    async whileDown(happens) {
      await halt()
      happens()
      server = await started(base, args, env)
    },
    async end() {
      await halt()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function alreadyServed(base: string): Served {
  const never = () => {
    throw new Error('the clock and the process of CITY_BASE are not this test’s to change')
  }
  return { base, printed: () => '', pass: never, now: () => new Date(), whileDown: never, end: () => Promise.resolve() }
}

type Running = { readonly process: ChildProcess; readonly output: readonly string[] }

/** A first start computes a city; a machine with other work takes minutes. */
const patienceMs = 150_000

async function started(base: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Running> {
  const output: string[] = []
  const server = spawn(process.execPath, ['packages/tooling/src/start.ts', ...args], { cwd: root, env })
  server.stdout.on('data', (data: Buffer) => output.push(data.toString()))
  server.stderr.on('data', (data: Buffer) => output.push(data.toString()))
  const start = Date.now()
  while (!(await answers(base))) {
    if (server.exitCode !== null || Date.now() - start > patienceMs)
      throw new Error(`the server did not start:\n${output.join('')}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return { process: server, output }
}
