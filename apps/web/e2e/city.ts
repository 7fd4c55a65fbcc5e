import { chromiumArgs, chromiumPath } from '@cg/tooling/chromium'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import { inject } from 'vitest'
import { serve } from './served.ts'
import type { Served } from './served.ts'
import { watch } from './settle.ts'

/** Shared by the demo accounts. */
export const demoPassword = 'Yunchuan-2026'

/** A city that a test reads, and a browser. */
export type ReadCity = {
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
  stop(): Promise<void>
}

/** A city of a test's own. */
export type City = ReadCity & Omit<Served, 'end'>

/** A demo city of one's own and a browser; `isClockOurs`: the test moves its time. */
export async function startCity(args: string[] = [], { isClockOurs = false } = {}): Promise<City> {
  const { end, ...served } = await serve({ args, isClockOurs, seededCities: inject('seededCities') })
  return { ...served, ...(await visit(served.base, end)) }
}

/** Asked by POST for what they carry: a sign-in, and the pages of a material that is being looked at. */
const keepsNothing = /\/api\/v1\/(?:session|releases\/[^/]+\/packs\/(?:outline|slide))$/

/**
 * The demo city of 2026-11-23 that all files of a run read which change nothing in it, and a browser of one's own. What a
 * page would write is a fault.
 */
export async function readCity(): Promise<ReadCity> {
  const city = await visit(await baseOfReadCity(), () => Promise.resolve())
  const onlyRead = (page: Page) => {
    page.on('request', (request) => {
      if (request.method() !== 'GET' && !keepsNothing.test(request.url()))
        city.faults.push(`writes to a city that others read: ${request.method()} ${request.url()}`)
    })
    return page
  }
  return {
    ...city,
    stranger: async () => onlyRead(await city.stranger()),
    person: async (...who) => onlyRead(await city.person(...who)),
    typing: async (...who) => onlyRead(await city.typing(...who)),
  }
}

async function baseOfReadCity(): Promise<string> {
  const running = process.env['CITY_BASE']
  if (running !== undefined) return running
  const reply = await fetch(inject('doorOfReadCity'))
  if (!reply.ok) throw new Error(await reply.text())
  return reply.text()
}

/** A browser before a city that runs; `end` is what else is over when the visit is. */
async function visit(base: string, end: () => Promise<void>): Promise<ReadCity> {
  const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] })
  const faults: string[] = []
  return {
    base,
    browser,
    faults,
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
  page.setDefaultTimeout(60_000)
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
