import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCity } from './city.ts'
import type { ReadCity } from './city.ts'
import { settled } from './settle.ts'

/*
 * From every reading page, as a leader of the city, of a district and of a department, every link once, one for all that
 * lead to the same kind of place: none is dead, none ends at a page that is refused or empty, and each page of a release
 * names it.
 */

let city: ReadCity

beforeAll(async () => {
  city = await readCity()
})

afterAll(async () => {
  await city?.stop()
})

const reading = [
  '/',
  '/rank',
  '/i',
  '/u',
  '/compare',
  '/equity',
  '/targets',
  '/releases',
  '/landing',
  '/registers',
  '/departments',
]
/** What a reader meets beside them: no page of a release. */
const others = new Set(['/shares', '/password', '/check', '/materials/check', '/materials/speech'])

/** One for all districts, one for all indicators; what is carried from page to page tells no two places apart. */
function kindOf({ pathname, searchParams }: URL): string {
  const place = pathname.replace(/^\/(i|u)\/[^/]+/, '/$1/*').replace(/CG-[\w-]+/, '*')
  const carried = new Set(['p', 'pub', 'focus', 'tab', 'order'])
  const keys = [...new Set(searchParams.keys())].filter((key) => !carried.has(key)).toSorted()
  return [place, ...keys].join(' ')
}

type Found = { readonly href: string; readonly words: string; readonly isFile: boolean }

function linksOn(page: Page): Promise<Found[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>('a[href]')]
      .filter((link) => link.origin === location.origin)
      .map((link) => ({
        href: link.href,
        words: (link.getAttribute('aria-label') ?? link.textContent ?? '').trim().slice(0, 40),
        isFile: link.hasAttribute('download') || link.pathname.startsWith('/api/'),
      })),
  )
}

/** What is wrong with the page that is open, in words. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.locator('main :is(h1, [aria-level="1"])').first().waitFor()
  await settled(page)
  const { pathname } = new URL(page.url())
  const [words, title, states, heads] = await Promise.all([
    page.locator('main').innerText(),
    page.title(),
    page.locator('main .state[role=alert], main .state:has([aria-level="1"])').allTextContents(),
    page.locator('h1').count(),
  ])
  return [
    ...states.map((state) => `says “${state}”`),
    ...(heads === 1 ? [] : [`has ${heads} heads`]),
    // Who has one message reads one line.
    ...(words.length > (pathname === '/inbox' ? 60 : 120) ? [] : [`holds no more than “${words}”`]),
    ...(/^\S.* · 产改进展监测平台$/.test(title) ? [] : [`is called “${title}”`]),
    ...(others.has(pathname) || /CG-\d{4}Q\d-\d\d/.test(words) ? [] : ['names no release']),
  ]
}

/** Links within the page that lead to nothing on it. */
function deadAnchors(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLAnchorElement>('a[href]')]
      .filter((link) => link.hash !== '' && link.pathname === location.pathname)
      .filter((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))) === null)
      .map((link) => `has nothing called ${link.hash}`),
  )
}

async function followAll(page: Page): Promise<{ seen: Map<string, string>; faults: string[] }> {
  const seen = new Map<string, string>()
  const faults: string[] = []
  const waiting = reading.map((place) => ({ href: new URL(place, city.base).href, from: 'the address', isFile: false }))
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const url = new URL(next.href)
    const kind = kindOf(url)
    if (seen.has(kind)) continue
    seen.set(kind, next.href)
    if (next.isFile) {
      const status = (await page.request.get(next.href)).status()
      if (status !== 200) faults.push(`${next.href} (${next.from}) answers ${status}`)
      continue
    }
    await page.goto(next.href)
    const wrong = [...(await faultsOf(page)), ...(await deadAnchors(page))]
    faults.push(...wrong.map((one) => `${next?.href} (${next?.from}) ${one}`))
    for (const { href, words, isFile } of await linksOn(page))
      waiting.push({ href, isFile, from: `“${words}” on ${new URL(page.url()).pathname}` })
  }
  return { seen, faults }
}

describe.each(['lingdao', 'dongwan', 'rsjld'])('as %s', (login) => {
  it('every link leads to a page that is there, may be read, holds something and says of which release', async () => {
    const page = await city.person(login)
    const { seen, faults } = await followAll(page)
    expect(faults).toEqual([])
    const kinds = [...seen.keys()]
    // Had the pages shown no links, nothing would have been wrong with them either.
    for (const place of ['/i/*', '/u/*', '/releases/difference', '/rank by', '/targets dep', '/screen'])
      expect(kinds, kinds.join('\n')).toContain(place)
    expect(kinds.length).toBeGreaterThan(18)
    await page.context().close()
  }, 600_000)
})

it('no page failed', () => {
  expect(city.faults).toEqual([])
})
