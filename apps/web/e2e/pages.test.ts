import type { OverviewFacts } from '@cg/contract/release/overview'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barriers, paleWords } from './barriers.ts'
import { readCity } from './city.ts'
import type { ReadCity } from './city.ts'
import { firstScreen, libraryFiles } from './first-screen.ts'
import { lostMarks } from './forced-colours.ts'
import { brokenNames, headShare, layoutFaults } from './layout.ts'
import { settled } from './settle.ts'

/*
 * Every reading page in every window: nothing lies over anything, nothing is cut, no name is broken into characters, no
 * page scrolls sideways, half of the first screen is content, and axe finds nothing in light and in
 * dark, and a forced palette takes no mark away.
 */

let city: ReadCity
let leader: Page
const others = new Map<string, Page>()
/** Of districts, areas and the like: no heading breaks a line inside one. */
let names: readonly string[]

const places = [
  '/',
  '/rank',
  '/rank?view=dumbbell&by=JN03',
  '/rank?view=bump',
  '/rank?view=interval',
  '/rank?view=dimensions',
  '/rank?view=table&focus=LGX',
  '/rank?try=1',
  '/i',
  '/i/JN03',
  '/u/YLX',
  '/compare',
  '/equity',
  '/targets',
  '/materials/talk',
  '/releases',
  '/registers',
  '/registers/CASE',
  '/registers/KEY_FIRM?unit=DWQ',
  '/departments?d=RSJ',
  '/releases/difference?from=CG-2026Q1-01&to=CG-2026Q2-01',
]

/** Where the others work. */
const ofOthers = [
  ['rsj', '/fill'],
  ['rsj', '/fill/2026Q3/RSJ-CAREER/RSJ'],
  ['rsj', '/fill/2026Q3/RSJ-CAREER/RSJ/sheet'],
  ['rsj', '/statements'],
  ['rsj', '/inbox'],
  ['zgh', '/fill'],
  ['zgh', '/statements'],
  ['rsj', '/registers'],
  ['rsj', '/tasks'],
  ['shenhe', '/follow-ups'],
  ['rsj', '/follow-ups'],
  ['shenhe', '/tasks'],
  ['rsj', '/registers/CONTEST'],
  ['zgh', '/registers/CASE'],
  ['fabu', '/yardsticks'],
  ['fabu', '/aims'],
  ['fabu', '/matters'],
  ['fabu', '/materials/speech'],
  ['fabu', '/materials/bulletin'],
  ['fabu', '/materials/check'],
  ['fabu', '/shares'],
  ['fabu', '/tokens'],
  ['fabu', '/materials'],
  ['admin', '/admin?part=look'],
  ['admin', '/admin?part=notices'],
  ['fabu', '/scheme'],
  ['fabu', '/publish'],
  ['shenhe', '/review'],
  ['shenhe', '/review/2026Q3/RSJ-SKILLS/RSJ'],
  ['shenhe', '/statements'],
  ['shenhe', '/inbox'],
  ['shenhe', '/check'],
  ['shenhe', '/appraisals'],
  ['dwtb', '/check'],
  ['admin', '/admin'],
  ['fabu', '/releases/CG-2026Q2-01/handover'],
  ['admin', '/admin?part=setup'],
  ['admin', '/admin?part=city'],
  ['admin', '/admin?part=units'],
  ['admin', '/admin?part=periods'],
  ['admin', '/admin?part=catalogue'],
  ['fabu', '/admin?part=catalogue'],
  ['admin', '/admin?part=system'],
  ['admin', '/tokens?part=all'],
  ['admin', '/rules'],
  ['shenhe', '/denominators'],
  ['shenhe', '/conflicts'],
  ['shenji', '/audit'],
] as const

/** The demo city’s last quarter lacks a district (岚谷县); its first has no scheme and nothing to compare with. */
const atTheEdge = [
  '/?p=2023Q1',
  '/rank?p=2023Q1',
  '/i/JN03?p=2023Q1',
  '/u/LGX',
  '/u/LGX?p=2023Q1',
  '/compare?cut=rank&p=2023Q1',
  '/equity?p=2023Q1',
  '/targets?p=2023Q1',
]

const windows = {
  phone: { width: 390, height: 844 },
  'a desk at 200 %': { width: 720, height: 450 },
  'an old screen': { width: 1024, height: 768 },
  'an office laptop at 125 %': { width: 1093, height: 614 },
  'a desk': { width: 1440, height: 900 },
  'a meeting room': { width: 1920, height: 1080 },
} as const

type WindowName = keyof typeof windows

/** There axe looks too, in both themes. */
const looked = new Set<WindowName>(['phone', 'a desk'])
/** A page is loaded in the first window of a list, and brought to the others by its frame, as a person does. */
const readIn: readonly WindowName[] = [
  'phone',
  'a desk at 200 %',
  'an old screen',
  'an office laptop at 125 %',
  'a desk',
]
/** What is laid out by the size at the load is loaded in the largest window too. */
const readInLast: readonly WindowName[] = ['a meeting room']
/** Work is done on the screens of offices. */
const workedIn: readonly WindowName[] = ['phone', 'an office laptop at 125 %', 'a desk']

beforeAll(async () => {
  city = await readCity()
  leader = await city.person('lingdao')
  const overview = await leader.request.get('/api/v1/releases/CG-2026Q2-01/overview')
  names = ((await overview.json()) as OverviewFacts).release.unbroken ?? []
})

afterAll(async () => {
  await city?.stop()
})

async function faultsIn(page: Page, name: WindowName): Promise<string[]> {
  const size = windows[name]
  await page.setViewportSize(size)
  await settled(page)
  const faults = [...(await layoutFaults(page)), ...(await brokenNames(page, names))]
  if (page === leader && size.height >= 600) {
    const share = await headShare(page)
    if (share > 0.5) faults.push(`its head takes ${share.toFixed(2)} of the first screen`)
  }
  if (!looked.has(name)) return faults
  faults.push(...(await barriers(page)))
  await page.emulateMedia({ colorScheme: 'dark' })
  await settled(page)
  faults.push(...(await paleWords(page)).map((fault) => `in dark: ${fault}`))
  faults.push(...(await lostMarks(page)).map((mark) => `loses ${mark} under a forced palette`))
  await page.emulateMedia({ colorScheme: 'light' })
  return faults
}

/** Loads a page in the first of the windows and looks at it in all of them. */
async function expectSound(page: Page, place: string, inWindows: readonly WindowName[]): Promise<void> {
  const [first] = inWindows
  if (first === undefined) throw new Error('no window')
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.setViewportSize(windows[first])
  await page.goto(place)
  await page.locator('main h1, main .state').first().waitFor()
  const faults: string[] = []
  for (const name of inWindows) faults.push(...(await faultsIn(page, name)).map((fault) => `on ${name}: ${fault}`))
  expect(faults).toEqual([])
  expect(await page.title()).toMatch(/^\S.* · 产改进展监测平台$/)
}

describe('in every window', () => {
  it('names of places are known, that no heading may break', () => {
    expect(names).toContain('沅岭县')
  })

  it.each(places)('%s', async (place) => {
    await expectSound(leader, place, readIn)
    await expectSound(leader, place, readInLast)
  })

  it.each(atTheEdge)('%s', (place) => expectSound(leader, place, ['phone', 'a desk']))

  it.each(ofOthers)('%s %s', async (login, place) => {
    const person = others.get(login) ?? (await city.person(login))
    others.set(login, person)
    await expectSound(person, place, workedIn)
  })
})

describe('the leader’s first screen', () => {
  it('is at most 330 kB of scripts as sent, and asks the server for nothing twice', async () => {
    await leader.setViewportSize(windows['a desk'])
    const { kB, scripts, asked } = await firstScreen(leader, '/')
    expect(scripts.length).toBeGreaterThan(5)
    expect(kB, scripts.join(', ')).toBeLessThanOrEqual(330)
    expect(asked.filter((path, at) => asked.indexOf(path) !== at && !path.includes('/charts'))).toEqual([])
    expect(asked.filter((path) => !path.includes('/chart')).length, asked.join(', ')).toBeLessThanOrEqual(6)
  })

  it('is at most 15 requests where a browser was here before, none for a style or picture that came with the page', async () => {
    await leader.setViewportSize(windows['a desk'])
    await firstScreen(leader, '/')
    const { paths } = await firstScreen(leader, '/')
    expect(paths.filter((path) => path.endsWith('.css') || path.includes('/charts/'))).toEqual([])
    expect(paths.length, paths.join(', ')).toBeLessThanOrEqual(15)
    expect(await leader.locator('.chart-still').count()).toBeGreaterThan(1)
    const shown = await leader.locator('.bar').evaluate((bar) => getComputedStyle(bar).position)
    expect(shown).toBe('sticky')
    // A page opened from here still finds its own styles.
    await leader.getByRole('link', { name: '目标', exact: true }).click()
    await leader.locator('.goal, table').first().waitFor()
    expect(
      await leader.evaluate(() => document.querySelectorAll('link[rel=stylesheet]:not([disabled])').length),
    ).toBeGreaterThan(0)
  })

  it('is the door, in its own dress, where the session of a browser that was here before has ended', async () => {
    const page = await city.stranger()
    await page.setViewportSize(windows['a desk'])
    const kept = [
      { name: 'cg', value: 'A'.repeat(43), url: city.base },
      { name: 'cg-first', value: 'light.476.433.433', url: city.base },
    ]
    await page.context().addCookies(kept)
    await page.goto('/')
    const button = page.getByRole('button', { name: '登录', exact: true })
    await button.waitFor()
    expect(await page.locator('#first-page').count()).toBe(0)
    expect(await button.evaluate((one) => one.getBoundingClientRect().height)).toBeGreaterThanOrEqual(36)
    expect(await barriers(page)).toEqual([])
    await page.context().close()
  })

  it('shows its numbers although the chart library never comes', async () => {
    const library = libraryFiles()
    expect(library.length).toBeGreaterThan(0)
    const isLibrary = (url: URL): boolean => library.some((file) => url.pathname.endsWith(file))
    await leader.route(isLibrary, (route) => route.abort())
    const { scripts } = await firstScreen(leader, '/')
    expect(scripts.filter((file) => library.includes(file))).toEqual([])
    expect(await leader.locator('.kpi-number').first().textContent()).toMatch(/\d/)
    expect(await leader.locator('.chart-still').first().isVisible()).toBe(true)
    await leader.unroute(isLibrary)
  })

  it('hears a key that is pressed before its program has come', async () => {
    await leader.goto('/', { waitUntil: 'commit' })
    await leader.locator('#first-page').waitFor()
    await leader.keyboard.press('/')
    await leader.getByRole('dialog').getByRole('combobox').waitFor()
  })
})

it('threw no error on any page and asked no other host', () => {
  expect(city.faults).toEqual([])
})
