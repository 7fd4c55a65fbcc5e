import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createInOwnProcess } from '@cg/api/first-run/in-own-process'
import { freePort, sleep } from '../../bench/child.ts'
import { root } from '../../repo.ts'
import { ensureWebBuilt } from '../../web-build.ts'
import { writeWhole } from '../results.ts'
import type { TrialContext } from '../types.ts'

/** A day on which the demo city's open quarter has forms in every state, some of them open. */
const demoDay = '2026-11-30'

const clock = pathToFileURL(join(root, 'packages/tooling/src/trials/city/clock.ts')).href

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly ms: number }

/** The product with its demo city, started as an operator starts it; may be ended and started again on the same data. */
export type City = {
  readonly base: string
  readonly dataDir: string
  /** How long the start took until the server said that it is ready, ms. */
  readonly readyMs: number
  readonly pid: number
  readonly printed: () => string
  readonly isRunning: () => boolean
  /** What time it is for the server, and the server's clock jumping ahead. */
  readonly now: () => number
  readonly pass: (ms: number) => void
  /** Sends a signal and waits for the end. */
  readonly end: (signal: NodeJS.Signals) => Promise<Ended>
  /** Starts again, on the same data and port. */
  readonly again: () => Promise<City>
  /** Runs a command of the product on the same data, as `npm run verify` does. */
  readonly command: (script: string, ...args: string[]) => { readonly status: number | null; readonly output: string }
}

type Wish = {
  readonly dataDir?: string
  readonly env?: Readonly<Record<string, string>>
  /** Loaded into the server beside its clock, by its URL. */
  readonly preload?: string
  /** Put before the command of a start, asked anew for each: strace. */
  readonly under?: () => readonly string[]
}

export async function serveCity(context: TrialContext, wish: Wish = {}): Promise<City> {
  if (!ensureWebBuilt(root)) throw new Error('the web could not be built')
  const dataDir = wish.dataDir ?? join(context.folder, 'data')
  await laySeeded(context, dataDir)
  const aheadFile = join(context.folder, 'ahead')
  let ahead = Date.parse(`${demoDay}T02:00:00Z`) - Date.now()
  const set = (): void => writeWhole(aheadFile, String(ahead))
  set()
  const preloads = [clock, ...(wish.preload === undefined ? [] : [wish.preload])]
  const env = {
    ...process.env,
    ...context.env,
    DATA_DIR: dataDir,
    CITY_AHEAD_FILE: aheadFile,
    LOG_LEVEL: 'error',
    NODE_ENV: 'production',
    NODE_OPTIONS: [process.env['NODE_OPTIONS'] ?? '', ...preloads.map((url) => `--import=${url}`)].join(' '),
    ...wish.env,
  }
  const pass = (ms: number): void => {
    ahead += ms
    set()
  }
  const plan = { port: await freePort(), dataDir, env, under: wish.under, now: () => Date.now() + ahead, pass }
  // On PostgreSQL the first start makes the demo city: minutes on a busy machine.
  return start(plan, context.database === 'postgres' ? 900_000 : 300_000)
}

/** The demo city is made once for all trials of a commit; on PostgreSQL a first start makes it. */
async function laySeeded({ seededCity, database }: TrialContext, dataDir: string): Promise<void> {
  if (seededCity === null || database !== 'sqlite') return
  if (!existsSync(seededCity)) {
    const begun = `${seededCity}.begun`
    rmSync(begun, { recursive: true, force: true })
    mkdirSync(begun, { recursive: true })
    await createInOwnProcess(begun, { isEmpty: false, asOf: demoDay })
    renameSync(begun, seededCity)
  }
  cpSync(seededCity, dataDir, { recursive: true })
  // As the product leaves its files: on the disk, whatever happens next.
  spawnSync('sync', ['-f', dataDir])
}

type Plan = {
  readonly port: number
  readonly dataDir: string
  readonly env: NodeJS.ProcessEnv
  readonly under: (() => readonly string[]) | undefined
  readonly now: () => number
  readonly pass: (ms: number) => void
}

async function start(plan: Plan, patienceMs: number): Promise<City> {
  const base = `http://127.0.0.1:${plan.port}`
  const words = [...(plan.under?.() ?? []), process.execPath, 'packages/tooling/src/start.ts', `--as-of=${demoDay}`]
  const from = performance.now()
  const server = spawn(words[0] ?? '', words.slice(1), { cwd: root, env: { ...plan.env, PORT: String(plan.port) } })
  let output = ''
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (data: Buffer) => (output += data.toString()))
  while (!(await answers(`${base}/readyz`))) {
    if (!isRunning(server)) throw new Error(`the server ended before it was ready:\n${output}`)
    if (performance.now() - from > patienceMs) {
      server.kill('SIGKILL')
      throw new Error(`the server was not ready after ${patienceMs} ms:\n${output}`)
    }
    await sleep(10)
  }
  return {
    base,
    dataDir: plan.dataDir,
    readyMs: performance.now() - from,
    pid: server.pid ?? 0,
    printed: () => output,
    isRunning: () => isRunning(server),
    now: plan.now,
    pass: plan.pass,
    end: (signal) => end(server, signal),
    again: () => start(plan, 120_000),
    command(script, ...args) {
      const run = spawnSync(process.execPath, [script, ...args], { cwd: root, env: plan.env, encoding: 'utf8' })
      return { status: run.status, output: `${run.stdout}${run.stderr}` }
    },
  }
}

const isRunning = (server: ChildProcess): boolean => server.exitCode === null && server.signalCode === null

async function end(server: ChildProcess, signal: NodeJS.Signals): Promise<Ended> {
  const from = performance.now()
  if (isRunning(server)) {
    const exit = once(server, 'exit')
    server.kill(signal)
    await exit
  }
  return { code: server.exitCode, signal: server.signalCode, ms: performance.now() - from }
}

/** Any answer counts: a server that may not write answers 503 and is up. */
async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    async (response) => (await response.arrayBuffer()).byteLength > 0,
    () => false,
  )
}
