import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromiumArgs, chromiumPath } from '@cg/tooling/chromium'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'

const root = join(import.meta.dirname, '../../..')

/** Shared by the demo accounts. */
export const demoPassword = 'Yunchuan-2026'

export type City = {
  base: string
  browser: Browser
  /** A fresh browser of a person who has signed in through the page. */
  person(login: string, password?: string): Promise<Page>
  /** Errors that any page threw or printed. */
  faults: string[]
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

type Served = { base: string; end: () => Promise<void> }

/** Starts the product as `npm start` does, with a demo city of its own. While a test is written, `CITY_BASE` names one that runs. */
async function serve(args: string[]): Promise<Served> {
  const running = process.env['CITY_BASE']
  if (running !== undefined) return { base: running, end: () => Promise.resolve() }
  const folder = mkdtempSync(join(tmpdir(), 'cg-e2e-'))
  const port = await freePort()
  const base = `http://localhost:${port}`
  const output: string[] = []
  const server = spawn(process.execPath, ['packages/tooling/src/start.ts', ...args], {
    cwd: root,
    env: { ...process.env, DATA_DIR: join(folder, 'data'), PORT: String(port), LOG_LEVEL: 'error' },
  })
  server.stdout.on('data', (data: Buffer) => output.push(data.toString()))
  server.stderr.on('data', (data: Buffer) => output.push(data.toString()))
  for (let second = 0; !(await answers(base)); second++) {
    if (server.exitCode !== null || second > 150) throw new Error(`the server did not start:\n${output.join('')}`)
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
  return {
    base,
    async end() {
      server.kill('SIGTERM')
      await new Promise((resolve) => server.once('exit', resolve))
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A demo city and a browser. */
export async function startCity(args: string[] = []): Promise<City> {
  const { base, end } = await serve(args)
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] })
  const faults: string[] = []
  return {
    base,
    browser,
    faults,
    async person(login, password = demoPassword) {
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
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.on('pageerror', (error) => faults.push(error.message))
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
