import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createInOwnProcess } from '@cg/api/first-run/in-own-process'
import { chromiumArgs, chromiumPath } from '@cg/tooling/chromium'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import { inject } from 'vitest'
import { watch } from './settle.ts'

const root = join(import.meta.dirname, '../../..')

/** Shared by the demo accounts. */
export const demoPassword = 'Yunchuan-2026'

export type City = {
  base: string
  browser: Browser
  /** A fresh browser of nobody yet. */
  stranger(): Promise<Page>
  /** A fresh browser of a person who has signed in; no page is open in it yet. */
  person(login: string, password?: string): Promise<Page>
  /** A fresh browser of a person who has signed in through the page, and stands where that leads. */
  typing(login: string, password?: string): Promise<Page>
  /** Errors that any page threw or printed. */
  faults: string[]
  /** What the program has printed in its window since it was started. */
  printed(): string
  /** The server's clock jumps ahead, where it is this test's. */
  pass(minutes: number): void
  /** What time it is for the server. */
  now(): Date
  /** The server stops, something happens, and it starts again on the same data. */
  whileDown(happens: () => void): Promise<void>
  stop(): Promise<void>
}

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

type Served = Pick<City, 'base' | 'printed' | 'pass' | 'now' | 'whileDown'> & { end: () => Promise<void> }

const clock = pathToFileURL(join(import.meta.dirname, 'clock.ts')).href

/**
 * Lays a demo city of that day into a folder, as a first start would leave it: it is seeded once in a run. A city of today
 * and an empty one are left to their own first start.
 */
async function laySeeded(args: readonly string[], folder: string): Promise<void> {
  const [, asOf] = /^--as-of=(\d{4}-\d{2}-\d{2})$/.exec(args[0] ?? '') ?? []
  if (asOf === undefined || args.length > 1) return
  const seeded = join(inject('seededCities'), asOf)
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
async function serve(args: string[], isClockOurs: boolean): Promise<Served> {
  const running = process.env['CITY_BASE']
  if (running !== undefined) return alreadyServed(running)
  const folder = mkdtempSync(join(tmpdir(), 'cg-e2e-'))
  await laySeeded(args, join(folder, 'data'))
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

async function started(base: string, args: string[], env: NodeJS.ProcessEnv): Promise<Running> {
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

/** A demo city and a browser; `isClockOurs`: the test moves its time. */
export async function startCity(args: string[] = [], { isClockOurs = false } = {}): Promise<City> {
  const { base, end, printed, pass, now, whileDown } = await serve(args, isClockOurs)
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] })
  const faults: string[] = []
  return {
    base,
    browser,
    faults,
    printed,
    pass,
    now,
    whileDown,
    stranger: () => newPage(browser, base, faults),
    async person(login, password = demoPassword) {
      const page = await newPage(browser, base, faults)
      const reply = await page.request.post('/api/v1/session', { data: { login, password } })
      if (!reply.ok()) throw new Error(`${login} may not sign in: ${reply.status()} ${await reply.text()}`)
      return page
    },
    async typing(login, password = demoPassword) {
      const page = await newPage(browser, base, faults)
      await page.goto('/')
      await page.getByLabel('用户名').fill(login)
      await page.getByLabel('密码', { exact: true }).fill(password)
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => url.pathname !== '/signin')
      return page
    },
    async stop() {
      await browser.close()
      await end()
    },
  }
}

async function newPage(browser: Browser, base: string, faults: string[]): Promise<Page> {
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    permissions: ['clipboard-read', 'clipboard-write'],
    acceptDownloads: true,
  })
  context.on('page', watch)
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('console', (message) => {
    // A refusal of the server is answered in words on the page; the browser lists it all the same.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(message.text())
  })
  page.on('response', (response) => {
    if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`)
    if (!response.url().startsWith(base) && !response.url().startsWith('data:') && !response.url().startsWith('blob:'))
      faults.push(`foreign ${response.url()}`)
  })
  return page
}

/** Waits for the program where its page was drawn ahead: only then are keys heard, and elements stay the same ones. */
export async function programStands(page: Page): Promise<void> {
  await page.waitForFunction(() => document.getElementById('first-page') === null)
}

/** Puts text on the clipboard and presses Ctrl+V in the focused cell. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((value) => navigator.clipboard.writeText(value), text)
  await page.keyboard.press('Control+v')
}
