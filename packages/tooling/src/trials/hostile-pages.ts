import { chromium } from 'playwright-core'
import type { BrowserContext, Page } from 'playwright-core'
import { chromiumAdvice, chromiumArgs, findOrInstallChromium } from '../chromium.ts'
import { faultsOf } from './crash/rounds.ts'
import { signIn } from './city/people.ts'
import { serveCity } from './city/serve.ts'
import type { City } from './city/serve.ts'
import { NotMeasured } from './types.ts'
import type { Trial } from './types.ts'

/* Every Chinese text of every answer is what somebody typed to do harm: names, units, definitions, remarks, sentences. */

const attacks = [
  '<img src=/x onerror=window.hits=1>',
  '"><svg onload=window.hits=1>',
  '</script><script>window.hits=1</script>',
  '<iframe src="//elsewhere.example/"></iframe>',
  '<a href="javascript:window.hits=1">a</a>',
  '<style>@import "//elsewhere.example/a.css"</style>',
]

const ofLeader =
  '/ /rank /rank?view=dumbbell&by=JN03 /rank?view=bump /rank?view=interval /rank?view=table /rank?view=dimensions /i ' +
  '/i/JN03 /u /u/YLX /compare /equity /targets /screen /materials/talk /releases /registers /registers/CASE ' +
  '/departments?d=RSJ'

const places: readonly (readonly [string, string])[] = [
  ...ofLeader.split(' ').map((path): [string, string] => ['lingdao', path]),
  ['rsj', '/fill'],
  ['rsj', '/fill/2026Q3/RSJ-CAREER/RSJ'],
  ['rsj', '/tasks'],
  ['rsj', '/statements'],
  ['rsj', '/inbox'],
  ['shenhe', '/review'],
  ['shenhe', '/review/2026Q3/RSJ-SKILLS/RSJ'],
  ['shenhe', '/follow-ups'],
  ['fabu', '/materials'],
  ['fabu', '/publish'],
  ['fabu', '/scheme'],
  ['fabu', '/yardsticks'],
  ['fabu', '/aims'],
  ['admin', '/admin?part=units'],
  ['admin', '/admin?part=catalogue'],
  ['shenji', '/audit'],
]

/** Codes are held against lists of ours and stay; texts are what people type. */
function poisoned(value: unknown, counted: { texts: number }): unknown {
  if (typeof value === 'string') {
    if (!/[\u4e00-\u9fff]/.test(value)) return value
    counted.texts += 1
    return `${value}${attacks[counted.texts % attacks.length] ?? ''}`
  }
  if (Array.isArray(value)) return value.map((part) => poisoned(part, counted))
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, poisoned(part, counted)]))
}

type Seen = { readonly faults: string[]; readonly counted: { texts: number }; points: number }

/** What in the page only markup out of a text could have put there; a policy that stopped it counts as well. */
async function markup(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = [...document.querySelectorAll('img[src="/x"], svg[onload], iframe, a[href^="javascript:"]')]
    const told = found.map((one) => `markup out of a text: ${one.outerHTML.slice(0, 100)}`)
    const { hits, stopped } = window as unknown as { hits?: number; stopped?: string[] }
    return [...told, ...(hits === undefined ? [] : ['a script out of a text ran']), ...(stopped ?? [])]
  })
}

async function watched(context: BrowserContext, { base }: City, seen: Seen): Promise<Page> {
  const page = await context.newPage()
  await page.addInitScript(() => {
    const stopped: string[] = []
    Object.assign(window, { stopped })
    addEventListener('securitypolicyviolation', ({ effectiveDirective, sample }) =>
      stopped.push(`stopped by ${effectiveDirective}: ${sample}`),
    )
  })
  page.on('pageerror', (error) => seen.faults.push(`${page.url()}: threw ${error.message}`))
  page.on('request', (request) => {
    if (!request.url().startsWith(base) && !/^(data|blob):/.test(request.url()))
      seen.faults.push(`${page.url()}: asked ${request.url()}`)
  })
  // The first answers come within the page: without them it asks for them like for all others.
  await page.route(
    (url) => url.href.startsWith(base) && !/^\/(api|assets)\//.test(url.pathname),
    async (route) => {
      const reply = await route.fetch()
      if (reply.headers()['content-type']?.includes('html') !== true) return route.fulfill({ response: reply })
      const body = (await reply.text()).replace(/<script type="application\/json"[^>]*>.*?<\/script>/s, '')
      return route.fulfill({ response: reply, body })
    },
  )
  await page.route('**/api/v1/**', async (route) => {
    const reply = await route.fetch({ headers: { ...route.request().headers(), accept: 'application/json' } })
    if (reply.headers()['content-type']?.includes('json') !== true) return route.fulfill({ response: reply })
    return route.fulfill({ response: reply, json: poisoned(await reply.json(), seen.counted) })
  })
  return page
}

/** Looks at a page as it stands, then with the pointer over a grid of points: tips are made from texts too. */
async function lookAt(page: Page, path: string, seen: Seen, steps: number): Promise<void> {
  await page.goto(path, { waitUntil: 'networkidle' })
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 }
  for (let y = 1; y < steps; y++) {
    for (let x = 1; x < steps; x++) {
      await page.mouse.move((x * width) / steps, (y * height) / steps)
      seen.points += 1
    }
  }
  for (const one of await markup(page)) seen.faults.push(`${path}: ${one}`)
  const text = await page.locator('body').textContent()
  if (text?.includes('onerror=window') !== true && text?.includes('elsewhere') !== true)
    seen.faults.push(`${path}: none of the texts is to be read`)
}

/** A trial that sees nothing must not pass: what stands in the page as markup has to be told. */
async function proves(page: Page, base: string): Promise<void> {
  await page.goto(`${base}/`, { waitUntil: 'networkidle' })
  await page.evaluate((html) => {
    document.body.insertAdjacentHTML('beforeend', html)
  }, attacks[0] ?? '')
  await page.waitForTimeout(300)
  if ((await markup(page)).length < 2) throw new Error('markup that was planted is not seen')
}

export const hostilePages: Trial = {
  id: 'S5',
  section: 'Security',
  promise:
    'no text of any answer runs as script or markup in any page, the pointer over everything, the big screen too',
  aim: '0 hits, 0 foreign hosts, 0 page errors',
  on: ['sqlite'],
  minutes: 30,
  async run(context) {
    const executablePath = findOrInstallChromium()
    if (executablePath === undefined) throw new NotMeasured(chromiumAdvice)
    const city = await serveCity(context)
    const browser = await chromium.launch({ executablePath, args: [...chromiumArgs] })
    const seen: Seen = { faults: [], counted: { texts: 0 }, points: 0 }
    try {
      for (const login of new Set(places.map(([who]) => who))) {
        const { cookie } = await signIn(city.base, login)
        const [name = '', value = ''] = cookie.split('=')
        const people = await browser.newContext({
          baseURL: city.base,
          viewport: { width: 1440, height: 900 },
          locale: 'zh-CN',
        })
        await people.addCookies([{ name, value, url: city.base }])
        const page = await watched(people, city, seen)
        if (login === 'lingdao') await proves(page, city.base)
        for (const [who, path] of places) if (who === login) await lookAt(page, path, seen, context.isQuick ? 8 : 24)
        context.say(`${login}: ${seen.counted.texts} texts so far, ${seen.faults.length} faults`)
        await people.close()
      }
    } finally {
      await browser.close()
      await city.end('SIGTERM')
    }
    return {
      figure: `${places.length} pages, ${seen.counted.texts.toLocaleString('en')} texts, ${seen.points.toLocaleString('en')} points, ${seen.faults.length} faults`,
      met: seen.faults.length === 0 && seen.counted.texts > 1000,
      ...faultsOf(seen),
    }
  },
}
