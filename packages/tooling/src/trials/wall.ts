import { chromium } from 'playwright-core'
import type { Page } from 'playwright-core'
import { sleep } from '../bench/child.ts'
import { chromiumAdvice, chromiumArgs, findOrInstallChromium } from '../chromium.ts'
import { publishQuarter, releaseCodes } from './city/publish.ts'
import { signIn } from './city/people.ts'
import { serveCity } from './city/serve.ts'
import type { City } from './city/serve.ts'
import { NotMeasured } from './types.ts'
import type { Trial, TrialContext } from './types.ts'

/** A screen asks for newer releases every five minutes: so far the clocks of server and browser are moved at a time. */
const stepMs = 5 * 60_000
/** How long a picture stands. */
const turnMs = 25_000
const stepsPerHour = 3_600_000 / stepMs

const limits = { heapMb: 150, growthMb: 5, nodes: 1.05, listeners: 10 }

type Held = { readonly heapMb: number; readonly nodes: number; readonly listeners: number }

/** A meeting-room screen that nobody touches, its clock and the server's ours. */
class Wall {
  readonly faults: string[] = []
  hours = 0
  turns = 0
  private lastDot: string | null = null
  readonly city: City
  readonly page: Page
  private readonly say: TrialContext['say']

  constructor(city: City, page: Page, say: TrialContext['say']) {
    this.city = city
    this.page = page
    this.say = say
    page.on('pageerror', (error) => this.faults.push(`the page threw ${error.message}`))
    page.on('response', (response) => {
      if (response.status() >= 500) this.faults.push(`${response.status()} ${response.url()}`)
      if (!response.url().startsWith(city.base) && !/^(data|blob):/.test(response.url()))
        this.faults.push(`asked ${response.url()}`)
    })
  }

  text(selector: string): Promise<string> {
    return this.page
      .locator(selector)
      .first()
      .textContent()
      .then((text) => text ?? '')
  }

  dot(): Promise<string | null> {
    return this.page.locator('.screen-dot[aria-current]').getAttribute('aria-label')
  }

  /** One step of five minutes: the server's clock first, which is what a request is judged by. */
  async step(): Promise<void> {
    this.city.pass(stepMs)
    await sleep(120)
    await this.page.clock.runFor(stepMs)
    await this.page.waitForLoadState('networkidle')
    this.hours += 1 / stepsPerHour
    const dot = await this.dot()
    if (dot !== this.lastDot) this.turns += 1
    this.lastDot = dot
    const heads = await this.page.locator('.slide h1').allTextContents()
    if (heads.length === 0 || heads.some((head) => head.trim() === ''))
      this.faults.push(`after ${this.hours.toFixed(1)} h the page has no headline`)
  }

  async until(hour: number): Promise<void> {
    while (this.hours < hour - 0.01) await this.step()
    this.say(`${hour} h: ${await this.text('.screen-head')}`)
  }

  /** Steps until something is to be read; three polls at most. */
  async shows(selector: string, words: string, isThere = true): Promise<boolean> {
    for (let step = 0; step < 3; step++) {
      await this.step()
      const text = (await this.page.locator(selector).allTextContents()).join(' ')
      if (text.includes(words) === isThere) return true
    }
    const text = (await this.page.locator(selector).allTextContents()).join(' ')
    this.faults.push(
      `at ${this.hours.toFixed(1)} h ${selector} reads “${text}”, ${isThere ? 'without' : 'with'} ${words}`,
    )
    return false
  }

  /** What the page holds while its first picture stands: others have more or fewer parts. */
  async held(): Promise<Held> {
    for (let turn = 0; turn < 20 && !(await this.dot())?.startsWith('第1页'); turn++) {
      this.city.pass(turnMs)
      await this.page.clock.runFor(turnMs)
    }
    await this.page.waitForLoadState('networkidle')
    const probe = await this.page.context().newCDPSession(this.page)
    await probe.send('HeapProfiler.enable')
    for (let round = 0; round < 3; round++) await probe.send('HeapProfiler.collectGarbage')
    const { jsEventListeners, nodes } = await probe.send('Memory.getDOMCounters')
    const { usedSize } = await probe.send('Runtime.getHeapUsage')
    await probe.detach()
    return { heapMb: usedSize / 2 ** 20, nodes, listeners: jsEventListeners }
  }
}

export const wall: Trial = {
  id: 'L6',
  section: 'Load',
  promise:
    'a page on a meeting-room screen for 24 simulated hours: memory stays, a release published meanwhile shows by itself, an ended session is said and healed by signing in',
  aim: 'heap ≤ 150 MB and + ≤ 5, 0 errors, new release ≤ 15 min',
  on: ['sqlite'],
  minutes: 40,
  async run(context) {
    const executablePath = findOrInstallChromium()
    if (executablePath === undefined) throw new NotMeasured(chromiumAdvice)
    const city = await serveCity(context)
    const browser = await chromium.launch({ executablePath, args: [...chromiumArgs, '--js-flags=--expose-gc'] })
    try {
      const page = await browser.newPage({
        baseURL: city.base,
        viewport: { width: 1920, height: 1080 },
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
      })
      page.setDefaultTimeout(60_000)
      await signInto(page)
      await page.clock.install({ time: city.now() })
      await page.goto('/screen')
      await page.locator('.slide h1').first().waitFor()
      return await watchDay(new Wall(city, page, context.say), context.isQuick ? 14 : 24)
    } finally {
      await browser.close()
      await city.end('SIGTERM')
    }
  },
}

async function signInto(page: Page): Promise<void> {
  const reply = await page.request.post('/api/v1/session', { data: { login: 'lingdao', password: 'Yunchuan-2026' } })
  if (!reply.ok()) throw new Error(`lingdao may not sign in: ${reply.status()} ${await reply.text()}`)
}

async function watchDay(screen: Wall, hours: number) {
  const { city, page, faults } = screen
  await screen.until(4)
  const code = await publishQuarter(city.base, '2026Q3')
  await screen.shows('.screen-head', code)
  await screen.until(6)
  const before = await screen.held()
  // A session lives twelve hours, whoever looks at it.
  await screen.until(12)
  await screen.shows('.screen-news', '登录已到期')
  const turnsBefore = screen.turns
  await screen.until(Math.ceil(screen.hours + 0.5))
  if (screen.turns === turnsBefore) faults.push('the pages stand still after the session has ended')
  await signInto(page)
  await screen.shows('.screen-news', '登录已到期', false)
  await screen.until(hours)
  const [newest] = await releaseCodes(await signIn(city.base, 'lingdao'))
  const head = await screen.text('.screen-head')
  if (newest !== code || !head.includes(newest))
    faults.push(`at the end the screen shows “${head}”, the newest release is ${newest}`)
  const after = await screen.held()
  const growth = after.heapMb - before.heapMb
  const isLevel = after.nodes <= before.nodes * limits.nodes && after.listeners <= before.listeners + limits.listeners
  return {
    figure: `${hours} h, ${screen.turns} times another page seen, heap ${growth >= 0 ? '+' : ''}${growth.toFixed(1)} to ${after.heapMb.toFixed(0)} MB, nodes ${before.nodes} → ${after.nodes}, ${faults.length} faults`,
    met: faults.length === 0 && growth <= limits.growthMb && after.heapMb <= limits.heapMb && isLevel,
    ...(faults.length > 0 && { detail: [...new Set(faults)].slice(0, 10).join('; ') }),
  }
}
