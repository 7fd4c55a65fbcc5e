import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { previewCode } from '@cg/contract/release/preview-code'
import { initStore, openStore } from '@cg/db/open'
import { readPageFonts } from '@cg/export/page/page-fonts'
import { seedDemo } from '@cg/seeds/seed'
import { firstMessage, startScript } from '@cg/tooling/bench/child'
import { openSession } from '@cg/tooling/bench/dataset'
import { publishedDataset } from '@cg/tooling/bench/published'
import type { Size } from '@cg/tooling/bench/table'
import { chromiumArgs, chromiumPath } from '@cg/tooling/chromium'
import { root } from '@cg/tooling/repo'
import { ensureWebBuilt } from '@cg/tooling/web-build'
import { chromium } from 'playwright-core'
import type { Browser, BrowserContext } from 'playwright-core'
import { demoPassword } from '../city.ts'

/** Today, for servers and pages: whatever the day of the test, the pictures are of this one. */
const today = '2026-11-23'
const moment = `${today}T10:08:00+08:00`

export type StillCity = {
  readonly base: string
  /** A fresh browser of a person of the city; without a login, of a leader. */
  readonly person: (login?: string) => Promise<BrowserContext>
  readonly stop: () => Promise<void>
}

type Data = { readonly folder: string; readonly enter: (context: BrowserContext, base: string) => Promise<void> }

/**
 * A browser whose pages look the same on every machine: it knows the fonts of the export alone, draws letters where they
 * belong instead of where a screen's points are, and moves nothing.
 */
export async function startStillBrowser(
  letters: readonly string[] = ['--font-render-hinting=none', '--disable-lcd-text'],
): Promise<{ browser: Browser; end: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'cg-looks-fonts-'))
  const fonts = await readPageFonts(false)
  fonts.forEach((font, at) => writeFileSync(join(folder, `${at}.ttf`), font))
  const settings = join(folder, 'fonts.conf')
  writeFileSync(
    settings,
    `<?xml version="1.0"?><fontconfig><dir>${folder}</dir><cachedir>${folder}</cachedir></fontconfig>`,
  )
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumArgs, ...letters],
    env: { ...definedOf(process.env), FONTCONFIG_FILE: settings },
  })
  return {
    browser,
    async end() {
      await browser.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function definedOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

async function serve(browser: Browser, { folder, enter }: Data, end: () => void): Promise<StillCity> {
  if (!ensureWebBuilt(root)) throw new Error('the web could not be built; the reason is above')
  const server = startScript('packages/tooling/src/bench/serve-app.ts', [folder, join(root, 'apps/web/dist'), moment])
  const { port } = (await firstMessage(server)) as { port: number }
  const base = `http://localhost:${port}`
  return {
    base,
    async person(login = '') {
      const context = await browser.newContext({
        baseURL: base,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        reducedMotion: 'reduce',
      })
      await context.clock.setFixedTime(moment)
      if (login === '') await enter(context, base)
      else await signIn(context, base, login)
      return context
    },
    async stop() {
      await server.stop()
      end()
    },
  }
}

/** The server's clock stands, so that for the browser its cookies are long over: it is given them without an end. */
async function signIn(context: BrowserContext, base: string, login: string): Promise<void> {
  for (const cookie of await sessionOf(base, login)) {
    const [name = '', value = ''] = cookie.split('=')
    await context.addCookies([{ name, value, url: base }])
  }
}

async function sessionOf(base: string, login: string): Promise<string[]> {
  const reply = await post(base, '/api/v1/session', { login, password: demoPassword })
  return reply.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '')
}

async function post(base: string, path: string, body: object, cookies: readonly string[] = []): Promise<Response> {
  const headers = { origin: base, 'content-type': 'application/json', cookie: cookies.join('; ') }
  const reply = await fetch(`${base}${path}`, { method: 'POST', body: JSON.stringify(body), headers })
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`)
  return reply
}

/** The quarter that waits to be published in the demo city, as its office may read it. */
export const demoPreview = previewCode('2026Q3', 1)

/** The demo city: 12 units, whose newest release lacks one. */
export async function startDemo(browser: Browser): Promise<StillCity> {
  const folder = mkdtempSync(join(tmpdir(), 'cg-looks-'))
  await initStore(folder)
  const store = await openStore(folder)
  await seedDemo(store, { asOf: today })
  store.close()
  const enter = (context: BrowserContext, base: string) => signIn(context, base, 'lingdao')
  const city = await serve(browser, { folder, enter }, () => rmSync(folder, { recursive: true, force: true }))
  await post(city.base, '/api/v1/periods/2026Q3/preview', {}, await sessionOf(city.base, 'fabu'))
  return city
}

/** A city as the benchmark makes it, with figures that mean nothing. */
export async function startMadeUp(browser: Browser, size: Size): Promise<StillCity> {
  const { dataset } = await publishedDataset(size, 5)
  const enter = (context: BrowserContext, base: string) =>
    context.addCookies([{ name: 'cg', value: openSession(dataset, new Date(moment)), url: base }])
  return serve(browser, { folder: dataset.folder, enter }, dataset.close)
}
